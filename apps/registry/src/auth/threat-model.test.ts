import { describe, expect, it } from "@jest/globals";
import { readFileSync } from "node:fs";

const root = new URL("../../../../", import.meta.url);
const page = readFileSync(new URL("SECURITY.md", root), "utf8");
const named = [...page.matchAll(/`([\w./-]+\.test\.ts)` "([^"]+)"/g)].map(
  ([, file, title]) => [file, title] as [string, string],
);

describe("every answer of the threat model is shown by a test", () => {
  it("in each row of its table", () => {
    const rows = page.split("## Abuses and answers")[1]?.split("\n## ")[0]?.split("\n") ?? [];
    const abuses = rows.filter((row) => row.startsWith("|")).slice(2);
    expect(abuses.length).toBeGreaterThan(25);
    expect(abuses.filter((row) => !/\.test\.ts` "/.test(row))).toEqual([]);
  });

  it.each(named)("%s: %s", (file, title) => {
    expect(
      readFileSync(new URL(file.startsWith("libs/") ? file : `apps/registry/src/${file}`, root), "utf8"),
    ).toContain(title);
  });
});
