import type { IncomingMessage } from "node:http";

/** A field as one text; Node joins repeated ones with a comma, which is what RFC 9110, 5.3 allows. */
export function fieldOf(request: Pick<IncomingMessage, "headers">, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value.join(", ") : value;
}
