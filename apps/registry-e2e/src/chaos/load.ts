import { performance } from "node:perf_hooks";
import { setTimeout as pause } from "node:timers/promises";
import { JSON_ } from "../harness/entry.js";
import type { Answer, RegistryUnderTest } from "../harness/registry.js";
import { plannedEntry } from "./entries.js";
import type { PlannedEntry } from "./entries.js";

/** The registries' answers about one entry. */
export interface EntryRecord {
  readonly planned: PlannedEntry;
  /** Ids from answers that reported a new or an earlier registration. */
  readonly registered: Set<string>;
  /** Number of 201 answers, which say that this request registered the entry. */
  created: number;
  /** `meta.lastUpdated` of each answer that reported a cancellation by this request. */
  readonly cancelled: string[];
  /** Number of cancels that were refused because the version had changed. */
  refused: number;
  /** Number of reads that began after an acknowledged write and did not show it. */
  stale: number;
}

export interface Load {
  readonly entries: EntryRecord[];
  /** Number of requests by kind and by status of the answer, or "none" if there was no answer. */
  readonly answers: Map<string, number>;
  /** Times at which writes were acknowledged, by `performance.now()`. */
  readonly acknowledged: number[];
}

export interface LoadOptions {
  readonly run: string;
  readonly clients: number;
  /** The load ends after this many entries or at this time, whichever comes first. */
  readonly entries?: number;
  readonly until?: number | undefined;
}

/** Registers and cancels through all registries, like clients that retry after 500 or 503. */
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

/**
 * Registers through one registry and reads through another. Every third entry is cancelled through both at once, the others through the
 * other registry.
 */
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
