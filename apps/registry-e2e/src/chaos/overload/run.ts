import { cpus, loadavg } from "node:os";
import { Connection, OPERATIONS, closedLoop } from "@appointment-registry/bench";
import { hostileKinds } from "./hostile-kinds.js";
import { besideHostile, recovery } from "./hostile.js";
import { besideSearches, fillPatient } from "./large-patient.js";
import { load, newConnections, readMetadata } from "./load.js";
import { TestDeployment } from "./test-deployment.js";

export interface OverloadOptions {
  /** Duration of each load. */
  readonly seconds: number;
  /** Number of keep-alive connections of the open loops. */
  readonly connections: number;
  /** Number of callers that open a connection for each request. */
  readonly newConnections: number;
  /** Number of entries of the patient that callers search for. */
  readonly entries: number;
  /** Number of callers that send as fast as they can. */
  readonly flood: number;
  readonly rounds: number;
  /** "each": all five hostile callers send one kind, and one kind follows another. "together": each caller sends a different kind. */
  readonly hostile: "each" | "together";
}

/** A row of the table: the measurement, and its limit if there is one. */
export interface Row {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  /** The row is for information only if this is absent. */
  readonly must?: { readonly atLeast: number } | { readonly atMost: number };
}

/** The limit is short because there are many kinds. */
const MOST_HOSTILE_SECONDS = 3;

/** Puts more load on a registry than it can serve, in every way. @returns the measurements */
export async function overload(options: OverloadOptions): Promise<Row[]> {
  const { seconds, connections, rounds } = options;
  const rows: Row[] = [];
  const row = (what: string, value: number, unit: string, must?: Row["must"]): void => {
    rows.push({ what, value, unit, ...(must === undefined ? {} : { must }) });
  };
  const site = await TestDeployment.open();
  const { subject, other } = site;
  const health = async (what: string): Promise<void> => {
    const { worst, overloaded, failures } = await site.health.take();
    row(`${what}: /health and /ready, worst`, worst, "ms", { atMost: 1000 });
    row(`${what}: /ready that said overloaded`, overloaded, "");
    row(`${what}: /health and /ready that failed`, failures, "", { atMost: 0 });
  };
  try {
    row("registry and generator on cores of their own", Number(site.pinned), "");
    const idle = await site.ownMegabytes();
    row("memory at the start", idle, "MB");
    await load(site, subject, { connections: 32, seconds });
    await site.health.take();
    const { goodput: peak, p99 } = await load(site, subject, { connections: 32, seconds });
    row("closed loop, 32 connections", peak, "/s");
    row("closed loop, 32 connections, p99", p99, "ms");
    await health("closed loop");

    for (const [factor, share] of [
      [1, 0.8],
      [2, 0.8],
      [3, 0.65],
    ] as const) {
      const what = `${factor} x, ${connections} connections`;
      const measured = await load(site, subject, { connections, seconds, perSecond: factor * peak });
      row(`${what}: goodput of the closed loop's`, (100 * measured.goodput) / peak, "%", { atLeast: 100 * share });
      row(`${what}: p50 of served requests`, measured.p50, "ms");
      row(`${what}: p99 of served requests`, measured.p99, "ms", { atMost: 1000 });
      row(`${what}: refused (503 with Retry-After)`, measured.refused / seconds, "/s");
      row(`${what}: p99 of refusals`, measured.refusedP99, "ms");
      row(`${what}: answered in another way`, measured.wrong, "", { atMost: 0 });
      await health(what);
    }

    const few = await newConnections(site, { subject, callers: 32, seconds });
    row("32 callers, a connection for each request", few.goodput, "/s");
    const many = await newConnections(site, { subject, callers: options.newConnections, seconds });
    row(`${options.newConnections} such callers: goodput of theirs`, (100 * many.goodput) / few.goodput, "%", {
      atLeast: 50,
    });
    row(`${options.newConnections} such callers: connections that were closed`, many.failed, "");
    await health("new connections");

    const after: number[] = [];
    let most = 0;
    for (let round = 1; round <= rounds; round += 1) {
      const looking = setInterval(() => void site.ownMegabytes().then((now) => (most = Math.max(most, now))), 200);
      await load(site, subject, { connections: options.flood, seconds });
      clearInterval(looking);
      row(`flood ${round}: recovery`, await recovery(subject, OPERATIONS.capabilities), "ms", { atMost: 1000 });
      after.push(await site.ownMegabytes());
      await health(`flood ${round}`);
    }
    row("flood: memory, most", most, "MB", { atMost: 120 + 0.12 * options.flood });
    row("flood: memory after the last round, of the first", (100 * (after.at(-1) ?? 0)) / (after[0] ?? 1), "%", {
      atMost: 115,
    });

    const kinds = hostileKinds(other);
    const sets =
      options.hostile === "each"
        ? kinds.map((each) => [each])
        : [kinds.filter((_, n) => n % Math.ceil(kinds.length / 5) === 0)];
    for (const set of sets) {
      const what = `five hostile callers, ${set.length === 1 ? set[0]?.name : "of several kinds"}`;
      const { result: victim, hostile } = await besideHostile(other, set, () =>
        load(site, subject, {
          ...{ connections: 2, seconds: Math.min(seconds, MOST_HOSTILE_SECONDS) },
          ...{ perSecond: peak / 10, operation: readMetadata },
        }),
      );
      row(`${what}: p99 of another client`, victim.p99, "ms", { atMost: 250 });
      row(`${what}: their requests`, hostile, "");
      const { worst, failures } = await site.health.take();
      row(`${what}: /health and /ready, worst`, worst, "ms", { atMost: 250 });
      row(`${what}: /health and /ready that failed`, failures, "", { atMost: 0 });
    }

    const nhsNumber = await fillPatient(site, other, options.entries);
    const before = await site.ownMegabytes();
    const { result: beside, bytes } = await besideSearches(other, nhsNumber, () =>
      load(site, subject, { connections: 2, seconds, perSecond: peak / 10, operation: readMetadata }),
    );
    row(`${options.entries} entries of a patient, five searches: p99 of another client`, beside.p99, "ms", {
      atMost: 200,
    });
    row("searches: read", bytes / 1024 / 1024, "MB");
    row("searches: growth of memory", (await site.ownMegabytes()) - before, "MB", { atMost: 100 });
    await health("searches");

    row("acknowledged", site.acknowledged.size, "");
    row("acknowledged and lost", await lost(site), "", { atMost: 0 });
    return rows;
  } finally {
    await site.close();
  }
}

