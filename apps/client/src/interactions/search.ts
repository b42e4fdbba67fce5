import { APPOINTMENT_URL_SYSTEM, NHS_NUMBER_SYSTEM, nhsNumberOf } from "@appointment-registry/fhir-appointment";
import type { Call } from "../calls/call.js";
import { contractRequest } from "../contract-request.js";
import type { Exchange } from "../exchange.js";
import { REFUSED_BY, retrieved } from "../refusals.js";
import type { Found, SearchResult } from "../results.js";
import { allPages } from "./pages.js";
import { isAppointment } from "./retrieve.js";
import { searchToken } from "./search-token.js";

/** A patient, the URL of the full Appointment at its provider, or both. */
export interface SearchQuery {
  readonly nhsNumber?: string;
  /** Finds past and final entries too. */
  readonly providerUrl?: string;
}

/** Searches with POST, so that the NHS number does not appear in a proxy's log. */
export async function search(exchange: Exchange, call: Call, query: string | SearchQuery): Promise<SearchResult> {
  const { nhsNumber, providerUrl } = typeof query === "string" ? { nhsNumber: query } : checked(query);
  if (nhsNumber === "") throw new TypeError("The NHS number must be a string.");
  const form = new URLSearchParams();
  if (nhsNumber !== undefined) form.set("patient.identifier", searchToken(NHS_NUMBER_SYSTEM, nhsNumber));
  if (providerUrl !== undefined) form.set("identifier", searchToken(APPOINTMENT_URL_SYSTEM, providerUrl));
  const pages = await allPages(exchange, call, contractRequest("post", "/Appointment/_search", {}), {
    interaction: "search",
    again: "always",
    body: form.toString(),
    contentType: "application/x-www-form-urlencoded",
  });
  return retrieved(pages.response, call, REFUSED_BY.search, (_, requestId) => {
    const { bundle } = pages;
    const matches = bundle?.entry?.filter(({ search: mode }) => mode?.mode !== "outcome") ?? [];
    const found = matches.map((entry) => toFound(entry, { nhsNumber, providerUrl }, exchange.baseUrl));
    if (bundle === undefined || !found.every((each) => each !== undefined)) return undefined;
    return { status: 200 as const, total: bundle.total ?? found.length, found, bundle, requestId };
  });
}

function checked(query: unknown): SearchQuery {
  const { nhsNumber, providerUrl } = (query ?? {}) as Readonly<Record<keyof SearchQuery, unknown>>;
  if (nhsNumber === undefined && providerUrl === undefined)
    throw new TypeError("The search must have nhsNumber or providerUrl.");
  return { ...text("nhsNumber", nhsNumber), ...text("providerUrl", providerUrl) };
}

function text(name: keyof SearchQuery, value: unknown): SearchQuery {
  if (value === undefined) return {};
  if (typeof value !== "string" || value === "") throw new TypeError(`${name} must be a string.`);
  return { [name]: value };
}

/** Returns the Appointment of an entry; `undefined` for another resource, another patient or another URL. */
function toFound(
  { resource, fullUrl }: fhir.BundleEntry,
  { nhsNumber, providerUrl }: { nhsNumber: string | undefined; providerUrl: string | undefined },
  baseUrl: string,
): Found | undefined {
  if (!isAppointment(resource) || resource.id === undefined) return undefined;
  const patient = nhsNumberOf(resource);
  if (nhsNumber !== undefined && patient !== undefined && patient !== nhsNumber) return undefined;
  const urls = resource.identifier?.filter(({ system }) => system === APPOINTMENT_URL_SYSTEM) ?? [];
  if (providerUrl !== undefined && !urls.some(({ value }) => value === providerUrl)) return undefined;
  return { appointment: resource, id: resource.id, url: fullUrl ?? `${baseUrl}/Appointment/${resource.id}` };
}
