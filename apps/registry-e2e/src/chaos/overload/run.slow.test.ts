import { expect, it } from "@jest/globals";
import type { Row } from "./run.js";
import { isMet, overload } from "./run.js";

/** Selects the values that depend on the machine and its other load. */
const isTime = ({ unit, what }: Row): boolean => unit === "ms" || unit === "MB" || /goodput|memory/.test(what);

it("an overloaded registry refuses honestly, loses nothing and serves again", async () => {
  const rows = await overload({
    seconds: 1,
    connections: 100,
    newConnections: 64,
    entries: 500,
    flood: 200,
    rounds: 1,
    hostile: "together",
  });
  expect(rows.filter((row) => !isTime(row) && !isMet(row))).toEqual([]);
  const value = (what: RegExp): number => rows.find((row) => what.test(row.what))?.value ?? NaN;
  expect(value(/^2 x.*goodput/)).toBeGreaterThan(25);
  expect(value(/^acknowledged$/)).toBeGreaterThan(500);
}, 300_000);
