import type { IncomingMessage } from "node:http";
import { RegistryError } from "../errors.js";

/**
 * Returns the only Authorization field of a request. `IncomingMessage.headers` silently keeps the first of several, so the registry and a
 * proxy in front of it could see different callers.
 * @throws RegistryError `token-malformed` if there are several
 */
export function parseAuthorization(request: Pick<IncomingMessage, "rawHeaders">): string | undefined {
  const { rawHeaders } = request;
  let found: string | undefined;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    if ((rawHeaders[index] as string).toLowerCase() !== "authorization") continue;
    if (found !== undefined) {
      throw new RegistryError("token-malformed", { message: "The request has several Authorization headers." });
    }
    found = rawHeaders[index + 1];
  }
  return found;
}

/**
 * Returns the token of an Authorization field (RFC 6750, 2.1; the scheme is case-insensitive: RFC 9110, 11.1).
 * @throws RegistryError `token-missing`, `token-malformed`
 */
export function bearerToken(authorization: string | undefined, maxBytes: number): string {
  const value = authorization ?? "";
  if (value === "") throw new RegistryError("token-missing");
  const space = value.indexOf(" ");
  const scheme = space === -1 ? value : value.slice(0, space);
  if (scheme.toLowerCase() !== "bearer") {
    throw new RegistryError("token-missing", { message: "The Authorization header is not of the Bearer scheme." });
  }
  const token = space === -1 ? "" : value.slice(space).replace(/^ +/, "");
  if (token === "") throw new RegistryError("token-missing");
  if (token.length > maxBytes) {
    throw new RegistryError("token-malformed", { message: `The access token is longer than ${maxBytes} bytes.` });
  }
  return token;
}
