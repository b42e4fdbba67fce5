import type { AuditEntry } from "./audit-trail.js";

/** Period in milliseconds in which the refusals of one client are counted before they are recorded together. */
const TOGETHER = 1_000;
/** Maximum number of clients distinguished at a time. */
const MOST_CLIENTS = 1_000;

interface Counted {
  readonly since: number;
  latest: AuditEntry;
  count: number;
}

/**
 * Combines refusals of writes caused by lack of disk space or by an unavailable trail. The first refusal of a client is recorded like any
 * request. Those that follow within a second are counted in a single record, so that refusing does not use up the space that admitted work
 * needs.
 */
export class RefusedWrites {
  readonly #clients = new Map<string, Counted>();

  constructor(private readonly append: (entry: AuditEntry) => Promise<void>) {}

  /** Returns whether the entry is counted with others and so needs no record of its own. */
  counts(entry: AuditEntry): boolean {
    if (this.#clients.size > 0) this.#appendDue();
    if (entry.code !== "writes-refused") return false;
    const client = entry.clientId ?? "";
    const counted = this.#clients.get(client);
    if (counted === undefined) {
      if (this.#clients.size < MOST_CLIENTS) {
        this.#clients.set(client, { since: performance.now(), latest: entry, count: 0 });
      }
      return false;
    }
    counted.latest = entry;
    counted.count += 1;
    return true;
  }

  async flush(): Promise<void> {
    const all = [...this.#clients.values()];
    this.#clients.clear();
    await Promise.all(
      all.map(({ latest, count }) => (count === 0 ? undefined : this.append({ ...latest, requests: count }))),
    );
  }

  #appendDue(): void {
    const before = performance.now() - TOGETHER;
    for (const [client, { since, latest, count }] of this.#clients) {
      if (since > before) continue;
      this.#clients.delete(client);
      // If it cannot be written, the count is lost with it: nothing was stored.
      if (count > 0) void this.append({ ...latest, requests: count }).catch(() => undefined);
    }
  }
}
