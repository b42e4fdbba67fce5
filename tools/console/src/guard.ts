import { randomBytes, timingSafeEqual } from "node:crypto";
import { forbidden, isBoom, unauthorized } from "@hapi/boom";
import type { Lifecycle, Server } from "@hapi/hapi";

export const SESSION_HEADER = "x-console-session";

/** Returns 256 random bits in base64url. */
export const newSession = (): string => randomBytes(32).toString("base64url");

const HEADERS: Readonly<Record<string, string>> = {
  "content-security-policy":
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; " +
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "cache-control": "no-store",
};

/**
 * Accepts only pages of this server. The check of `Host` excludes sites whose name resolves to 127.0.0.1 (DNS rebinding), and the check of
 * `Origin` excludes cross-site requests. Requests that show or change data also need the session.
 */
export function guard(server: Server, session: string): void {
  const expected = Buffer.from(session);
  server.ext("onRequest", (request, h): Lifecycle.ReturnValue => {
    const { port } = server.info;
    const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
    const { host = "", origin } = request.headers as Record<string, string | undefined>;
    if (!hosts.includes(host)) throw forbidden("The Host header names another server.");
    if (origin !== undefined && origin !== `http://${host}`) throw forbidden("The request comes from another site.");
    if (!request.path.startsWith("/api/")) return h.continue;
    const given = Buffer.from(String(request.headers[SESSION_HEADER] ?? ""));
    if (given.length !== expected.length || !timingSafeEqual(given, expected))
      throw unauthorized("The session is missing or has ended: open the address that `npm start` printed.");
    return h.continue;
  });
  server.ext("onPreResponse", ({ response }, h) => {
    Object.assign(isBoom(response) ? response.output.headers : response.headers, HEADERS);
    return h.continue;
  });
}
