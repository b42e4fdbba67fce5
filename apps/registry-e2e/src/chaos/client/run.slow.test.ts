import { FAULTS, atLength } from "@appointment-registry/test-kit";
import { expect, it } from "@jest/globals";
import { clientChaos } from "./run.js";
import { CALL_FAULTS } from "./verdict.js";

const calls = atLength(400, 4000);

const SEED = 7;
/** If time-outs end most calls, as on a busy machine, few calls meet a fault. */
const MOST_RUNS = 5;
const wanted = FAULTS.filter((name) => name !== "huge answer");

it("never reports a wrong result, whatever is damaged, aborted or closed", async () => {
  const met = new Set<string>();
  const heard = new Set<string>();
  // The other results that occur, such as "unknown", depend on the speed of the machine.
  const results = ["cancel: 200", "register: 201", "once: 201"];
  const isComplete = () => wanted.every((name) => met.has(name)) && results.every((name) => heard.has(name));
  for (let run = 0; run < MOST_RUNS && !isComplete(); run += 1) {
    const { said, faults, wrong } = await clientChaos({ calls, seed: SEED + run, rate: 0.3 });
    expect(wrong).toEqual(Object.fromEntries(CALL_FAULTS.map((name) => [name, 0])));
    expect([...said.values()].reduce((sum, times) => sum + times)).toBe(calls);
    for (const name of faults.keys()) met.add(name);
    for (const name of said.keys()) heard.add(name);
  }
  expect([...met]).toEqual(expect.arrayContaining(wanted));
  expect([...heard]).toEqual(expect.arrayContaining(results));
}, 600_000);
