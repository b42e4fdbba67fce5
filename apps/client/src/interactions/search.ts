import { NHS_NUMBER_SYSTEM, nhsNumberOf } from "@appointment-registry/fhir-appointment";
import type { Call } from "../calls/call.js";
import { contractRequest } from "../contract-request.js";
import type { Exchange } from "../exchange.js";
import { REFUSED_BY, retrieved } from "../refusals.js";
import type { Found, SearchResult } from "../results.js";
import { allPages } from "./pages.js";
import { isAppointment } from "./retrieve.js";
import { searchToken } from "./search-token.js";

/** By POST, so that no log of a proxy holds the NHS number. */
export async function search(exchange: Exchange, call: Call, nhsNumber: string): Promise<SearchResult> {
  if (typeof nhsNumber !== "string" || nhsNumber === "") throw new TypeError("The NHS number must be a text.");
  const form = new URLSearchParams({ "patient.identifier": searchToken(NHS_NUMBER_SYSTEM, nhsNumber) });
  const pages = await allPages(exchange, call, contractRequest("post", "/Appointment/_search", {}), {
    interaction: "search",
    again: "always",
    body: form.toString(),
    contentType: "application/x-www-form-urlencoded",
  });
  return retrieved(pages.response, call, REFUSED_BY.search, (_, requestId) => {
    const { bundle } = pages;
    const matches = bundle?.entry?.filter(({ search: mode }) => mode?.mode !== "outcome") ?? [];
    const found = matches.map((entry) => foundOf(entry, nhsNumber, exchange.baseUrl));
    if (bundle === undefined || !found.every((each) => each !== undefined)) return undefined;
    return { status: 200 as const, total: bundle.total ?? found.length, found, bundle, requestId };
  });
}

/** `undefined` for what is no Appointment, and for one of another patient. */
function foundOf({ resource, fullUrl }: fhir.BundleEntry, nhsNumber: string, baseUrl: string): Found | undefined {
  if (!isAppointment(resource) || resource.id === undefined) return undefined;
  const patient = nhsNumberOf(resource);
  if (patient !== undefined && patient !== nhsNumber) return undefined;
  return { appointment: resource, id: resource.id, url: fullUrl ?? `${baseUrl}/Appointment/${resource.id}` };
}
