import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { createRegistryClient } from "@appointment-registry/client";
import { plannedEntry } from "../chaos/entries.js";
import { RegistryUnderTest } from "../harness/registry.js";
import { ClientCommand } from "./command.js";
import { clientOptions, inParallel } from "./harness.js";

export interface BulkOptions {
  readonly cancels: number;
  readonly kills: number;
}

/**
 * Cancels a file of ids with the command line, which is killed at random and restarted. Prints a table.
 * @returns true if no fault was found
 */
export async function bulk({ cancels, kills }: BulkOptions): Promise<boolean> {
  const registry = await RegistryUnderTest.start({ REGISTRY_LOG_LEVEL: "error" });
  const directory = await mkdtemp(join(tmpdir(), "bulk "));
  const library = createRegistryClient({ ...(await clientOptions(registry)), connections: 32 });
  const command = await ClientCommand.for(registry);
  try {
    const ids: string[] = [];
    await inParallel(cancels, 32, async (n) => {
      const result = await library.register(JSON.parse(plannedEntry("bulk", n).body) as fhir.Appointment);
      if (result.status !== 201) throw new Error(`Not registered: ${result.status}`);
      ids[n] = result.id;
    });
    const file = join(directory, "ids.csv");
    await writeFile(file, ids.join("\n"));

    const started = performance.now();
    let killed = 0;
    let peak = 0;
    for (let code: number | null = null; code !== 0;) {
      const { process: run, ended } = command.start(["cancel", "--file", file, "--concurrency", "16"]);
      const life = killed < kills ? 500 + Math.random() * ((cancels / kills) * 0.5) : Infinity;
      const from = performance.now();
      while (run.exitCode === null && performance.now() - from < life) {
        peak = Math.max(peak, await peakMemory(run.pid));
        await delay(20);
      }
      if (run.exitCode === null && run.kill("SIGKILL")) killed += 1;
      ({ code } = await ended);
    }
    const seconds = (performance.now() - started) / 1000;

    const wrong = { "not cancelled": 0, "cancelled more than once": 0 };
    await inParallel(cancels, 32, async (n) => {
      const history = await library.history(ids[n] as string);
      if (history.status !== 200) throw new Error(`No history: ${history.status}`);
      const times = history.versions.filter(({ appointment }) => appointment.status === "cancelled").length;
      if (times === 0) wrong["not cancelled"] += 1;
      if (times > 1) wrong["cancelled more than once"] += 1;
    });
    const memory = peak === 0 ? "not known here" : `${Math.round(peak / 1024)} MB`;
    console.log(`
Bulk cancel by file, killed and resumed
  cancels                   ${cancels}
  killed by SIGKILL         ${killed} times
  seconds                   ${seconds.toFixed(1)}
  peak memory of a run      ${memory}
  not cancelled             ${wrong["not cancelled"]}
  cancelled more than once  ${wrong["cancelled more than once"]}
`);
    return Object.values(wrong).every((times) => times === 0) && peak < 150 * 1024;
  } finally {
    await library.close();
    await registry.stop();
    await rm(directory, { recursive: true, force: true });
  }
}

/** Returns the peak resident memory in kilobytes, on systems with /proc. */
async function peakMemory(pid: number | undefined): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
  return Number(/^VmHWM:\s+(\d+)/m.exec(status)?.[1] ?? 0);
}
