import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";

interface Named {
  readonly file: string;
  readonly title: string;
}
interface Ran {
  readonly file: string;
  readonly tests: readonly { readonly name: string; readonly status: string }[];
}
interface ShownBy {
  namedTests(page: string): Named[];
  notShown(named: readonly Named[], ran: readonly Ran[], expected: (file: string) => boolean): string[];
}

const root = new URL("../../../../", import.meta.url);
// eslint-disable-next-line no-restricted-syntax -- a reporter of jest belongs to no package
const { namedTests, notShown } = (await import(new URL("tools/build/shown-by.mjs", root).href)) as ShownBy;
const page = readFileSync(new URL("SECURITY.md", root), "utf8");

describe("SECURITY.md", () => {
  it("names tests in each row of its table of threats, in files that exist", () => {
    const rows = page.split("## Threats and countermeasures")[1]?.split("\n## ")[0]?.split("\n") ?? [];
    const threats = rows.filter((row) => row.startsWith("|")).slice(2);
    expect(threats.length).toBeGreaterThan(40);
    expect(threats.filter((row) => namedTests(row).length === 0)).toEqual([]);
    expect(namedTests(page).filter(({ file }) => !existsSync(new URL(file, root)))).toEqual([]);
  });
});

describe("A test run", () => {
  const named = namedTests('| a | b | `auth/a.test.ts` "refuses %s", `libs/x/src/b.test.ts` "is kept" |');
  const passed: Ran[] = [
    { file: "apps/registry/src/auth/a.test.ts", tests: [{ name: "a caller refuses one", status: "passed" }] },
    { file: "libs/x/src/b.test.ts", tests: [{ name: "is kept", status: "passed" }] },
  ];
  const first = (tests: Ran["tests"]): Ran[] => [{ ...(passed[0] as Ran), tests }, passed[1] as Ran];
  const all = () => true;

  it("passes if every named test passed, or belongs to another project", () => {
    expect(notShown(named, passed, all)).toEqual([]);
    expect(notShown(named, [], () => false)).toEqual([]);
  });
  it("fails if a named test is skipped, renamed, failed or missing", () => {
    const file = "apps/registry/src/auth/a.test.ts";
    expect(notShown(named, first([{ name: "a caller refuses one", status: "pending" }]), all)).toEqual([
      `${file} "refuses %s": pending.`,
    ]);
    expect(
      notShown(
        named,
        first([
          { name: "a caller refuses one", status: "passed" },
          { name: "a caller refuses two", status: "failed" },
        ]),
        all,
      ),
    ).toEqual([`${file} "refuses %s": failed.`]);
    expect(notShown(named, first([{ name: "a caller rejects one", status: "passed" }]), all)).toEqual([
      `${file} has no test "refuses %s".`,
    ]);
    expect(notShown(named, passed.slice(1), all)).toEqual([`${file} did not run, which shows "refuses %s".`]);
  });
});
