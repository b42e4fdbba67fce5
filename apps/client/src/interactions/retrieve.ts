import { NHS_NUMBER_SYSTEM } from "@appointment-registry/fhir-appointment";
import type { AnyResource } from "@appointment-registry/fhir-appointment";
import { registeredOf, resourceOf, retrieved } from "../answers.js";
import type { Exchange } from "../exchange.js";
import type { Found, HistoryResult, ReadResult, ReadVersionResult, SearchResult, Version } from "../results.js";

export interface CallOptions {
  readonly signal?: AbortSignal;
}

/** Every result is checked against the contract's statuses by `answers.ts`; the casts below name the ones of each interaction. */
export async function read(exchange: Exchange, id: string, { signal }: CallOptions = {}): Promise<ReadResult> {
  const asked = await exchange.ask({ interaction: "read", again: "always", signal }, (contract, through) =>
    contract.GET("/Appointment/{id}", { params: { path: { id } }, ...through }),
  );
  return retrieved(asked, (answer) => {
    const registered = registeredOf(answer, asked.requestId);
    return registered?.id === id ? { status: 200 as const, ...registered } : undefined;
  }) as ReadResult;
}

export async function readVersion(
  exchange: Exchange,
  id: string,
  vid: string,
  { signal }: CallOptions = {},
): Promise<ReadVersionResult> {
  const asked = await exchange.ask({ interaction: "vread", again: "always", signal }, (contract, through) =>
    contract.GET("/Appointment/{id}/_history/{vid}", { params: { path: { id, vid } }, ...through }),
  );
  return retrieved(asked, (answer) => {
    const registered = registeredOf(answer, asked.requestId);
    return registered?.id === id ? { status: 200 as const, ...registered } : undefined;
  }) as ReadVersionResult;
}

export async function history(exchange: Exchange, id: string, { signal }: CallOptions = {}): Promise<HistoryResult> {
  const asked = await exchange.ask({ interaction: "history", again: "always", signal }, (contract, through) =>
    contract.GET("/Appointment/{id}/_history", { params: { path: { id } }, ...through }),
  );
  return retrieved(asked, (answer) => {
    const bundle = resourceOf<fhir.Bundle & AnyResource>(answer, "Bundle");
    const versions = bundle?.entry?.map(versionOf) ?? [];
    if (bundle === undefined || versions.includes(undefined)) return undefined;
    return { status: 200 as const, versions: versions as Version[], bundle, requestId: asked.requestId };
  }) as HistoryResult;
}

/** STU3 lets an entry of a history have no `response` (bdl-4), so that there is no ETag to be had here. */
function versionOf({ resource, request }: fhir.BundleEntry): Version | undefined {
  if (!isAppointment(resource)) return undefined;
  const { id, meta } = resource;
  const method = request?.method;
  if (id === undefined || meta?.versionId === undefined || (method !== "POST" && method !== "PUT")) return undefined;
  return { appointment: resource, id, versionId: meta.versionId, method };
}

/** By POST, so that no log of a proxy holds the NHS number. */
export async function search(
  exchange: Exchange,
  nhsNumber: string,
  { signal }: CallOptions = {},
): Promise<SearchResult> {
  const form = new URLSearchParams({ "patient.identifier": `${NHS_NUMBER_SYSTEM}|${nhsNumber}` });
  const asked = await exchange.ask({ interaction: "search", again: "always", signal }, (contract, through) =>
    contract.POST("/Appointment/_search", {
      body: form.toString() as never,
      headers: { "content-type": "application/x-www-form-urlencoded" },
      ...through,
    }),
  );
  return retrieved(asked, (answer) => {
    const bundle = resourceOf<fhir.Bundle & AnyResource>(answer, "Bundle");
    if (bundle === undefined) return undefined;
    const matches = (bundle.entry ?? []).filter(({ search: mode }) => mode?.mode !== "outcome").map(foundOf);
    if (matches.includes(undefined)) return undefined;
    const found = matches as Found[];
    return { status: 200 as const, total: bundle.total ?? found.length, found, bundle, requestId: asked.requestId };
  }) as SearchResult;
}

function foundOf({ resource, fullUrl }: fhir.BundleEntry): Found | undefined {
  if (!isAppointment(resource) || resource.id === undefined || fullUrl === undefined) return undefined;
  return { appointment: resource, id: resource.id, url: fullUrl };
}

const isAppointment = (resource: fhir.Resource | undefined): resource is fhir.Appointment =>
  resource?.resourceType === "Appointment";
