import type { AuditEntry, AuditTrail } from "../audit/audit-trail.js";

/** How many requests of each kind were answered: every request is audited exactly once. */
export class RequestCounts {
  readonly #counts = new Map<string, number>();

  add({
    interaction,
    status,
    code,
    requests = 1,
  }: Pick<AuditEntry, "interaction" | "status" | "code" | "requests">): void {
    const labels = `interaction="${interaction}",status="${status}",code="${code ?? ""}"`;
    this.#counts.set(labels, (this.#counts.get(labels) ?? 0) + requests);
  }

  /** By Prometheus labels. Bounded: interactions, statuses and codes are closed lists. */
  entries(): IterableIterator<[string, number]> {
    return this.#counts.entries();
  }
}

/** The trail, counting what it records. */
export function countedAudit(audit: AuditTrail, counts: RequestCounts): AuditTrail {
  return {
    admitWrite: (write) => audit.admitWrite(write),
    async record(entry) {
      try {
        await audit.record(entry);
        counts.add(entry);
      } catch (error) {
        counts.add({ ...entry, status: 500, code: "audit-unavailable" });
        throw error;
      }
    },
    health: () => audit.health(),
    close: () => audit.close(),
  };
}
