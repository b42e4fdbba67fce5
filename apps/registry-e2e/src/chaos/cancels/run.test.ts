import { expect, it } from "@jest/globals";
import { mutatedCancels } from "./run.js";

/** `npm run chaos -- cancels` sends 200,000. */
it("What a cancel is answered 200 for changes nothing but the status", async () => {
  const { answers, faults } = await mutatedCancels({ cancels: 1500, seed: 1 });
  expect(faults).toEqual([]);
  const done = Object.entries(answers).filter(([key, count]) => key.endsWith(" 200") && count > 50);
  expect(done).toHaveLength(2);
}, 120_000);
