import { setTimeout as delay } from "node:timers/promises";
import type { Caller, TimedChain, WaitingConnection } from "@appointment-registry/test-kit";
import {
  TIMED_TOKENS,
  eventually,
  proxyCaller,
  timedChains,
  tlsCaller,
  waitingConnection,
} from "@appointment-registry/test-kit";
import type { Findings } from "./observed.js";
import { ObservedCaller } from "./observed.js";
import { TrustWorld, replacedOf, trustedOf } from "./world.js";

export interface TrustOptions {
  /**
   * Seconds from the issue of certificates, lists and tokens to the time at which they become valid or invalid. Doubled if the machine is
   * too slow.
   */
  readonly lifetimeSeconds: number;
  /** Number of clients that send requests continuously in addition to the observed ones. */
  readonly load: number;
  /** Milliseconds between the requests of one observed client, except around the change. */
  readonly pause?: number;
}

export interface TrustResult {
  readonly lifetimeSeconds: number;
  readonly cases: readonly (Findings & { readonly name: string })[];
  /** Number of connections that were open at the change, and the faults found on them. */
  readonly openConnections: number;
  readonly faultsOfOpenConnections: readonly string[];
  readonly resumed: number;
  readonly answersToLoad: number;
}

const VERSIONS = ["TLSv1.2", "TLSv1.3"] as const;
const MOST_ATTEMPTS = 4;
const LEAST_AFTER = 5;

/**
 * Calls two built registries over real handshakes, with certificates, lists, keys and tokens that become valid or invalid at a given time.
 * All cases run under constant load. A request counts if it is certain whether the registry evaluated it before or after the change.
 */
export async function trust({ lifetimeSeconds, load, pause = 400 }: TrustOptions): Promise<TrustResult> {
  const world = await TrustWorld.start();
  const loading = new AbortController();
  const loaders = Array.from({ length: load }, () => loadOn(world, loading.signal));
  try {
    for (let attempt = 1, lifetime = lifetimeSeconds; ; attempt++, lifetime *= 2) {
      const result = await observe(world, lifetime, pause);
      if (result === undefined && attempt < MOST_ATTEMPTS) continue;
      if (result === undefined) throw new Error(`This machine does nothing within ${lifetime} s.`);
      loading.abort();
      const answers = await Promise.all(loaders);
      return { ...result, answersToLoad: answers.reduce((sum, each) => sum + each, 0) };
    }
  } finally {
    loading.abort();
    await Promise.all(loaders);
    await world.destroy();
  }
}

/** @returns undefined if the change came before every caller had received one answer */
async function observe(
  world: TrustWorld,
  lifetimeSeconds: number,
  pause: number,
): Promise<Omit<TrustResult, "answersToLoad"> | undefined> {
  const moment = (Math.ceil(Date.now() / 1000) + lifetimeSeconds) * 1000;
  const chains = await timedChains(new Date(moment));
  await world.trust(trustedOf(chains));
  const callers = await observedCallers(world, chains, moment, pause);
  let keysEnd: readonly [number, number] = [Infinity, Infinity];
  const token = await world.proxied.token();
  const ofKeys = new ObservedCaller(
    "behind a proxy: the issuer's keys cannot be fetched any more",
    "ends",
    proxyCaller(
      world.target(world.proxied, "/Appointment/none", { authorization: `Bearer ${token}` }),
      world.proxied.client,
    ),
    () => keysEnd,
    pause,
  );
  callers.push(ofKeys);
  let waiting: Waiting[] = [];
  try {
    for (const caller of callers) caller.start();
    waiting = await waitingConnections(world, chains);
    await world.trust(replacedOf(chains));
    await world.spoilLists();
    const inTime = Date.now() < moment - 1000 && callers.every((caller) => caller.hasAsked);
    if (!inTime) return undefined;
    await delay(Math.max(0, moment - Date.now()) + 5);
    const faultsOfOpenConnections = (await Promise.all(waiting.map((each) => faultOf(each, moment)))).flat();
    await world.removeLists();
    keysEnd = await world.removeKeys();
    await eventually(() => callers.every((caller) => caller.findings().after >= LEAST_AFTER), "all have asked again");
    await Promise.all(callers.map((caller) => caller.stop()));
    return {
      lifetimeSeconds,
      cases: callers.map((caller) => ({ name: caller.name, ...caller.findings() })),
      openConnections: waiting.length,
      faultsOfOpenConnections,
      resumed: callers.reduce((sum, { resumed }) => sum + resumed, 0),
    };
  } finally {
    await Promise.all(callers.map((caller) => caller.stop()));
    for (const { connection } of waiting) connection.destroy();
  }
}

