import { execFileSync } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { cpus } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { WORKSPACE } from "@appointment-registry/test-kit";
import { linePlot } from "../plot.js";
import type { Series } from "../plot.js";
import { benchHttp } from "./http.js";
import type { HttpResults } from "./http.js";
import { parseHttpOptions } from "./options.js";
import { fixed } from "./report.js";
import type { Row } from "./report.js";
import { SIZE_COLUMNS, benchScale } from "./scale.js";
import type { ScaleResults } from "./scale.js";

const BANNER = "Written by `npm run bench -- performance`. Do not edit.";
const DOCS = join(WORKSPACE, "docs");
const PLOTS = {
  throughput: "performance-throughput.svg",
  latency: "performance-latency.svg",
  size: "performance-size.svg",
} as const;

/** The table of ratios uses this number of connections if it was measured. */
const TABLE_CONNECTIONS = 32;

/** Appointments per month. Their rate per second assumes ten hours on each of 22 working days. */
const MONTHLY = 30e6;
const REGISTERED = MONTHLY / (22 * 10 * 3600);
const CANCELLED = REGISTERED / 10;

/** Runs `http` and `scale`, and writes docs/performance.md and its plots from the results. */
export async function writePerformance(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      connections: { type: "string", default: "1,8,32,64" },
      rounds: { type: "string", default: "5" },
      seconds: { type: "string", default: "1" },
      entries: { type: "string", default: "1000,10000,100000,1000000" },
    },
  });
  const { connections, rounds, seconds, entries } = values;
  const http = await benchHttp(
    parseHttpOptions(["--connections", connections, "--rounds", rounds, "--seconds", seconds]),
  );
  const scale = await benchScale(["--entries", entries, "--rounds", rounds]);
  const plots = toPlots(http, scale);
  for (const [file, svg] of Object.entries(plots)) await writeFile(join(DOCS, "images", file), svg);
  const page = join(DOCS, "performance.md");
  const command = `npm run bench -- performance --connections ${connections} --rounds ${rounds} --seconds ${seconds} --entries ${entries}`;
  await writeFile(page, toPage(command, http, scale));
  execFileSync(process.execPath, [join(WORKSPACE, "node_modules/prettier/bin/prettier.cjs"), "--write", page]);
}

function toPlots({ rows }: HttpResults, scale: ScaleResults): Readonly<Record<string, string>> {
  const closed = rows.filter(({ loop, request }) => loop === "closed" && request !== "step");
  const connections = { label: "connections", isLogarithmic: true };
  const registry = closed.filter(({ subject }) => subject === "registry");
  return {
    [PLOTS.throughput]: linePlot(
      "Requests a second of one process on one core",
      connections,
      { label: "requests a second" },
      toSeries(registry, ({ connections: at, perSecond }) => [at, perSecond]),
      BANNER,
    ),
    [PLOTS.latency]: linePlot(
      "99th percentile of the latency, closed loop",
      connections,
      { label: "milliseconds", isLogarithmic: true },
      toSeries(registry, ({ connections: at, latency }) => [at, latency.p99]),
      BANNER,
    ),
    [PLOTS.size]: linePlot(
      "CPU of a request against the number of entries in the store",
      { label: "entries", isLogarithmic: true },
      { label: "microseconds" },
      toSeries(scale.rows, ({ subject, cpu }) => [parseInt(subject, 10), cpu ?? NaN]),
      BANNER,
    ),
  };
}

function toSeries(rows: readonly Row[], point: (row: Row) => readonly [number, number]): Series[] {
  const series = new Map<string, (readonly [number, number])[]>();
  for (const row of rows) series.set(row.request, [...(series.get(row.request) ?? []), point(row)]);
  return [...series].map(([name, points]) => ({ name, points }));
}

