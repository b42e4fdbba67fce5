import type { IncomingMessage } from "node:http";

/** A field as one text; Node joins repeated ones with a comma, which is what RFC 9110, 5.3 allows. */
export function fieldOf(request: Pick<IncomingMessage, "headers">, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value.join(", ") : value;
}

/** Of these Node keeps the first alone where the head has several, and who reads the last would read another request. */
const SINGLE: ReadonlySet<string> = new Set(["content-type", "if-modified-since"]);

/** A request that hapi injects has no raw fields. */
type RawHead = Partial<Pick<IncomingMessage, "rawHeaders">>;

/** Joins what is given twice, which is then no media type and no date (RFC 9110, 5.3). */
export function joinRepeated({ headers, rawHeaders = [] }: Pick<IncomingMessage, "headers"> & RawHead): void {
  const seen = new Set<string>();
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at]?.toLowerCase() ?? "";
    if (!SINGLE.has(name)) continue;
    if (seen.has(name)) headers[name] = `${String(headers[name])}, ${rawHeaders[at + 1]}`;
    seen.add(name);
  }
}
