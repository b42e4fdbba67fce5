import type { IncomingMessage } from "node:http";

/** A field as one text; Node joins repeated ones with a comma, which is what RFC 9110, 5.3 allows. */
export function getField(request: Pick<IncomingMessage, "headers">, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value.join(", ") : value;
}

/** Of these Node keeps the first alone where the head has several, and a program that reads the last one would read another request. */
const SINGLE = ["content-type", "if-modified-since"];

/** A request that hapi injects has no raw fields. */
type RawHead = Partial<Pick<IncomingMessage, "rawHeaders">>;

/** Joins what is given twice, which is then no media type and no date (RFC 9110, 5.3). */
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
