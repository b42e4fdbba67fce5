import { expect, it } from "@jest/globals";
import { MemoryBudget } from "./memory-budget.js";

it("limits the total of all holders and the share of each", () => {
  const budget = new MemoryBudget(100);
  const [a, b, c] = [{ bytes: 0 }, { bytes: 0 }, { bytes: 0 }];
  expect([budget.reserve(a, 40), budget.reserve(a, 11), budget.reserve(b, 50), budget.reserve(c, 11)]).toEqual([
    true,
    false,
    true,
    false,
  ]);
  expect([budget.reserved, a, b, c]).toEqual([90, { bytes: 40 }, { bytes: 50 }, { bytes: 0 }]);
  budget.release(b, 50);
  expect([budget.reserve(c, 11), budget.reserved]).toEqual([true, 51]);
});

it("admits a request that alone exceeds the budget while nothing else is in flight", () => {
  const budget = new MemoryBudget(100);
  const [a, b] = [{ bytes: 0 }, { bytes: 0 }];
  expect([budget.reserve(a, 1000), budget.reserve(b, 1)]).toEqual([true, false]);
  budget.release(a, 1000);
  expect(budget.reserve(b, 1)).toBe(true);
});
