import { RegistryError } from "../errors.js";
import { getResource } from "../appointment-version.js";
import type { Ports } from "./ports.js";
import { isId } from "./read.js";

export interface HistoryRequest {
  readonly id: string;
  /** Maximum number of entries; all if absent. */
  readonly count?: number | undefined;
  /** Epoch milliseconds: only versions created at or after this time. */
  readonly since?: number | undefined;
  /** The request as a URL. */
  readonly self: string;
}

/**
 * `history-instance` (STU3 http.html, 2.21.0.12), newest first. `total` counts the versions that match `since`, even if `count` limits the
 * entries.
 * @throws RegistryError `not-found`
 */
export async function history(
  { id, count, since, self }: HistoryRequest,
  { store, baseUrl }: Pick<Ports, "store" | "baseUrl">,
): Promise<fhir.Bundle> {
  const versions = isId(id) ? await store.history(id) : [];
  if (versions.length === 0) throw new RegistryError("not-found");
  const wanted = since === undefined ? versions : versions.filter((each) => Date.parse(each.lastUpdated) >= since);
  const entry = wanted.slice(0, count).map((stored) => ({
    fullUrl: `${baseUrl}/Appointment/${id}`,
    resource: getResource({ stored }),
    request: {
      method: stored.method,
      url: stored.method === "POST" ? "Appointment" : `Appointment/${id}`,
    },
  }));
  return {
    resourceType: "Bundle",
    type: "history",
    total: wanted.length,
    link: [{ relation: "self", url: self }],
    ...(entry.length === 0 ? {} : { entry }),
  };
}
