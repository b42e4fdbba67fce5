import { readFileSync } from "node:fs";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { setTimeout as delay } from "node:timers/promises";
import type { TLSSocket } from "node:tls";
import { connect, createSecureContext, createServer } from "node:tls";
import type { AddressInfo } from "node:net";
import { once } from "node:events";
import type { Issued } from "@appointment-registry/test-kit";
import { ShippedRegistry, createAuthority, eventually, replaceFile } from "@appointment-registry/test-kit";

const SIZES = [5_000, 50_000, 200_000];
const CONNECTIONS = 4;
/** Many short rounds, so that other activity of the machine affects both registries. */
const ROUNDS = 40;
const ROUND_MILLISECONDS = 200;
const CHANGES = 3;
const HANDSHAKES = 100;

/**
 * Measures the cost of a revocation list for other requests: at the start, in use, and while it changes. A registry without a list is
 * measured in alternation. Needs Linux, since CPU and memory of a process are read from `/proc`.
 */
export async function benchRevocation(): Promise<void> {
  const plain = await startRegistry(undefined);
  try {
    console.log(
      `Requests: GET /metadata on ${CONNECTIONS} connections; in turns, ${ROUNDS} rounds of ${ROUND_MILLISECONDS} ms`,
    );
    console.log(
      `Start without a list: ${plain.startMilliseconds.toFixed(0)} ms, ${plain.startCpu.toFixed(0)} ms of CPU, ${peakMegabytes(plain.registry)} MB`,
    );
    for (const fillers of SIZES)
      for (const reasons of [false, true]) await benchList(plain.registry, { fillers, reasons });
  } finally {
    await plain.registry.destroy();
  }
}

interface ListSize {
  readonly fillers: number;
  readonly reasons: boolean;
}

async function benchList(plain: ShippedRegistry, size: ListSize): Promise<void> {
  const { registry, startMilliseconds, startCpu } = await startRegistry(size);
  try {
    const steady = await inTurns(plain, registry);
    const peakBefore = peakMegabytes(registry);
    const changes: Change[] = [];
    for (let change = 0; change < CHANGES; change++) changes.push(await changeList(registry, size));
    console.log(`\n${size.fillers.toLocaleString("en")} entries${size.reasons ? " with reasons" : ""}`);
    console.log(
      `  start              ${startMilliseconds.toFixed(0)} ms, ${startCpu.toFixed(0)} ms of CPU, peak ${peakBefore} MB`,
    );
    const { plain: without, other } = steady;
    console.log(
      `  in use             p99 ${other.p99.toFixed(2)} ms, without a list ${without.p99.toFixed(2)} ms (${percent(other.p99 / without.p99)}); CPU of a request ${percent(other.cpuOfOne / without.cpuOfOne)}`,
    );
    console.log(
      `  while it changes   p99 ${median(changes.map(({ p99 }) => p99)).toFixed(2)} ms, longest ${Math.max(...changes.map(({ longest }) => longest)).toFixed(0)} ms, CPU ${median(changes.map(({ cpu }) => cpu)).toFixed(0)} ms, peak ${peakMegabytes(registry)} MB`,
    );
    console.log(
      `  a handshake        ${(await handshakeCpu(registry)).toFixed(2)} ms of CPU, without a list ${(await handshakeCpu(plain)).toFixed(2)} ms`,
    );
  } finally {
    await registry.destroy();
  }
}

async function startRegistry(size: ListSize | undefined): Promise<{
  readonly registry: ShippedRegistry;
  readonly startMilliseconds: number;
  readonly startCpu: number;
}> {
  const settings: Record<string, string> = { REGISTRY_LOG_LEVEL: "error" };
  const registry = await ShippedRegistry.create(settings);
  if (size !== undefined) {
    settings["REGISTRY_TLS_CRL"] = join(registry.directory, "crl.pem");
    await replaceFile(settings["REGISTRY_TLS_CRL"], await registry.authority.crl([], size));
  }
  const since = performance.now();
  await registry.start();
  return { registry, startMilliseconds: performance.now() - since, startCpu: cpuMilliseconds(registry) };
}

interface Steady {
  /** Milliseconds, over all requests of all rounds. */
  readonly p99: number;
  readonly cpuOfOne: number;
}

/** Alternates rounds of one with rounds of the other. */
async function inTurns(
  plain: ShippedRegistry,
  other: ShippedRegistry,
): Promise<{ readonly plain: Steady; readonly other: Steady }> {
  const sums = [plain, other].map((registry) => ({ registry, all: [] as number[], cpu: 0 }));
  for (const { registry } of sums) await latencies(registry, delay(10 * ROUND_MILLISECONDS));
  for (let round = 0; round < ROUNDS; round++) {
    for (const sum of round % 2 === 0 ? sums : [...sums].reverse()) {
      const before = cpuMilliseconds(sum.registry);
      sum.all.push(...(await latencies(sum.registry, delay(ROUND_MILLISECONDS))));
      sum.cpu += cpuMilliseconds(sum.registry) - before;
    }
  }
  const [first, second] = sums.map(({ all, cpu }) => ({ p99: quantile(all, 0.99), cpuOfOne: cpu / all.length }));
  return { plain: first as Steady, other: second as Steady };
}