/** Counts the acknowledged versions that cannot be read. */
async function lost({ subject, acknowledged }: TestDeployment): Promise<number> {
  const { host, port } = subject.address;
  const left = [...acknowledged];
  let missing = 0;
  const next = () => {
    const [id, version] = left.pop() ?? [];
    if (id === undefined) return undefined;
    const path = `${subject.base}/Appointment/${id}/_history/${version}`;
    const head = `GET ${path} HTTP/1.1\r\nHost: ${host}:${port}\r\nAuthorization: Bearer ${subject.token}\r\n\r\n`;
    return {
      bytes: Buffer.from(head),
      check: ({ status }: { status: number }) => void (missing += Number(status !== 200)),
    };
  };
  const connections = await Promise.all(Array.from({ length: 16 }, () => Connection.open(subject.address)));
  try {
    await closedLoop(connections, next, Infinity);
  } finally {
    for (const each of connections) each.close();
  }
  return missing;
}

export function isMet({ value, must }: Row): boolean {
  if (must === undefined) return true;
  return "atLeast" in must ? value >= must.atLeast : value <= must.atMost;
}

/** Prints the table. @returns true if all limits are met */
export async function overloadReport(options: OverloadOptions): Promise<boolean> {
  const began = loadavg()[0] ?? 0;
  const rows = await overload(options);
  const width = Math.max(...rows.map(({ what }) => what.length));
  const lines = rows.map((row) => {
    const { what, value, unit, must } = row;
    const bound = must === undefined ? "" : "atLeast" in must ? `at least ${must.atLeast}` : `at most ${must.atMost}`;
    return `  ${what.padEnd(width)}  ${value.toFixed(value < 10 ? 1 : 0).padStart(8)} ${unit.padEnd(3)} ${bound}${isMet(row) ? "" : "  <-- NOT MET"}`;
  });
  console.log(
    `\nOverload, ${options.seconds} s each, on ${cpus().length} cores, load average ${began.toFixed(1)} before\n`,
  );
  console.log(lines.join("\n") + "\n");
  return rows.every(isMet);
}
