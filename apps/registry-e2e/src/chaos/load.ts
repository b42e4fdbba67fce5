import { performance } from "node:perf_hooks";
import { setTimeout as pause } from "node:timers/promises";
import { JSON_ } from "../harness/entry.js";
import type { Answer, RegistryUnderTest } from "../harness/registry.js";
import { plannedEntry } from "./entries.js";
import type { PlannedEntry } from "./entries.js";

/** What the registries answered about one entry. */
export interface EntryRecord {
  readonly planned: PlannedEntry;
  /** Ids of answers that said: registered, or registered before. */
  readonly registered: Set<string>;
  /** How often it was answered 201: "this request registered it". */
  created: number;
  /** `meta.lastUpdated` of each answer that said: this request cancelled it. */
  readonly cancelled: string[];
  /** Cancels that were refused because the version had changed. */
  refused: number;
  /** Reads that began after an acknowledged write and did not show it. */
  stale: number;
}

export interface Load {
  readonly entries: EntryRecord[];
  /** Requests by what they asked and the status of the answer; "none" where there was no answer. */
  readonly answers: Map<string, number>;
  /** When writes were acknowledged, by `performance.now()`. */
  readonly acknowledged: number[];
}

export interface LoadOptions {
  readonly run: string;
  readonly clients: number;
  /** The load ends when this many entries were tried or this instant has come. */
  readonly entries?: number;
  readonly until?: number | undefined;
}

/** Registers and cancels through all registries, as clients do that send again what was answered 500 or 503. */
export async function load(registries: readonly RegistryUnderTest[], options: LoadOptions): Promise<Load> {
  const result: Load = { entries: [], answers: new Map(), acknowledged: [] };
  let next = 0;
  const client = async () => {
    while (next < (options.entries ?? Infinity) && performance.now() < (options.until ?? Infinity)) {
      const planned = plannedEntry(options.run, next++);
      const record: EntryRecord = { planned, registered: new Set(), created: 0, cancelled: [], refused: 0, stale: 0 };
      result.entries.push(record);
      await oneEntry(registries, record, result);
    }
  };
  await Promise.all(Array.from({ length: options.clients }, client));
  return result;
}

/** Register through one registry, read through another; cancel through both at once, every third time, or through the other. */
async function oneEntry(registries: readonly RegistryUnderTest[], record: EntryRecord, result: Load): Promise<void> {
  const { n, identifier, body } = record.planned;
  const through = (at: number) => registries[at % registries.length] as RegistryUnderTest;
  const created = await persistently(result, "register", (attempt) =>
    through(n + attempt).send("/Appointment", {
      method: "POST",
      headers: { ...JSON_, "if-none-exist": `identifier=urn:ietf:rfc:3986|${identifier}` },
      body,
    }),
  );
  if (created === undefined || (created.status !== 201 && created.status !== 200)) return;
  if (created.status === 201) record.created += 1;
  const resource = JSON.parse(created.text) as { id: string; status: string };
  record.registered.add(resource.id);
  result.acknowledged.push(performance.now());
  const readBack = async (versionId: number) => {
    const answer = await persistently(result, "read", (attempt) =>
      through(n + 1 + attempt).send(`/Appointment/${resource.id}`, { headers: { accept: JSON_.accept } }),
    );
    if (answer === undefined) return;
    const isShown = answer.status === 200 && versionOf(answer) >= versionId;
    if (!isShown) record.stale += 1;
  };
  await readBack(1);

  const cancel = async (first: number) => {
    const answer = await persistently(result, "cancel", (attempt) =>
      through(first + attempt).send(`/Appointment/${resource.id}`, {
        method: "PUT",
        headers: { ...JSON_, "if-match": 'W/"1"' },
        body: JSON.stringify({ ...resource, status: "cancelled" }),
      }),
    );
    if (answer?.status === 409) record.refused += 1;
    if (answer?.status !== 200) return;
    record.cancelled.push((JSON.parse(answer.text) as { meta: { lastUpdated: string } }).meta.lastUpdated);
    result.acknowledged.push(performance.now());
    await readBack(2);
  };
  await Promise.all(n % 3 === 0 ? [cancel(n), cancel(n + 1)] : [cancel(n + 1)]);
}

function versionOf({ text }: Answer): number {
  return Number((JSON.parse(text) as { meta: { versionId: string } }).meta.versionId);
}

const ATTEMPTS = 40;

async function persistently(
  { answers }: Load,
  what: string,
  send: (attempt: number) => Promise<Answer>,
): Promise<Answer | undefined> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const answer = await send(attempt).catch(() => undefined);
    const key = `${what} ${answer?.status ?? "none"}`;
    answers.set(key, (answers.get(key) ?? 0) + 1);
    if (answer !== undefined && answer.status !== 500 && answer.status !== 503) return answer;
    await pause(250);
  }
  return undefined;
}
