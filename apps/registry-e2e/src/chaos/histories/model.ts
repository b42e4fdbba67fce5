import type { Operation } from "@appointment-registry/test-kit";

/** The entries of one business identifier: the statuses of all versions by id, oldest first. */
export type Entries = Readonly<Record<string, readonly string[]>>;

/** One version as shown in an answer. */
export interface ShownVersion {
  readonly id: string;
  readonly version: number;
  readonly status: string;
}

export type Request =
  | { readonly kind: "create"; readonly isConditional: boolean }
  | { readonly kind: "change"; readonly id: string; readonly version: number; readonly status: string }
  | { readonly kind: "read"; readonly id: string }
  | { readonly kind: "history"; readonly id: string }
  | { readonly kind: "search" };

/** A request and its answer. */
export interface Call extends Operation {
  readonly request: Request;
  readonly status: number;
  /** The versions in a 2xx answer: one version, a history (newest first), or the matches of a search. */
  readonly shown: readonly ShownVersion[];
}

/** Returns the entries after the call, or undefined if the answer contradicts them. */
export function applied(entries: Entries, { request, status, shown }: Call): Entries | undefined {
  const [only] = shown;
  const isCurrent = (each: ShownVersion | undefined) => each !== undefined && isSame(each, currentOf(entries, each.id));
  switch (request.kind) {
    case "create": {
      const matches = Object.values(entries).filter((statuses) => statuses.at(-1) !== "entered-in-error").length;
      if (status === 201) {
        if (only === undefined || only.version !== 1 || only.status !== "booked" || only.id in entries)
          return undefined;
        return request.isConditional && matches > 0 ? undefined : withEntry(entries, only.id, ["booked"]);
      }
      if (!request.isConditional) return undefined;
      if (status === 200)
        return matches === 1 && isCurrent(only) && only?.status !== "entered-in-error" ? entries : undefined;
      return status === 412 && matches > 1 ? entries : undefined;
    }
    case "change": {
      const statuses = entries[request.id] ?? [];
      if (status === 409) return statuses.length === request.version ? undefined : entries;
      if (statuses.length !== request.version) return undefined;
      const isAllowed = mayBecome(statuses.at(-1), request.status);
      if (status === 422) return isAllowed ? undefined : entries;
      if (status !== 200 || !isAllowed) return undefined;
      const isNext = only?.version === request.version + 1 && only.status === request.status;
      return isNext ? withEntry(entries, request.id, [...statuses, request.status]) : undefined;
    }
    case "read":
      if (status === 404) return request.id in entries ? undefined : entries;
      return status === 200 && only?.id === request.id && isCurrent(only) ? entries : undefined;
    case "history": {
      if (status === 404) return request.id in entries ? undefined : entries;
      const statuses = shown.map((each) => each.status).reverse();
      return status === 200 && statuses.join() === (entries[request.id] ?? []).join() ? entries : undefined;
    }
    case "search":
      return status === 200 && shown.length === Object.keys(entries).length && shown.every(isCurrent)
        ? entries
        : undefined;
  }
}

function mayBecome(from: string | undefined, to: string): boolean {
  return from === "booked" || (from === "cancelled" && to === "entered-in-error");
}

function currentOf(entries: Entries, id: string): ShownVersion | undefined {
  const statuses = entries[id];
  return statuses === undefined ? undefined : { id, version: statuses.length, status: statuses.at(-1) ?? "" };
}

function isSame(a: ShownVersion, b: ShownVersion | undefined): boolean {
  return a.id === b?.id && a.version === b.version && a.status === b.status;
}

/** Sorted by id, so that equal entries have the same JSON text. */
function withEntry(entries: Entries, id: string, statuses: readonly string[]): Entries {
  return Object.fromEntries(Object.entries({ ...entries, [id]: statuses }).sort(([a], [b]) => (a < b ? -1 : 1)));
}
