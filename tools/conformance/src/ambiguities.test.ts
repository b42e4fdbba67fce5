import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { REQUIREMENTS } from "./requirements.js";

const WORKSPACE = join(import.meta.dirname, "../../..");

/** The cells of each row in a table with five columns. */
const rows = readFileSync(join(WORKSPACE, "docs/ambiguities.md"), "utf8")
  .split("\n")
  .map((line) => line.split("|").slice(1, -1))
  .filter((cells) => cells.length === 5 && !/^\s*(-+|the pages say)\s*$/.test(cells[0] ?? ""));

const codes = (cell = ""): string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, code = ""]) => code);

describe("docs/ambiguities.md", () => {
  it("names an existing file for every choice", () => {
    expect(rows.length).toBeGreaterThan(20);
    const missing = rows.filter(([, , , , setIn]) => {
      const files = codes(setIn);
      return files.length !== 1 || !existsSync(join(WORKSPACE, files[0] ?? ""));
    });
    expect(missing.map(([said, , , , setIn]) => `${said}: ${setIn}`)).toEqual([]);
  });

  it("names existing requirements for every choice", () => {
    const ids = new Set(REQUIREMENTS.map(({ id }) => id));
    const held = rows.map(([said, , , heldBy]) => ({ said, ids: codes(heldBy) }));
    expect(held.filter((row) => row.ids.length === 0 || row.ids.some((id) => !ids.has(id)))).toEqual([]);
  });

  it("has a row for every choice of the specification", () => {
    const held = new Set(rows.flatMap(([, , , heldBy]) => codes(heldBy)));
    const choices = REQUIREMENTS.filter(({ level }) => level === "CHOICE").map(({ id }) => id);
    expect(choices.filter((id) => !held.has(id))).toEqual([]);
  });
});
