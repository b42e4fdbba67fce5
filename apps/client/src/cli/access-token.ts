import { Call } from "../calls/call.js";
import { createExchange } from "../exchange.js";
import type { Connection } from "./connection.js";
import { CliError, EXIT } from "./exit-codes.js";

/** Returns the token that requests carry. Throws `CliError` if none is set, or `TokenError`. */
export async function accessToken({ options }: Connection): Promise<string> {
  const exchange = createExchange(options);
  const call = new Call(exchange.budget);
  try {
    const token = await exchange.token(call);
    if (token !== undefined) return token;
    throw new CliError("No token is set: use --token-url with --client-id and --client-secret, or --token.");
  } finally {
    call.end();
    await exchange.close();
  }
}

/** Returns the claims of a JWT (RFC 7519) without verification, which is the registry's task. Throws `CliError`. */
export function getClaims(text: string): Record<string, unknown> {
  try {
    const claims: unknown = JSON.parse(Buffer.from(text.split(".")[1] ?? "", "base64url").toString("utf8"));
    if (typeof claims === "object" && claims !== null && !Array.isArray(claims))
      return claims as Record<string, unknown>;
  } catch {
    // Reported below.
  }
  throw new CliError("The token is not a JWT.", EXIT.refused);
}

/** Seconds until a token expires, negative afterwards; `undefined` if it has no expiry time. */
export const secondsLeft = ({ exp }: Record<string, unknown>): number | undefined =>
  typeof exp === "number" ? Math.round(exp - Date.now() / 1000) : undefined;
