import type { IncomingMessage } from "node:http";

/** Returns a field as one text. Node joins repeated fields with commas, which RFC 9110, 5.3 allows. */
export function getField(request: Pick<IncomingMessage, "headers">, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value.join(", ") : value;
}

/** Fields of which Node keeps only the first. A program that reads the last one would interpret the request differently. */
const SINGLE = ["content-type", "if-modified-since"];

/** A request injected by hapi has no raw fields. */
type RawHead = Partial<Pick<IncomingMessage, "rawHeaders">>;

/** Joins repeated fields, which makes the value an invalid media type or date (RFC 9110, 5.3). */
export function joinRepeated({ headers, rawHeaders = [] }: Pick<IncomingMessage, "headers"> & RawHead): void {
  for (const single of SINGLE) {
    let isSeen = false;
    for (let at = 0; at < rawHeaders.length; at += 2) {
      const name = rawHeaders[at] as string;
      if (name.length !== single.length || name.toLowerCase() !== single) continue;
      if (isSeen) headers[single] = `${String(headers[single])}, ${rawHeaders[at + 1]}`;
      isSeen = true;
    }
  }
}
