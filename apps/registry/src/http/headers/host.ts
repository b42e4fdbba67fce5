import type { IncomingMessage } from "node:http";
import { RegistryError } from "../../errors.js";

/** RFC 3986, 3.2.2: an IP literal or a registered name, and a port. */
const HOST = /^(?:\[[0-9A-Fa-f:.]{2,}\]|(?:[A-Za-z0-9._~!$&'()*+,;=-]|%[0-9A-Fa-f]{2})+)(?::(\d{0,5}))?$/;
const HIGHEST_PORT = 65_535;

type HostFields = Pick<IncomingMessage, "headers" | "httpVersion"> & Partial<Pick<IncomingMessage, "rawHeaders">>;

/** Requires exactly one valid `Host` field (RFC 9112, 3.2). @throws RegistryError `request-malformed` */
export function requireHost({ headers, rawHeaders, httpVersion }: HostFields): void {
  // Node keeps only the first of several in `headers`. A request injected by hapi has no raw headers.
  const hosts = rawHeaders?.filter((_, index) => index % 2 === 1 && rawHeaders[index - 1]?.toLowerCase() === "host");
  const [host, ...others] = hosts ?? [headers.host];
  if (host === undefined) {
    if (httpVersion === "1.1") throw malformed("The request has no Host header.");
    return;
  }
  if (others.length > 0) throw malformed("The request has more than one Host header.");
  const match = HOST.exec(host);
  if (match === null || Number(match[1] ?? 0) > HIGHEST_PORT)
    throw malformed("The Host header of the request is not a host.");
}

function malformed(message: string): RegistryError {
  return new RegistryError("request-malformed", { message });
}
