import { describe, expect, it } from "@jest/globals";
import { isLinearizable } from "@appointment-registry/test-kit";
import type { Call } from "./model.js";
import { applied } from "./model.js";
import { histories } from "./run.js";

/** `npm run chaos -- histories` records 3,000 histories. */
it("Concurrent requests through two registries are answered as if in some sequential order", async () => {
  expect(await histories({ histories: 20, processes: 2, seed: 1 })).toBe(true);
});

describe("A history of one identifier", () => {
  const booked = { id: "a", version: 1, status: "booked" };
  const conditional = (more: Partial<Call> = {}): Call => ({
    request: { kind: "create", isConditional: true },
    began: 1,
    ended: 4,
    status: 201,
    shown: [booked],
    ...more,
  });
  const cancel = (more: Partial<Call> = {}): Call => ({
    request: { kind: "change", id: "a", version: 1, status: "cancelled" },
    began: 5,
    ended: 8,
    status: 200,
    shown: [{ ...booked, version: 2, status: "cancelled" }],
    ...more,
  });
  const search = (more: Partial<Call>): Call => ({
    request: { kind: "search" },
    began: 9,
    ended: 10,
    status: 200,
    shown: [],
    ...more,
  });
  const isExplained = (...calls: Call[]) => isLinearizable(calls, {}, applied);

  it("has an order if the answers are consistent with one", () => {
    expect(isExplained(conditional(), conditional({ began: 2, ended: 3, status: 200 }))).toBe(true);
    expect(isExplained(conditional(), cancel(), cancel({ began: 6, ended: 7, status: 409, shown: [] }))).toBe(true);
    expect(isExplained(conditional(), cancel(), search({ began: 6, ended: 7, shown: [booked] }))).toBe(true);
  });

  it.each<[string, Call[]]>([
    [
      "two conditional creates that made an entry",
      [conditional(), conditional({ began: 2, ended: 3, shown: [{ ...booked, id: "b" }] })],
    ],
    ["two cancels of one version", [conditional(), cancel(), cancel({ began: 6, ended: 7 })]],
    ["a search after the cancel that shows the booked version", [conditional(), cancel(), search({ shown: [booked] })]],
    ["a search that lacks an entry", [conditional(), search({})]],
    ["a conflict with nobody", [conditional(), cancel({ status: 409, shown: [] })]],
    [
      "a plain create that was visible and not matched",
      [
        conditional({ request: { kind: "create", isConditional: false } }),
        conditional({ began: 5, ended: 6, shown: [{ ...booked, id: "b" }] }),
      ],
    ],
    ["an entry that is read before it is made", [search({ began: -2, ended: -1, shown: [booked] }), conditional()]],
    ["an answer of 500", [conditional(), cancel({ status: 500, shown: [] })]],
  ])("has no order: %s", (_, calls) => {
    expect(isExplained(...calls)).toBe(false);
  });
});
