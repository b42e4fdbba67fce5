import { expect, it } from "@jest/globals";
import { lostAnswers } from "./lost-answers.js";

it("never claims a cancel wrongly, whatever gets lost between client and registry", async () => {
  const { said, faults, wrong } = await lostAnswers({ cancels: 300, workers: 16, seed: 7, rate: 0.3 });
  expect(wrong).toEqual({
    "said done, not done": 0,
    "said not done, done": 0,
    "done twice": 0,
    "said conflict, where nobody else wrote": 0,
  });
  expect(faults.size).toBe(10);
  expect(said.get("200 recovered")).toBeGreaterThan(0);
  expect((said.get("200") ?? 0) + (said.get("200 recovered") ?? 0)).toBeGreaterThan(280);
}, 60_000);
