import { spawnSync } from "node:child_process";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { parseArgs } from "node:util";
import { openStore } from "@appointment-registry/registry/store";
import { builtRegistry } from "@appointment-registry/test-kit";
import { storedEntry } from "../entries.js";
import { interleave, warmUp } from "./interleave.js";
import type { NamedLoad } from "./interleave.js";
import { CORES, pinTo } from "./measured-process.js";
import { OPERATIONS } from "./operations.js";
import { printRows, toRow } from "./report.js";
import { closeSite, openSite, startRegistry } from "./servers.js";
import type { Site } from "./servers.js";
import type { Subject } from "./subject.js";

const CONNECTIONS = 16;
const WARM_UP = { connections: [CONNECTIONS], seconds: 1, warmUpRequests: 5000 };
const REQUESTS = ["register-xml", "cancel-xml", "register-json", "read", "search"] as const;
/** Entries that are inserted at once while a store is filled. */
const BATCH = 2_000;
/** Some three appointments a patient, none of them among those that the requests register for. The store does not look at check digits. */
const patient = (entry: number) => String(9_990_000_000 + Math.floor(entry / 3));

interface Filled {
  readonly entries: number;
  readonly subject: Subject;
  readonly storeBytes: number;
  readonly startMilliseconds: number;
}

/**
 * What requests cost the registry whose embedded store holds few and many entries, in one run: loads of the sizes follow each other, so
 * that what else the machine does falls on all. Then start-up, disk, heap, and the durations of backup and check.
 */
export async function benchScale(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      entries: { type: "string", default: "1000,10000,100000,1000000" },
      rounds: { type: "string", default: "5" },
    },
  });
  const sizes = values.entries.split(",").map(Number);
  const site = await openSite();
  try {
    const filled: Filled[] = [];
    for (const entries of sizes) filled.push(await start(site, entries));
    const pinned = site.processes.every(({ pid }) => pinTo(CORES.server, pid)) && pinTo(CORES.load, process.pid);
    console.log(`scale: ${CONNECTIONS} connections, embedded store${pinned ? "" : ", NOT pinned to cores"}`);
    const subjects = filled.map(({ subject }) => subject);
    const loads = REQUESTS.map((request): NamedLoad => ({ request, next: OPERATIONS[request] }));
    await warmUp(WARM_UP, subjects, loads);
    const samples = await interleave(subjects, loads, { connections: CONNECTIONS, seconds: 1 }, Number(values.rounds));
    const rows = [...samples].flatMap(([request, bySubject]) => {
      const [reference = []] = bySubject.values();
      return [...bySubject].map(([subject, each]) =>
        toRow({ loop: "closed", connections: CONNECTIONS, request, subject }, each, reference),
      );
    });
    printRows(`Entries in the store; "x" and "%" are relative to ${sizes[0]} entries`, rows);
    await printSizes(site, filled);
  } finally {
    await closeSite(site);
  }
}

async function start(site: Site, entries: number): Promise<Filled> {
  const directory = storeOf(site, entries);
  await fill(directory, entries);
  const { size: storeBytes } = await stat(join(directory, "data.mdb"));
  const began = performance.now();
  const settings = { REGISTRY_STORE: `lmdb:${directory}` };
  const subject = await startRegistry(site, `${entries} entries`, builtRegistry(), ["--expose-gc"], settings);
  return { entries, subject, storeBytes, startMilliseconds: performance.now() - began };
}

function storeOf({ directory }: Site, entries: number): string {
  return join(directory, `store-${entries}`);
}

async function fill(directory: string, entries: number): Promise<void> {
  const store = await openStore(`lmdb:${directory}`);
  for (let begun = 0; begun < entries; begun += BATCH) {
    const batch = Array.from({ length: Math.min(BATCH, entries - begun) }, (_, n) => storedEntry(patient(begun + n)));
    await Promise.all(batch.map((entry) => store.insert(entry)));
  }
  await store.close();
}

async function printSizes(site: Site, filled: readonly Filled[]): Promise<void> {
  const columns = ["start ms", "disk MB", "bytes/entry", "heap MB", "peak MB", "backup s", "check s"];
  console.log(`\n${"".padEnd(20)} ${columns.map((each) => each.padStart(11)).join(" ")}`);
  for (const { entries, subject, storeBytes, startMilliseconds } of filled) {
    const store = `lmdb:${storeOf(site, entries)}`;
    const heap = (await subject.heapBytes?.()) ?? NaN;
    const peak = (await subject.usage?.())?.peakBytes ?? NaN;
    const values = [
      startMilliseconds,
      storeBytes / 1e6,
      storeBytes / entries,
      heap / 1e6,
      peak / 1e6,
      seconds(["store", "backup", join(site.directory, `backup-${entries}`), "--store", store]),
      seconds(["store", "check", store, "--no-audit"]),
    ];
    const digits = [0, 1, 0, 1, 0, 2, 2];
    console.log(
      `${subject.name.padEnd(20)} ${values.map((each, n) => each.toFixed(digits[n]).padStart(11)).join(" ")}`,
    );
  }
  console.log("The peak is of resident memory, the mapped pages of the data file included.");
}

/** Of a command of the registry, its start included. */
function seconds(args: readonly string[]): number {
  const began = performance.now();
  const { status, stderr } = spawnSync(process.execPath, [builtRegistry(), ...args], { encoding: "utf8" });
  if (status !== 0) throw new Error(`registry ${args.join(" ")} ended with ${status}: ${stderr}`);
  return (performance.now() - began) / 1000;
}
