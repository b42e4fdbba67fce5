import { randomUUID } from "node:crypto";
import { isLinearizable } from "@appointment-registry/test-kit";
import type { Operation } from "@appointment-registry/test-kit";
import { carries, isMatched } from "../identifier-token.js";
import type { AppointmentStore, BusinessIdentifier, StoredVersion } from "../store.js";
import { allFound } from "./all-found.js";

/** The scene of a race: an identifier, an entry that has it (or does not exist yet), and an entry that has another one. */
interface Scene {
  readonly identifier: BusinessIdentifier;
  readonly entry: StoredVersion;
  readonly other: StoredVersion;
}

type Request =
  | { readonly kind: "insert" | "insertUnlessIdentified"; readonly version: StoredVersion }
  | { readonly kind: "replace"; readonly version: StoredVersion }
  | { readonly kind: "history"; readonly id: string }
  | { readonly kind: "find" };

interface Call extends Operation {
  readonly request: Request;
  readonly answer: Answer;
}

/** For a write, its resolved value; for a read, the versions. */
type Answer =
  | { readonly kind: "inserted" | "exists" | "replaced" | "missing" }
  | { readonly kind: "found" | "conflict" | "read"; readonly versions: readonly StoredVersion[] };

/** The write operations of the port, in every variant that can conflict with another one. */
export const RACING_WRITES = {
  "an insert of the entry": ({ entry }) => insert({ ...entry, body: mark() }),
  "an insert of another entry": ({ entry }) => insert({ ...entry, id: randomUUID(), body: mark() }),
  "a conditional insert of the entry": ({ entry }) => insertUnless({ ...entry, body: mark() }),
  "a conditional insert of another entry": ({ entry }) => insertUnless({ ...entry, id: randomUUID(), body: mark() }),
  "a cancel": ({ entry }) => replace({ ...entry, status: "cancelled" }),
  "a marking in error": ({ entry }) => replace({ ...entry, status: "entered-in-error" }),
  "a replace that takes the identifier away": ({ entry, other }) => replace({ ...entry, keys: other.keys }),
  "a replace that gives it to another entry": ({ entry, other }) => replace({ ...other, keys: entry.keys }),
} as const satisfies Record<string, (scene: Scene) => Request>;

export type RacingWrite = keyof typeof RACING_WRITES;

export const RACING_PAIRS: readonly (readonly [RacingWrite, RacingWrite])[] = (
  Object.keys(RACING_WRITES) as RacingWrite[]
).flatMap((one, n, all) => all.slice(n).map((another) => [one, another] as const));

/** The circumstances of two writes: whether the entry exists, which write is called first, and whether the other is called a turn later. */
export interface RaceOutcome {
  readonly isThere: boolean;
  readonly isSwapped: boolean;
  readonly isLater: boolean;
}

export const RACE_OUTCOMES: readonly RaceOutcome[] = [true, false].flatMap((isThere) =>
  [true, false].flatMap((isSwapped) => [true, false].map((isLater) => ({ isThere, isSwapped, isLater }))),
);

/**
 * Runs two concurrent writes through two connections, each followed by a read; at the end everything is read.
 * @param at epoch milliseconds of the next version
 * @returns the calls of each race that cannot be explained by any order
 */
export async function raceFaults(
  pair: readonly [RacingWrite, RacingWrite],
  connections: readonly [AppointmentStore, AppointmentStore],
  meetings: readonly RaceOutcome[] = RACE_OUTCOMES,
  at: () => number = Date.now,
): Promise<Call[][]> {
  const faults: Call[][] = [];
  for (const meeting of meetings) {
    const scene = newScene(at);
    const [store] = connections;
    await store.insert(scene.other);
    if (meeting.isThere) await store.insert(scene.entry);
    const before: State = { [scene.other.id]: [scene.other] };
    const initial: State = meeting.isThere ? { ...before, [scene.entry.id]: [scene.entry] } : before;
    const writes = pair.map((name) => RACING_WRITES[name](scene));
    const calls = await race(scene, connections, meeting.isSwapped ? writes.reverse() : writes, meeting.isLater);
    if (!isLinearizable(calls, initial, (state, call) => applied(state, call, scene))) faults.push(calls);
  }
  return faults;
}

