import { TokenError } from "../../token/token-error.js";
import { accessToken, getClaims, secondsLeft } from "../access-token.js";
import type { Connection } from "../connection.js";
import { EXIT } from "../exit-codes.js";
import { adviceOnError } from "../output/failure.js";
import { table } from "../output/table.js";
import type { Terminal } from "../output/terminal.js";

export interface TokenOptions {
  readonly json?: boolean;
  readonly raw?: boolean;
}

/** Prints the claims of the access token and its remaining lifetime. Throws `CliError` if none is set. */
export async function token({ json, raw }: TokenOptions, connection: Connection, terminal: Terminal): Promise<number> {
  let text: string;
  try {
    text = await accessToken(connection);
  } catch (error) {
    if (!(error instanceof TokenError)) throw error;
    terminal.say(`${terminal.err.red("✗")} ${error.message}`);
    terminal.say(adviceOnError(error, connection).map((line) => `  ${terminal.err.yellow("→")} ${line}`));
    return EXIT.unavailable;
  }
  if (raw === true) {
    terminal.print(text);
    return EXIT.done;
  }
  const claims = getClaims(text);
  const left = secondsLeft(claims);
  if (json === true) terminal.printJson({ claims, secondsLeft: left ?? null });
  else {
    terminal.print(table(Object.entries(claims).map(([name, value]) => [terminal.out.bold(name), shown(name, value)])));
    if (left === undefined) terminal.print("It has no exp; the registry rejects it.");
    else if (left <= 0) terminal.print(terminal.out.red(`It expired ${-left} s ago.`));
    else terminal.print(terminal.out.green(`It is valid for another ${Math.floor(left / 60)} min ${left % 60} s.`));
  }
  return left === undefined || left <= 0 ? EXIT.refused : EXIT.done;
}

function shown(name: string, value: unknown): string {
  const isTime = ["exp", "iat", "nbf"].includes(name) && typeof value === "number" && Math.abs(value) < 8.64e12;
  if (isTime) return new Date(value * 1000).toISOString();
  return typeof value === "string" ? value : JSON.stringify(value);
}
