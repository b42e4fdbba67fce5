import { FAULTS } from "@appointment-registry/test-kit";
import { expect, it } from "@jest/globals";
import { clientChaos } from "./run.js";
import { WRONG } from "./verdict.js";

it("never says a wrong word, whatever is spoilt, aborted or closed", async () => {
  const { said, faults, wrong } = await clientChaos({ calls: 600, seed: 7, rate: 0.3 });
  expect(wrong).toEqual(Object.fromEntries(WRONG.map((name) => [name, 0])));
  for (const fault of FAULTS.filter((name) => name !== "huge answer")) expect([...faults.keys()]).toContain(fault);
  for (const result of ["cancel: 200", "cancel: 200 recovered", "cancel: unknown", "cancel: rejected, aborted"]) {
    expect([...said.keys()]).toContain(result);
  }
  for (const result of ["register: 201", "register: unknown", "register: unreachable", "once: 201"]) {
    expect([...said.keys()]).toContain(result);
  }
}, 600_000);
