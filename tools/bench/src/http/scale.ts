import { spawnSync } from "node:child_process";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { parseArgs } from "node:util";
import { openStore } from "@appointment-registry/registry/store";
import { builtRegistry, nhsNumber } from "@appointment-registry/test-kit";
import { storedEntry } from "../entries.js";
import { interleave, warmUp } from "./interleave.js";
import type { NamedLoad } from "./interleave.js";
import { CORES, pinTo } from "./measured-process.js";
import { OPERATIONS } from "./operations.js";
import { printRows, toRow } from "./report.js";
import type { Row } from "./report.js";
import { closeSite, openSite, startRegistry } from "./servers.js";
import type { Site } from "./servers.js";
import type { Subject } from "./subject.js";

const CONNECTIONS = 16;
const WARM_UP = { connections: [CONNECTIONS], seconds: 1, warmUpRequests: 5000 };
const REQUESTS = ["register-xml", "cancel-xml", "register-json", "read", "search"] as const;
/** Number of entries inserted together while a store is filled. */
const BATCH = 2_000;
/** About three appointments for each patient. The measured requests do not register for these patients. */
const patient = (entry: number) => nhsNumber(FIRST_PATIENT + Math.floor(entry / 3));
const FIRST_PATIENT = 3_000_000;

interface Filled {
  readonly entries: number;
  readonly subject: Subject;
  readonly storeBytes: number;
  readonly startMilliseconds: number;
}

/** The costs of a number of entries, apart from requests. */
export interface Size {
  readonly entries: number;
  /** Name of the subject. */
  readonly name: string;
  readonly startMilliseconds: number;
  readonly storeBytes: number;
  /** After a garbage collection. */
  readonly heapBytes: number;
  readonly peakBytes: number;
  readonly backupSeconds: number;
  readonly checkSeconds: number;
}

export interface ScaleResults {
  readonly rows: readonly Row[];
  readonly sizes: readonly Size[];
}

/**
 * Measures the cost of requests to registries whose embedded stores hold few and many entries, in one run. Loads of the sizes follow each
 * other, so that other activity of the machine affects all of them. Then measures start-up, disk, heap, and the durations of backup and
 * check.
 */
export async function benchScale(args: readonly string[]): Promise<ScaleResults> {
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
    const measured = await measureSizes(site, filled);
    printSizes(measured);
    return { rows, sizes: measured };
  } finally {
    await closeSite(site);
  }
}

async function start(site: Site, entries: number): Promise<Filled> {
  const directory = getStore(site, entries);
  await fill(directory, entries);
  const { size: storeBytes } = await stat(join(directory, "data.mdb"));
  const began = performance.now();
  const settings = { REGISTRY_STORE: `lmdb:${directory}` };
  const subject = await startRegistry(site, `${entries} entries`, builtRegistry(), ["--expose-gc"], settings);
  return { entries, subject, storeBytes, startMilliseconds: performance.now() - began };
}

function getStore({ directory }: Site, entries: number): string {
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

async function measureSizes(site: Site, filled: readonly Filled[]): Promise<Size[]> {
  const sizes: Size[] = [];
  for (const { entries, subject, storeBytes, startMilliseconds } of filled) {
    const store = `lmdb:${getStore(site, entries)}`;
    sizes.push({
      entries,
      name: subject.name,
      startMilliseconds,
      storeBytes,
      heapBytes: (await subject.heapBytes?.()) ?? NaN,
      peakBytes: (await subject.usage?.())?.peakBytes ?? NaN,
      backupSeconds: seconds(["store", "backup", join(site.directory, `backup-${entries}`), "--store", store]),
      checkSeconds: seconds(["store", "check", store, "--no-audit"]),
    });
  }
  return sizes;
}

export const SIZE_COLUMNS: readonly (readonly [title: string, value: (size: Size) => string])[] = [
  ["start ms", ({ startMilliseconds }) => startMilliseconds.toFixed(0)],
  ["disk MB", ({ storeBytes }) => (storeBytes / 1e6).toFixed(1)],
  ["bytes/entry", ({ storeBytes, entries }) => (storeBytes / entries).toFixed(0)],
  ["heap MB", ({ heapBytes }) => (heapBytes / 1e6).toFixed(1)],
  ["peak MB", ({ peakBytes }) => (peakBytes / 1e6).toFixed(0)],
  ["backup s", ({ backupSeconds }) => backupSeconds.toFixed(2)],
  ["check s", ({ checkSeconds }) => checkSeconds.toFixed(2)],
];

function printSizes(sizes: readonly Size[]): void {
  console.log(`\n${"".padEnd(20)} ${SIZE_COLUMNS.map(([title]) => title.padStart(11)).join(" ")}`);
  for (const size of sizes)
    console.log(`${size.name.padEnd(20)} ${SIZE_COLUMNS.map(([, value]) => value(size).padStart(11)).join(" ")}`);
  console.log("The peak is of resident memory, the mapped pages of the data file included.");
}

/** Returns the duration of a command of the registry, including its start. */
function seconds(args: readonly string[]): number {
  const began = performance.now();
  const { status, stderr } = spawnSync(process.execPath, [builtRegistry(), ...args], { encoding: "utf8" });
  if (status !== 0) throw new Error(`registry ${args.join(" ")} ended with ${status}: ${stderr}`);
  return (performance.now() - began) / 1000;
}
