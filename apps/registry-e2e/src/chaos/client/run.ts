import { createRegistryClient } from "@appointment-registry/client";
import type { ClientOptions, RegistryClient } from "@appointment-registry/client";
import { bookedEntry, nhsNumber, seededRandom, startFaultProxy } from "@appointment-registry/test-kit";
import { clientOptions, inParallel } from "../../client/harness.js";
import { startIssuer } from "../../harness/issuer.js";
import { RegistryUnderTest } from "../../harness/registry.js";
import { make } from "./calls.js";
import type { CompletedCall, PlannedCall, Stop } from "./calls.js";
import { observeSentRequests } from "./sent.js";
import { timesDone } from "./truth.js";
import { CALL_FAULTS, nameOf, faultsOfCall } from "./verdict.js";
import type { CallFault } from "./verdict.js";

export interface ClientChaosOptions {
  readonly calls: number;
  readonly seed: number;
  /** Share of requests that meet a fault, 0 to 1. */
  readonly rate: number;
}

export interface ClientChaosResult {
  /** Number of results by kind of call and status. */
  readonly said: ReadonlyMap<string, number>;
  /** Number of faults of the registry's proxy and of the token endpoint's proxy. */
  readonly faults: ReadonlyMap<string, number>;
  readonly wrong: Readonly<Record<CallFault, number>>;
  readonly clients: number;
  readonly seconds: number;
}

/** Milliseconds. The time-out is short, so that late answers arrive after the client has stopped waiting. */
const TIMEOUT = 1_000;
/** Number of concurrent calls of one client, which is closed while they are in progress. */
const CALLS_OF_A_CLIENT = 40;
const CLIENTS_AT_ONCE = 4;
/** Aborts come after 0 to this many milliseconds, evenly distributed. */
const ABORTED_WITHIN = 200;

/**
 * Makes calls through proxies that damage requests, answers and connections, both of the registry and of the token endpoint. Callers stop
 * waiting, and clients are closed. Afterwards every result is compared with the registry's entries, and the client's advice is followed.
 */
export async function clientChaos({ calls, seed, rate }: ClientChaosOptions): Promise<ClientChaosResult> {
  const registry = await RegistryUnderTest.start({ REGISTRY_LOG_LEVEL: "error" });
  const issuer = await startIssuer(registry);
  const faults = { rate, hold: TIMEOUT * 1.5 };
  const proxy = await startFaultProxy(registry, { ...faults, seed });
  const issuerProxy = await startFaultProxy(
    { ...registry, agent: registry.agent, baseUrl: new URL(issuer.tokenUrl).origin },
    // Each client needs one token, so that this proxy receives few requests.
    { ...faults, seed: seed + 1, rate: Math.min(1, 2 * rate) },
  );
  const sent = observeSentRequests();
  const base = await clientOptions(registry);
  const direct = createRegistryClient({ ...base, connections: 32 });
  try {
    const planned = await plan(direct, calls, seed);
    const started = performance.now();
    const made = await makeAll(planned, seededRandom(seed), {
      ...base,
      baseUrl: proxy.baseUrl,
      token: { tokenUrl: new URL("/token", issuerProxy.baseUrl).href, ...issuer.credentials },
      timeout: TIMEOUT,
      connections: 8,
      retry: { attempts: 4, delay: 5, budget: 12_000 },
    });
    const seconds = (performance.now() - started) / 1000;
    // Requests that the proxies hold back arrive before the comparison.
    await Promise.all([proxy.stop(), issuerProxy.stop()]);
    const wrong = await judged(made, direct, sent.ids);
    const happened = [...proxy.did].map(([name, times]) => [name, times] as const);
    const tokens = [...issuerProxy.did].map(([name, times]) => [`token endpoint: ${name}`, times] as const);
    return {
      said: counted(made),
      faults: new Map([...happened, ...tokens]),
      wrong,
      clients: Math.ceil(calls / CALLS_OF_A_CLIENT),
      seconds,
    };
  } finally {
    sent.end();
    await Promise.all([proxy.stop(), issuerProxy.stop(), direct.close()]);
    await issuer.stop();
    await registry.stop();
  }
}

