import { Call } from "../../calls/call.js";
import { createExchange } from "../../exchange.js";
import type { ClientOptions } from "../../options.js";
import { CliError, EXIT } from "../exit-codes.js";
import { table } from "../output/table.js";
import type { Terminal } from "../output/terminal.js";

export interface TokenOptions {
  readonly json?: boolean;
  readonly raw?: boolean;
}

/** Shows what the access token claims and how long it is good for. Throws `CliError` where there is none. */
export async function token({ json, raw }: TokenOptions, client: ClientOptions, terminal: Terminal): Promise<number> {
  const text = await tokenText(client);
  if (raw === true) {
    terminal.print(text);
    return EXIT.done;
  }
  const claims = claimsOf(text);
  const left = typeof claims.exp === "number" ? Math.round(claims.exp - Date.now() / 1000) : undefined;
  if (json === true) terminal.printJson({ claims, secondsLeft: left ?? null });
  else {
    terminal.print(table(Object.entries(claims).map(([name, value]) => [terminal.out.bold(name), shown(name, value)])));
    if (left === undefined) terminal.print("It has no exp; the registry refuses it.");
    else if (left <= 0) terminal.print(terminal.out.red(`It expired ${-left} s ago.`));
    else terminal.print(terminal.out.green(`It is good for another ${Math.floor(left / 60)} min ${left % 60} s.`));
  }
  return left === undefined || left <= 0 ? EXIT.refused : EXIT.done;
}

/** The token that was set, or a new one. Throws `CliError`. */
export async function tokenText(options: ClientOptions): Promise<string> {
  const exchange = createExchange(options);
  const call = new Call(exchange.budget);
  try {
    const token = await exchange.token(call);
    if (token === undefined) throw new CliError("No token is set, nor a token endpoint with client id and secret.");
    return token;
  } catch (error) {
    throw error instanceof CliError ? error : new CliError((error as Error).message, EXIT.unavailable);
  } finally {
    call.end();
    await exchange.close();
  }
}

/** What a JWT says (RFC 7519), unverified: it is the registry that has to believe it. Throws `CliError`. */
export function claimsOf(text: string): Record<string, unknown> {
  try {
    const claims: unknown = JSON.parse(Buffer.from(text.split(".")[1] ?? "", "base64url").toString("utf8"));
    if (typeof claims === "object" && claims !== null) return claims as Record<string, unknown>;
  } catch {
    // Said below.
  }
  throw new CliError("The token is not a JWT.", EXIT.refused);
}

function shown(name: string, value: unknown): string {
  if (["exp", "iat", "nbf"].includes(name) && typeof value === "number") return new Date(value * 1000).toISOString();
  return typeof value === "string" ? value : JSON.stringify(value);
}
