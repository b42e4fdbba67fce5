import type { AnyResource } from "@appointment-registry/fhir-appointment";
import { toRegistered } from "../answers.js";
import type { Call } from "../calls/call.js";
import { contractRequest } from "../contract-request.js";
import type { Exchange } from "../exchange.js";
import { checkId } from "../fhir-id.js";
import { REFUSED_BY, retrieved } from "../refusals.js";
import type { HistoryResult, ReadResult, ReadVersionResult, Version } from "../results.js";
import { allPages } from "./pages.js";

export interface CallOptions {
  readonly signal?: AbortSignal;
}

export async function read(exchange: Exchange, call: Call, id: string): Promise<ReadResult> {
  checkId("id", id);
  const request = contractRequest("get", "/Appointment/{id}", { path: { id } });
  const response = await exchange.send(request, { interaction: "read", again: "always" }, call);
  return retrieved(response, call, REFUSED_BY.read, (answer, requestId) => {
    const registered = toRegistered(answer, requestId);
    return registered?.id === id ? { status: 200 as const, ...registered } : undefined;
  });
}

export async function readVersion(exchange: Exchange, call: Call, id: string, vid: string): Promise<ReadVersionResult> {
  checkId("id", id);
  checkId("versionId", vid);
  const request = contractRequest("get", "/Appointment/{id}/_history/{vid}", { path: { id, vid } });
  const response = await exchange.send(request, { interaction: "vread", again: "always" }, call);
  return retrieved(response, call, REFUSED_BY.readVersion, (answer, requestId) => {
    const registered = toRegistered(answer, requestId);
    const isAsked = registered?.id === id && registered.versionId === vid;
    return isAsked ? { status: 200 as const, ...registered } : undefined;
  });
}

export async function history(exchange: Exchange, call: Call, id: string): Promise<HistoryResult> {
  checkId("id", id);
  const request = contractRequest("get", "/Appointment/{id}/_history", { path: { id } });
  const pages = await allPages(exchange, call, request, { interaction: "history", again: "always" });
  return retrieved(pages.response, call, REFUSED_BY.history, (_, requestId) => {
    const { bundle } = pages;
    const versions = bundle?.entry?.map((entry) => getVersion(entry, id)) ?? [];
    if (bundle === undefined || !versions.every((version) => version !== undefined)) return undefined;
    return { status: 200 as const, versions, bundle, requestId };
  });
}

/**
 * Returns the version in an entry of a history. It has no ETag, because STU3 allows entries without `response` (bdl-4).
 */
function getVersion({ resource, request }: fhir.BundleEntry, id: string): Version | undefined {
  if (!isAppointment(resource) || resource.id !== id) return undefined;
  const versionId = resource.meta?.versionId;
  const method = request?.method;
  if (versionId === undefined || (method !== "POST" && method !== "PUT")) return undefined;
  return { appointment: resource, id, versionId, method };
}

export const isAppointment = (resource: fhir.Resource | undefined): resource is fhir.Appointment & AnyResource =>
  resource?.resourceType === "Appointment";
