import type { AuditEntry } from "./audit-trail.js";

/** Milliseconds for which the refusals of one client are counted before they are recorded together. */
const TOGETHER = 1_000;
/** Clients that are distinguished at a time. */
const MOST_CLIENTS = 1_000;

interface Counted {
  readonly since: number;
  latest: AuditEntry;
  count: number;
}

/**
 * Refusals of writes for want of space or of a trail. The first of a client is recorded as any request; those that follow within a second are
 * counted and stand in one record, so that refusing does not use up the space that admitted work needs.
 */
export class RefusedWrites {
  readonly #clients = new Map<string, Counted>();

  constructor(private readonly append: (entry: AuditEntry) => Promise<void>) {}

  /** Is the entry counted with others, so that it needs no record of its own? */
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
      // Where it cannot be kept, the count is lost with it: nothing was written.
      if (count > 0) void this.append({ ...latest, requests: count }).catch(() => undefined);
    }
  }
}
