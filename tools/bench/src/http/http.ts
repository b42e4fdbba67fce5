import { readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { createSecureContext } from "node:tls";
import { interleave, warmUp } from "./interleave.js";
import type { Samples } from "./interleave.js";
import { median } from "./measure.js";
import { Bookings } from "./bookings.js";
import { OPERATIONS, unmatchedCancel } from "./operations.js";
import type { OperationName } from "./operations.js";
import type { HttpBenchOptions } from "./options.js";
import type { Row } from "./report.js";
import { printRows, rate, toRow } from "./report.js";
import { startServers } from "./servers.js";
import type { Servers } from "./servers.js";
import type { Subject } from "./subject.js";

export interface HttpResults {
  readonly rows: readonly Row[];
  /** True if the servers and the load generator had separate cores. */
  readonly isPinned: boolean;
}

/**
 * Measures complete requests to the built registry and to the floor (a minimal server of the same components, decision 0090) in one run.
 * Each load on one is followed by the same load on the other, so that other activity on the machine affects both.
 */
export async function benchHttp(options: HttpBenchOptions): Promise<HttpResults> {
  const servers = await startServers(options);
  try {
    const subjects = [
      servers.floor,
      ...servers.registries,
      ...(options.target === undefined ? [] : [getTarget(options)]),
    ];
    describe(options, servers);
    const rows = await run(options, subjects, servers.steps);
    await printMemory(subjects);
    if (options.json !== undefined)
      writeFileSync(options.json, JSON.stringify({ at: new Date(), rows }, null, 2) + "\n");
    return { rows, isPinned: servers.pinned };
  } finally {
    await servers.stop();
  }
}

async function run(options: HttpBenchOptions, subjects: readonly Subject[], steps: readonly Subject[]): Promise<Row[]> {
  const { connections, rounds, seconds, operations, openShare } = options;
  const most = Math.max(...connections);
  const loads = operations.map((name) => ({ request: name, next: OPERATIONS[name] }));
  await warmUp(options, subjects, loads);

  const rows: Row[] = [];
  for (const each of connections) {
    const closed = await interleave(subjects, loads, { connections: each, seconds }, rounds);
    const closedRows = rowsOf(closed, { loop: "closed", connections: each });
    printRows(`Closed loop, ${each} connections`, closedRows);
    rows.push(...closedRows);
    if (openShare === 0) continue;
    const perSecond = (name: string) => openShare * median((closed.get(name)?.get("floor") ?? []).map(rate));
    const open = await interleave(subjects, loads, { connections: each, seconds }, rounds, perSecond);
    const openRows = rowsOf(open, { loop: "open", connections: each });
    printRows(`Open loop, ${each} connections, requests due at ${openShare * 100} % of the floor's rate`, openRows);
    rows.push(...openRows);
  }
  const stepLoad = [{ request: "step", next: (subject: Subject) => unmatchedCancel(subject) }];
  await warmUp(options, steps, stepLoad);
  const stepSamples = await interleave(steps, stepLoad, { connections: most, seconds }, rounds);
  const stepRows = rowsOf(stepSamples, { loop: "closed", connections: most });
  printRows(
    `Steps of the floor up to its tables, ${most} connections, XML of a cancel, relative to the first`,
    stepRows,
  );
  return [...rows, ...stepRows];
}

function rowsOf(samples: Samples, of: Pick<Row, "loop" | "connections">): Row[] {
  return [...samples].flatMap(([request, subjects]) => {
    const [reference = []] = subjects.values();
    return [...subjects].map(([subject, each]) => toRow({ ...of, request, subject }, each, reference));
  });
}

function getTarget({ target, token, tls }: HttpBenchOptions): Subject {
  const url = target as URL;
  const secure = url.protocol === "https:";
  const pem = (file: string | undefined) => (file === undefined ? undefined : readFileSync(file));
  const port = url.port === "" ? (secure ? 443 : 80) : Number(url.port);
  return {
    name: url.host,
    address: {
      host: url.hostname,
      port,
      ...(secure
        ? { secureContext: createSecureContext({ ca: pem(tls.ca), cert: pem(tls.cert), key: pem(tls.key) }) }
        : {}),
    },
    // eslint-disable-next-line regexp/no-super-linear-move -- the URL comes from an option of the command
    base: url.pathname.replace(/\/+$/, ""),
    token,
    bookings: new Bookings(),
    foreign: true,
  };
}

function describe({ connections, rounds, seconds }: HttpBenchOptions, { pinned }: Servers): void {
  const [{ model } = { model: "?" }] = cpus();
  console.log(
    `http: Node ${process.version}, ${cpus().length} x ${model}, ${rounds} rounds of at most ${seconds} s each`,
  );
  console.log(
    pinned
      ? "http: servers on one core, load generator on another"
      : "http: NOT pinned to cores (no taskset, or one core): server and load generator take time from each other",
  );
  console.log(`http: ${connections.join(", ")} connections over TLS 1.3 with client certificate and remembered token`);
}

async function printMemory(subjects: readonly Subject[]): Promise<void> {
  console.log("\nPeak of resident memory, mapped files of the store included");
  for (const { name, usage } of subjects) {
    if (usage !== undefined)
      console.log(`${name.padEnd(20)} ${((await usage()).peakBytes / 1e6).toFixed(0).padStart(6)} MB`);
  }
}

export type { OperationName };
