import { spawnSync } from "node:child_process";
import { builtRegistry } from "@appointment-registry/test-kit";

/** Counts the faults that `registry store check` finds. The counts must be 0. */
export function storeFaults(store: string): Record<string, number> {
  const args = [builtRegistry(), "store", "check", "--store", store, "--no-audit", "--json"];
  const { status, stdout } = spawnSync(process.execPath, args, {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (status !== 0 && status !== 1) throw new Error(`store check ended with ${status}`);
  if (status === 1) console.error(stdout);
  return { "faults of the store": (JSON.parse(stdout) as { faults: number }).faults };
}