function toPage(command: string, { rows, isPinned }: HttpResults, { rows: bySize, sizes }: ScaleResults): string {
  const measured = rows.filter(({ request }) => request !== "step");
  const counts = [...new Set(measured.map(({ connections }) => connections))];
  const at = counts.includes(TABLE_CONNECTIONS) ? TABLE_CONNECTIONS : Math.max(...counts);
  const of = (loop: Row["loop"], subject: string) =>
    measured.filter((row) => row.loop === loop && row.subject === subject && row.connections === at);
  const [closed, open, floorOpen] = [of("closed", "registry"), of("open", "registry"), of("open", "floor")];
  const floorClosed = of("closed", "floor");
  const [{ model } = { model: "unknown" }] = cpus();
  return `<!-- ${BANNER} -->

# Performance

Results of one run of \`${command}\` on ${cpus().length} cores (${model}), Node.js ${process.versions.node}, ${process.platform},
${isPinned ? "one process of the registry on one core and the load generator on another" : "registry and load generator on the same cores"}, embedded store, durable writes,
TLS 1.3 with client certificates and a cached token. [Decision 0090](decisions/0090-http-benchmark.md) defines the benchmark and its baseline, the _floor_: a minimal server of the same
components (node:http, hapi, mutual TLS, token look-up, XML or JSON scanner, the same LMDB tables) without validation, comparison, audit trail,
log and FHIR headers. Ratios and CPU come first because they depend least on the machine; compare absolute numbers only within one run.

## Relative to the floor, ${at} connections

The values are medians of the rounds; registry and floor are loaded alternately. In the open loop, requests are sent at 40 % of the floor's rate, and
latency is measured from sending.

${table(
  [
    "request",
    "throughput, % of the floor's",
    "CPU, times the floor's",
    "CPU of a request, µs (floor)",
    "requests a second (floor)",
    "p99 of the open loop, ms (floor)",
  ],
  closed.map((row, n) => [
    row.request,
    (row.throughputToFloor * 100).toFixed(0),
    fixed(row.cpuToFloor, 2),
    `${fixed(row.cpu, 0)} (${fixed(floorClosed[n]?.cpu, 0)})`,
    `${row.perSecond.toFixed(0)} (${fixed(floorClosed[n]?.perSecond, 0)})`,
    `${fixed(open[n]?.latency.p99, 1)} (${fixed(floorOpen[n]?.latency.p99, 1)})`,
  ]),
)}

## By the number of connections

![Requests a second against connections](images/${PLOTS.throughput})

![99th percentile of the latency against connections](images/${PLOTS.latency})

## By the number of appointments in the store

Measured with 16 connections; each column is relative to the smallest store. Start and disk are measured before the requests; heap, peak, backup and check
are measured after them, and include the appointments that they registered.

![CPU of a request against appointments in the store](images/${PLOTS.size})

${table(
  ["entries", ...new Set(bySize.map(({ request }) => `${request}, CPU x`))],
  sizes.map(({ name, entries }) => [
    entries.toLocaleString("en-GB"),
    ...bySize.filter(({ subject }) => subject === name).map(({ cpuToFloor }) => fixed(cpuToFloor, 2)),
  ]),
)}

${table(
  ["entries", ...SIZE_COLUMNS.map(([title]) => title)],
  sizes.map((size) => [size.entries.toLocaleString("en-GB"), ...SIZE_COLUMNS.map(([, value]) => value(size))]),
)}

The heap is measured after a garbage collection. The peak is that of resident memory and includes the mapped pages of the data file.

## Sizing

Replace this assumption with your own: general practice in England books about ${MONTHLY / 1e6} million appointments a month (NHS
England, _Appointments in General Practice_). If all of them are registered here and one in ten is cancelled, within ten hours of 22 working days, this
makes about ${REGISTERED.toFixed(0)} registrations and ${CANCELLED.toFixed(0)} cancellations a second. ${sizing(closed)}
Plan for peaks of five times the mean, and for two processes so that one can be replaced. On disk, each version takes the bytes of the table above, and
each request about a kilobyte in the audit trail.

## Measure it again

- \`${command}\` writes this page. \`npm run bench -- http --help\` has the options of the first part; \`--target URL\` also sends the same requests to any other
  FHIR STU3 server.
- \`npm run bench -- http --workers 2\` compares several worker processes with one. \`npm run bench -- soak\` runs ten minutes and compares the last third with
  the first. \`npm run bench -- guard\`, in \`.ci/full\`, fails if a cancel costs clearly more CPU than recorded.
`;
}

function sizing(closed: readonly Row[]): string {
  const of = (name: string) => closed.find(({ request }) => request === name);
  const [register, cancel] = [of("register-xml"), of("cancel-xml")];
  if (cancel === undefined || register === undefined) return "";
  const share = (REGISTERED / register.perSecond + CANCELLED / cancel.perSecond) * 100;
  return `In this run one process on one core answered ${register.perSecond.toFixed(0)} registrations or ${cancel.perSecond.toFixed(0)} cancellations a second, so
that volume takes ${share.toFixed(0)} % of one core.`;
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(heads), line(heads.map((_, n) => (n === 0 ? "---" : "---:"))), ...rows.map(line)].join("\n");
}
