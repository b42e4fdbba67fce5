import { FAULTS, atLength } from "@appointment-registry/test-kit";
import { expect, it } from "@jest/globals";
import { clientChaos } from "./run.js";
import { WRONG } from "./verdict.js";

const calls = atLength(400, 4000);

it("never says a wrong word, whatever is spoilt, aborted or closed", async () => {
  const { said, faults, wrong } = await clientChaos({ calls, seed: 7, rate: 0.3 });
  expect(wrong).toEqual(Object.fromEntries(WRONG.map((name) => [name, 0])));
  for (const fault of FAULTS.filter((name) => name !== "huge answer")) expect([...faults.keys()]).toContain(fault);
  // Which of the other words are said, "unknown" for one, depends on how fast the machine is.
  for (const result of ["cancel: 200", "register: 201", "once: 201"]) expect([...said.keys()]).toContain(result);
  expect([...said.values()].reduce((sum, times) => sum + times)).toBe(calls);
}, 600_000);
