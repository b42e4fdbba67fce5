import type { AuditEntry, AuditTrail } from "../audit/audit-trail.js";

export type RequestLabels = Readonly<Record<"interaction" | "status" | "code", string>>;

/** Number of answered requests of each kind: every request is audited exactly once. */
export class RequestCounts {
  readonly #counts = new Map<string, { readonly labels: RequestLabels; count: number }>();

  add({
    interaction,
    status,
    code,
    requests = 1,
  }: Pick<AuditEntry, "interaction" | "status" | "code" | "requests">): void {
    const key = `${interaction} ${status} ${code}`;
    const counted = this.#counts.get(key);
    if (counted !== undefined) counted.count += requests;
    else this.#counts.set(key, { labels: { interaction, status: String(status), code: code ?? "" }, count: requests });
  }

  /** Limited in number: interactions, statuses and codes are closed lists. */
  entries(): [RequestLabels, number][] {
    return [...this.#counts.values()].map(({ labels, count }) => [labels, count]);
  }
}

/** Wraps the trail so that its records are counted. */
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
    state: () => audit.state(),
    health: () => audit.health(),
    close: () => audit.close(),
  };
}
