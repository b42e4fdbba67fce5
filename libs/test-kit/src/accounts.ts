import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";

/** An answer as its caller received it. */
export interface SeenAnswer {
  /** Path of the request, below the FHIR base. */
  readonly path: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** The data of one request that its log line and audit record have in common. */
interface Account {
  readonly requestId: string;
  readonly status: number;
  readonly code?: string | undefined;
  /** `Appointment/[id]` or `Appointment/[id]/_history/[version]`; present only in the audit record. */
  readonly reference?: string | undefined;
}

export interface Accounts {
  readonly answers: readonly SeenAnswer[];
  /** Lines of the log. */
  readonly log: readonly string[];
  /** Folder of the audit trail. */
  readonly audit: string;
}

const MESSAGES: ReadonlySet<unknown> = new Set([
  "A request was answered.",
  "A request was completed after its caller had disconnected.",
  "A response could not be sent completely.",
  "A response was not read completely.",
]);

/** Codes of refusals that share one audit record. */
const TOGETHER = ["writes-refused", "rate-limited", "overloaded"];

/**
 * Compares the accounts of callers, log and audit trail for all answers of a stopped registry: status, code, id and
 * version.
 * @returns a sentence for each answer, line and record without a counterpart in the others
 */
export async function accountFaults({ answers, log, audit }: Accounts): Promise<string[]> {
  // One record stands for several requests, and may have no counterpart.
  const isSingle = ({ code = "" }: Account) => !TOGETHER.includes(code);
  const lines = log.flatMap(toLine).filter(isSingle);
  const records = (await recordsIn(audit)).filter(isSingle);
  const left = new Map<string, number>();
  const toKey = ({ requestId, status, code }: Account) => `${requestId} ${status} ${code ?? ""}`;
  for (const record of records) left.set(toKey(record), (left.get(toKey(record)) ?? 0) + 1);
  const faults: string[] = [];
  for (const line of lines) {
    if (line.code === "audit-unavailable") continue;
    const key = toKey(line);
    const count = left.get(key) ?? 0;
    if (count === 0) faults.push(`Only the log has ${key}.`);
    left.set(key, count - 1);
  }
  for (const [key, count] of left) if (count > 0) faults.push(`Only the audit trail has ${key}.`);

  const byId = new Map(records.map((record) => [record.requestId, record]));
  const logged = new Set(log.flatMap(toLine).map(({ requestId, status }) => `${requestId} ${status}`));
  for (const { path, status, headers } of answers) {
    const requestId = String(headers["x-request-id"]);
    // An id chosen by the caller may be recorded as a hash, and may occur more than once.
    if (!/^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(requestId)) continue;
    if (status === 429 || status === 503) continue;
    if (!logged.has(`${requestId} ${status}`)) faults.push(`The log has no ${requestId} ${status}.`);
    const record = byId.get(requestId);
    if (record === undefined) continue;
    if (record.status !== status) faults.push(`${requestId}: the caller has ${status}, the trail ${record.status}.`);
    const served = status < 400 ? servedReference(path, headers) : undefined;
    if (served !== undefined && record.reference !== served)
      faults.push(`${requestId}: the caller has ${served}, the trail ${record.reference ?? "nothing"}.`);
  }
  return faults;
}

/** Returns the version that an answer concerns, if it concerns one. */
function servedReference(path: string, headers: SeenAnswer["headers"]): string | undefined {
  const { location, etag } = headers;
  const located = /Appointment\/[^/]+\/_history\/\d+$/.exec(String(location))?.[0];
  if (located !== undefined) return located;
  const version = /^W\/"(\d+)"$/.exec(String(etag))?.[1];
  const id = /^\/Appointment\/([0-9a-f-]{36})(?:\/_history\/\d+)?\/?(?:\?|$)/.exec(path)?.[1];
  return version === undefined || id === undefined ? undefined : `Appointment/${id}/_history/${version}`;
}

function toLine(text: string): Account[] {
  if (!text.startsWith("{")) return [];
  const line = JSON.parse(text) as Account & { readonly msg?: unknown };
  return MESSAGES.has(line.msg) ? [line] : [];
}

async function recordsIn(audit: string): Promise<Account[]> {
  const names = (await readdir(audit, { recursive: true })).filter((name) => name.endsWith(".ndjson"));
  const texts = await Promise.all(names.map((name) => readFile(join(audit, name), "utf8")));
  return texts
    .flatMap((text) => text.split("\n"))
    .filter((line) => line !== "")
    .map((line) => {
      const { event, detail } = JSON.parse(line) as {
        readonly event: { readonly entity?: readonly { readonly reference: { readonly reference: string } }[] };
        readonly detail: Account;
      };
      return { ...detail, reference: event.entity?.[0]?.reference.reference };
    });
}
