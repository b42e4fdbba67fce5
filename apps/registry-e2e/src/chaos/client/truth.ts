import type { RegistryClient } from "@appointment-registry/client";
import { inParallel } from "../../client/harness.js";
import type { PlannedCall } from "./calls.js";

/** Counts how often the registry holds the effect of each call: cancelled versions, or entries with the identifier. */
export async function timesDone(direct: RegistryClient, calls: readonly PlannedCall[]): Promise<number[]> {
  const times: number[] = [];
  await inParallel(calls.length, 32, async (n) => {
    times[n] = await timesOf(direct, calls[n] as PlannedCall);
  });
  return times;
}

async function timesOf(direct: RegistryClient, planned: PlannedCall): Promise<number> {
  if ("id" in planned) {
    const history = await direct.history(planned.id);
    if (history.status !== 200) throw new Error(`No history: ${history.status}`);
    return history.versions.filter(({ appointment }) => appointment.status === "cancelled").length;
  }
  const found = await direct.search(planned.patient);
  if (found.status !== 200) throw new Error(`No search: ${found.status}`);
  const [identifier] = planned.appointment.identifier ?? [];
  return found.found.filter(({ appointment }) => appointment.identifier?.[0]?.value === identifier?.value).length;
}