interface Change {
  readonly p99: number;
  readonly longest: number;
  readonly cpu: number;
}

/** Replaces the list. Resolves when a client that the new list names is refused. */
async function changeList(registry: ShippedRegistry, size: ListSize): Promise<Change> {
  const bad = await registry.authority.issue("CN=bad");
  const list = await registry.authority.crl([bad], size);
  const before = cpuMilliseconds(registry);
  await replaceFile(join(registry.directory, "crl.pem"), list);
  registry.signal("SIGHUP");
  const refused = eventually(() =>
    registry.send({ path: "/metadata", requestId: "bench", as: bad }).then(
      () => false,
      () => true,
    ),
  );
  const all = await latencies(registry, refused);
  return { p99: quantile(all, 0.99), longest: Math.max(...all), cpu: cpuMilliseconds(registry) - before };
}

async function latencies(registry: ShippedRegistry, until: Promise<unknown>): Promise<number[]> {
  let over = false;
  void until.then(() => (over = true));
  const all: number[] = [];
  const ask = async (): Promise<void> => {
    do {
      const since = performance.now();
      await registry.send({ path: "/metadata", requestId: "bench" });
      all.push(performance.now() - since);
    } while (!over);
  };
  await Promise.all([...Array.from({ length: CONNECTIONS }, ask), until]);
  return all;
}

async function handshakeCpu(registry: ShippedRegistry): Promise<number> {
  const { port } = new URL(registry.baseUrl);
  const before = cpuMilliseconds(registry);
  for (let done = 0; done < HANDSHAKES; done++) await handshake(Number(port), registry.ca, registry.client);
  return (cpuMilliseconds(registry) - before) / HANDSHAKES;
}

async function handshake(port: number, ca: string, { cert, key }: Issued): Promise<void> {
  const socket = connect({ host: "127.0.0.1", port, ca, cert, key, servername: "localhost" });
  await once(socket, "secureConnect");
  socket.destroy();
}

/**
 * Measures the cost of a list as `crl` of a secure context. Reading it blocks the main thread, and each handshake verifies its signature.
 */
export async function benchOpenSslLists(): Promise<void> {
  for (const reasons of [false, true]) await benchOpenSsl({ fillers: 200_000, reasons });
}

async function benchOpenSsl(size: ListSize): Promise<void> {
  const ca = await createAuthority("Clients");
  const server = await ca.issue("CN=localhost", { usage: "server" });
  const client = await ca.issue("CN=client");
  const crl = await ca.crl([], size);
  const options = { key: server.key, cert: server.cert, ca: ca.cert };
  const memory = process.memoryUsage().rss;
  const since = performance.now();
  createSecureContext({ ...options, crl });
  const stall = performance.now() - since;
  const grown = (process.memoryUsage().rss - memory) / 1e6;
  const cpu: number[] = [];
  for (const lists of [{}, { crl }]) {
    const listening = createServer({ ...options, ...lists, requestCert: true, rejectUnauthorized: true });
    listening.on("secureConnection", (socket: TLSSocket) => socket.on("error", () => undefined));
    listening.listen(0, "127.0.0.1");
    await once(listening, "listening");
    const before = process.cpuUsage();
    for (let done = 0; done < HANDSHAKES; done++)
      await handshake((listening.address() as AddressInfo).port, ca.cert, client);
    const { user, system } = process.cpuUsage(before);
    cpu.push((user + system) / 1000 / HANDSHAKES);
    listening.close();
  }
  const [without = 0, withList = 0] = cpu;
  console.log(`\nOpenSSL's list, ${size.fillers.toLocaleString("en")} entries${size.reasons ? " with reasons" : ""}`);
  console.log(
    `  stall of the main thread ${stall.toFixed(0)} ms, memory ${grown.toFixed(0)} MB, a handshake +${(withList - without).toFixed(1)} ms of CPU`,
  );
}

const CLOCK_TICKS = 100;

/** Returns user and system time of all threads of the process (proc(5), fields 14 and 15 of `stat`). */
function cpuMilliseconds({ pid }: ShippedRegistry): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "latin1")
    .replace(/^.*\) /s, "")
    .split(" ");
  return ((Number(fields[11]) + Number(fields[12])) * 1000) / CLOCK_TICKS;
}

function peakMegabytes({ pid }: ShippedRegistry): number {
  const [, kilobytes = "0"] = /^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "latin1")) ?? [];
  return Math.round(Number(kilobytes) / 1000);
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}
const median = (values: readonly number[]): number => quantile(values, 0.5);
const percent = (ratio: number): string => `${ratio >= 1 ? "+" : ""}${((ratio - 1) * 100).toFixed(0)} %`;
