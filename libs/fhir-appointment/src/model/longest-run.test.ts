import { expect, it } from "@jest/globals";
import { longestRun } from "./longest-run.js";

it.each([
  [[], []],
  [[5], [0]],
  [
    [1, 2, 3],
    [0, 1, 2],
  ],
  [[3, 2, 1], [2]],
  [
    [2, 5, 3, 4, 1],
    [0, 2, 3],
  ],
  [[1, 1], [1]],
])("the longest ascending series of %j is at %j", (numbers, indexes) => {
  expect(longestRun(numbers)).toEqual(indexes);
});