async function observedCallers(
  world: TrustWorld,
  chains: readonly TimedChain[],
  moment: number,
  pause: number,
): Promise<ObservedCaller[]> {
  const at = (): readonly [number, number] => [moment, moment];
  const { direct, proxied } = world;
  const ofChains = chains.flatMap(({ name, validity, client }) => {
    const ways: [string, Caller][] = [
      ...VERSIONS.flatMap((version): [string, Caller][] => [
        [`${version}, one connection`, tlsCaller(world.target(direct), client, { version, keepAlive: true })],
        [`${version}, new connections`, tlsCaller(world.target(direct), client, { version, keepAlive: false })],
      ]),
      ["behind a proxy", proxyCaller(world.target(proxied), client)],
    ];
    return ways.map(([way, caller]) => new ObservedCaller(`${way}: ${name}`, validity, caller, at, pause));
  });
  const ofTokens = TIMED_TOKENS.map(async ({ name, validity, claims }) => {
    const token = await direct.token(claims(moment / 1000));
    const target = world.target(direct, "/Appointment/none", { authorization: `Bearer ${token}` });
    return new ObservedCaller(
      name,
      validity,
      tlsCaller(target, direct.client, { version: "TLSv1.3", keepAlive: true }),
      at,
      pause,
    );
  });
  return [...ofChains, ...(await Promise.all(ofTokens))];
}

interface Waiting {
  readonly chain: TimedChain;
  readonly kind: "idle" | "under way";
  readonly connection: WaitingConnection;
}

async function waitingConnections(world: TrustWorld, chains: readonly TimedChain[]): Promise<Waiting[]> {
  const { direct } = world;
  const target = world.target(direct, "/metadata", { authorization: `Bearer ${await direct.token()}` });
  const body = { method: "POST", path: target.path.replace("metadata", "Appointment"), content: "no appointment" };
  const opened = chains
    .filter(({ validity }) => validity !== "begins")
    .flatMap((chain) =>
      VERSIONS.flatMap((version) =>
        (["idle", "under way"] as const).map(async (kind) => {
          const connection = await waitingConnection(target, chain.client, version, kind === "idle" ? undefined : body);
          return connection === undefined ? [] : [{ chain, kind, connection }];
        }),
      ),
    );
  return (await Promise.all(opened)).flat();
}

/** Returns the fault of a connection that is open at the change, if it has one. */
async function faultOf({ chain: { name, validity }, kind, connection }: Waiting, moment: number): Promise<string[]> {
  if (kind === "idle" && validity === "ends") {
    const closed = await connection.closed;
    return closed < moment ? [`idle: ${name}: closed ${moment - closed} ms before the moment`] : [];
  }
  const statuses = (await connection.finish()).join();
  const good = kind === "idle" ? ["200,200"] : validity === "ends" ? ["400", "400,403"] : ["400,200"];
  return good.includes(statuses) ? [] : [`${kind}: ${name}: ${statuses || "closed"}`];
}

/** Sends every fourth request on a new connection. @returns the number of answers */
async function loadOn(world: TrustWorld, signal: AbortSignal): Promise<number> {
  const options = { version: "TLSv1.3", keepAlive: true } as const;
  const callers = [true, true, true, false].map((keepAlive) =>
    tlsCaller(world.target(world.direct), world.direct.client, { ...options, keepAlive }),
  );
  let answers = 0;
  for (; !signal.aborted; await delay(5))
    if ((await (callers[answers % callers.length] as Caller).ask()) === "accepted") answers++;
  for (const caller of callers) caller.close();
  return answers;
}