/**
 * Plans the calls: half are cancels, a fifth plain registrations, a fifth conditional registrations, and a tenth reads. Entries to cancel
 * or read are registered here.
 */
async function plan(direct: RegistryClient, calls: number, seed: number): Promise<PlannedCall[]> {
  const planned: PlannedCall[] = [];
  await inParallel(calls, 32, async (n) => {
    const patient = nhsNumber((seed % 50) * 100_000 + n);
    const appointment = bookedEntry(patient) as unknown as fhir.Appointment;
    const share = n % 10;
    if (share >= 5 && share < 9) {
      planned[n] = { kind: share % 2 === 0 ? "register" : "once", appointment, patient };
      return;
    }
    const result = await direct.register(appointment);
    if (result.status !== 201) throw new Error(`Not registered: ${result.status}`);
    planned[n] = { kind: share === 9 ? "read" : "cancel", id: result.id };
  });
  return planned;
}

async function makeAll(
  planned: readonly PlannedCall[],
  random: () => number,
  options: ClientOptions,
): Promise<CompletedCall[]> {
  const made: CompletedCall[] = [];
  await inParallel(Math.ceil(planned.length / CALLS_OF_A_CLIENT), CLIENTS_AT_ONCE, async (clientNumber) => {
    const client = createRegistryClient(options);
    const first = clientNumber * CALLS_OF_A_CLIENT;
    const own = planned.slice(first, first + CALLS_OF_A_CLIENT);
    // The client is closed at any stage: before a call, while all are in progress, or after some have ended.
    const closedBefore = Math.floor(random() * own.length * 6);
    const ended = Math.floor(random() * own.length);
    const results = own.map((each, index) => {
      if (index === closedBefore) void client.close();
      return make(client, each, stopOf(first + index, random));
    });
    if (closedBefore >= own.length * 2) await results[ended];
    await client.close();
    made.push(...(await Promise.all(results)));
  });
  return made;
}

function stopOf(n: number, random: () => number): Stop {
  const share = random();
  if (share < 0.3) return Math.floor(n / 10) % ABORTED_WITHIN;
  return share < 0.33 ? "retrieved" : undefined;
}

async function judged(
  made: readonly CompletedCall[],
  direct: RegistryClient,
  sent: ReadonlySet<string>,
): Promise<Record<CallFault, number>> {
  const wrong = Object.fromEntries(CALL_FAULTS.map((name) => [name, 0])) as Record<CallFault, number>;
  const planned = made.map((each) => each.planned);
  const times = await timesDone(direct, planned);
  made.forEach((each, n) => {
    for (const word of faultsOfCall(each, times[n] ?? 0, sent)) wrong[word] += 1;
  });
  await inParallel(made.length, 32, async (n) => followAdvice(made[n] as CompletedCall, direct));
  const after = await timesDone(direct, planned);
  after.forEach((count, n) => {
    if (planned[n]?.kind === "read") return;
    if (count > 1) wrong["done twice when the advice was followed"] += 1;
    if (count === 0) wrong["not done when the advice was followed"] += 1;
  });
  return wrong;
}

/** Repeats calls that were not done and resolves unknown results, as the README advises. */
async function followAdvice({ planned, ended: { result } }: CompletedCall, direct: RegistryClient): Promise<void> {
  if (planned.kind === "read" || result?.status === 200 || result?.status === 201) return;
  if ("id" in planned) {
    await direct.cancel(planned.id, result !== undefined && "resume" in result ? { resume: result.resume } : {});
  } else {
    const isUnknown = result?.status === "unknown";
    await direct.register(planned.appointment, { once: isUnknown || planned.kind === "once" });
  }
}

function counted(made: readonly CompletedCall[]): Map<string, number> {
  const said = new Map<string, number>();
  for (const each of made) {
    const name = `${each.planned.kind}: ${nameOf(each)}`;
    said.set(name, (said.get(name) ?? 0) + 1);
  }
  return said;
}
