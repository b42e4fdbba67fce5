import { expect, it } from "@jest/globals";
import { mutatedCancels } from "./run.js";

/** `npm run chaos -- cancels` sends 200,000 cancels. */
it("A cancel that is answered 200 changes nothing but the status", async () => {
  const { answers, faults, shown } = await mutatedCancels({ cancels: 300, seed: 1 });
  expect({ faults, shown }).toEqual({ faults: 0, shown: [] });
  const done = Object.entries(answers).filter(([key, count]) => key.endsWith(" 200") && count > 25);
  expect(done).toHaveLength(2);
});
