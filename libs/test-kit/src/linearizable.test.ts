import { describe, expect, it } from "@jest/globals";
import { isLinearizable } from "./linearizable.js";

/** A call that writes or reads a single number. */
type Call = { began: number; ended: number; write?: number; read?: number };
const apply = (state: number, { write, read }: Call) =>
  write !== undefined ? write : read === state ? state : undefined;
const write = (value: number, began: number, ended: number): Call => ({ write: value, began, ended });
const read = (value: number, began: number, ended: number): Call => ({ read: value, began, ended });

describe("a history of one value", () => {
  it.each([
    ["a read after a write", [write(1, 1, 2), read(1, 3, 4)]],
    ["a read of the old value during a write", [write(1, 1, 4), read(0, 2, 3)]],
    ["a read of the new value during a write", [write(1, 1, 4), read(1, 2, 3)]],
    [
      "writes that race, in the order that the reads saw",
      [write(1, 1, 6), write(2, 2, 7), read(2, 3, 4), read(1, 8, 9)],
    ],
  ])("is explained: %s", (_, calls) => {
    expect(isLinearizable(calls, 0, apply)).toBe(true);
  });

  it.each([
    ["a stale read", [write(1, 1, 2), read(0, 3, 4)]],
    ["a read of the new value before one of the old", [write(1, 1, 9), read(1, 2, 3), read(0, 4, 5)]],
    ["a value that nobody wrote", [write(1, 1, 2), read(2, 3, 4)]],
    ["a lost write", [write(1, 1, 2), write(2, 3, 4), read(1, 5, 6)]],
  ])("is not explained: %s", (_, calls) => {
    expect(isLinearizable(calls, 0, apply)).toBe(false);
  });
});