async function race(
  scene: Scene,
  [store, another]: readonly [AppointmentStore, AppointmentStore],
  [first, second]: readonly Request[],
  isLater: boolean,
): Promise<Call[]> {
  if (first === undefined || second === undefined) throw new Error("There must be two writes.");
  const calls: Call[] = [];
  let clock = 0;
  const call = async (through: AppointmentStore, request: Request) => {
    const began = (clock += 1);
    const answer = await getAnswer(through, scene, request);
    calls.push({ request, answer, began, ended: (clock += 1) });
  };
  const readAfter = async (through: AppointmentStore, request: Request) => {
    await call(through, request);
    await call(through, { kind: "find" });
  };
  const later = async () => {
    if (isLater) await new Promise((resolve) => setImmediate(resolve));
    await readAfter(another, second);
  };
  await Promise.all([readAfter(store, first), later()]);
  await call(store, { kind: "find" });
  const ids = [first, second].flatMap((request) => ("version" in request ? [request.version.id] : []));
  for (const id of new Set(ids)) await call(another, { kind: "history", id });
  return calls;
}

async function getAnswer(store: AppointmentStore, { identifier }: Scene, request: Request): Promise<Answer> {
  switch (request.kind) {
    case "insert":
      return store.insert(request.version);
    case "insertUnlessIdentified": {
      const answer = await store.insertUnlessIdentified(request.version, identifier);
      return answer.kind === "found" ? { kind: "found", versions: answer.matches } : { kind: answer.kind };
    }
    case "replace": {
      const answer = await store.replace(request.version.version - 1, request.version);
      return answer.kind === "conflict" ? { kind: "conflict", versions: [answer.current] } : { kind: answer.kind };
    }
    case "history":
      return { kind: "read", versions: await store.history(request.id) };
    case "find":
      return { kind: "read", versions: await allFound(store.findByIdentifier(identifier)) };
  }
}

/** By id: all versions, oldest first. */
type State = Readonly<Record<string, readonly StoredVersion[]>>;

/** Applies a call to a state as the port specifies, assuming sequential calls. */
function applied(state: State, { request, answer }: Call, { identifier }: Scene): State | undefined {
  const current = Object.values(state).flatMap((versions) => versions.at(-1) ?? []);
  const identified = current.filter((version) => carries(version, identifier));
  switch (request.kind) {
    case "insert":
      return inserted(state, request.version, answer);
    case "insertUnlessIdentified": {
      const matches = identified.filter(isMatched);
      if (matches.length === 0) return inserted(state, request.version, answer);
      return answer.kind === "found" && areSame(answer.versions, matches) ? state : undefined;
    }
    case "replace": {
      const { version: next } = request;
      const versions = state[next.id];
      if (versions === undefined) return answer.kind === "missing" ? state : undefined;
      if (versions.length !== next.version - 1)
        return answer.kind === "conflict" && areSame(answer.versions, versions.slice(-1)) ? state : undefined;
      return answer.kind === "replaced" ? withVersions(state, next.id, [...versions, next]) : undefined;
    }
    case "history":
      return answer.kind === "read" && areSame(answer.versions, state[request.id] ?? []) ? state : undefined;
    case "find":
      return answer.kind === "read" && areSame(answer.versions, identified) ? state : undefined;
  }
}

function inserted(state: State, version: StoredVersion, { kind }: Answer): State | undefined {
  if (version.id in state) return kind === "exists" ? state : undefined;
  return kind === "inserted" ? withVersions(state, version.id, [version]) : undefined;
}

function withVersions(state: State, id: string, versions: readonly StoredVersion[]): State {
  return Object.fromEntries(Object.entries({ ...state, [id]: versions }).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Compares in any order; a body identifies its version. */
function areSame(some: readonly StoredVersion[], others: readonly StoredVersion[]): boolean {
  const marks = (versions: readonly StoredVersion[]) =>
    versions.map(({ version, body }) => `${version} ${body}`).sort();
  return marks(some).join("\n") === marks(others).join("\n");
}

function newScene(at: () => number): Scene {
  const identifier = { system: "urn:ietf:rfc:3986", value: `https://provider.example/${randomUUID()}` };
  const version = (identifiers: BusinessIdentifier[]): StoredVersion => ({
    id: randomUUID(),
    version: 1,
    lastUpdated: new Date(at()).toISOString(),
    method: "POST",
    status: "booked",
    body: mark(),
    keys: { nhsNumber: "1234554321", end: at(), identifiers },
  });
  return { identifier, entry: version([identifier]), other: version([{ value: randomUUID() }]) };
}

function mark(): string {
  return JSON.stringify({ mark: randomUUID() });
}

function insert(version: StoredVersion): Request {
  return { kind: "insert", version };
}

function insertUnless(version: StoredVersion): Request {
  return { kind: "insertUnlessIdentified", version };
}

function replace(version: StoredVersion): Request {
  return { kind: "replace", version: { ...version, version: 2, method: "PUT", body: mark() } };
}
