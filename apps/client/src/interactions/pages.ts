import type { AnyResource } from "@appointment-registry/fhir-appointment";
import { getResource } from "../answers.js";
import type { Call } from "../calls/call.js";
import type { ContractRequest } from "../contract-request.js";
import type { Exchange, RequestOptions, RegistryResponse } from "../exchange.js";
import type { Answer } from "../transport/transport.js";

/** No registry has more pages. */
const MAXIMUM_PAGES = 1_000;

export interface Pages {
  /** The first response that is not a Bundle, or else the response with the first page. */
  readonly response: RegistryResponse;
  /** The Bundle of the first page with the entries of all pages; `undefined` if a page is not a Bundle. */
  readonly bundle?: fhir.Bundle;
}

/** Follows `link.next` (STU3 http.html, 2.21.0.15) to the last page. */
export async function allPages(
  exchange: Exchange,
  call: Call,
  request: ContractRequest,
  options: RequestOptions,
): Promise<Pages> {
  const first = await exchange.send(request, options, call);
  const bundle = toBundle(first.answer);
  if (bundle === undefined) return { response: first };
  const entry = [...(bundle.entry ?? [])];
  let next = getNext(bundle);
  const followed = new Set<string>();
  while (next !== undefined) {
    const path = getPath(next, exchange.baseUrl);
    if (path === undefined || followed.has(path) || followed.size === MAXIMUM_PAGES) return { response: first };
    followed.add(path);
    const { interaction } = options;
    const response = await exchange.send({ method: "GET", path, headers: {} }, { interaction, again: "always" }, call);
    const following = toBundle(response.answer);
    if (following === undefined) return { response };
    entry.push(...(following.entry ?? []));
    next = getNext(following);
  }
  if (bundle.entry === undefined && entry.length === 0) return { response: first, bundle };
  const link = bundle.link?.filter(({ relation }) => relation !== "next");
  return { response: first, bundle: { ...bundle, ...(link === undefined ? {} : { link }), entry } };
}

function toBundle(answer: Answer | undefined): fhir.Bundle | undefined {
  if (answer?.status !== 200) return undefined;
  return getResource<fhir.Bundle & AnyResource>(answer, "Bundle");
}

const getNext = ({ link }: fhir.Bundle): string | undefined => link?.find(({ relation }) => relation === "next")?.url;

/** Returns the path relative to the FHIR base; `undefined` for a URL outside it, which must not receive the token. */
function getPath(url: string, baseUrl: string): string | undefined {
  if (!URL.canParse(url, `${baseUrl}/`)) return undefined;
  const { href } = new URL(url, `${baseUrl}/`);
  const rest = href.startsWith(baseUrl) ? href.slice(baseUrl.length) : undefined;
  return rest !== undefined && /^(?:[/?]|$)/.test(rest) ? rest : undefined;
}
