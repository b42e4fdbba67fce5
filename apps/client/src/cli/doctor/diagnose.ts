import { inspectClientCertificate } from "../client-certificate.js";
import { baseUrlFault, getConnection } from "../connection.js";
import type { Connection } from "../connection.js";
import { CliError } from "../exit-codes.js";
import type { FoundSettings } from "../settings.js";
import type { Terminal } from "../output/terminal.js";
import { bad, good } from "./finding.js";
import type { Finding } from "./finding.js";
import { checkMetadata } from "./metadata.js";
import { checkToken } from "./token.js";

/** Checks the prerequisites of a request in the order in which it needs them, up to the first fault. */
export async function* diagnose(find: () => Promise<FoundSettings>): AsyncGenerator<Finding> {
  let connection: Connection;
  try {
    connection = await getConnection(await find());
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    yield bad("settings", error.message, "The settings: appointment-client doctor --help");
    return;
  }
  yield good("settings", connection.from);
  for await (const finding of checks(connection)) {
    yield finding;
    if (!finding.ok) return;
  }
}

async function* checks(connection: Connection): AsyncGenerator<Finding> {
  const { baseUrl } = connection.settings;
  const fault = baseUrlFault(baseUrl);
  yield fault === undefined ? good("FHIR base", baseUrl) : bad("FHIR base", baseUrl, fault);
  const { found, advice } = await inspectClientCertificate(connection.settings);
  yield advice === undefined ? good("client certificate", found) : bad("client certificate", found, advice);
  yield* checkMetadata(connection);
  yield* checkToken(connection);
}

export function printFinding({ check, ok, found, advice }: Finding, terminal: Terminal): void {
  const { green, red, yellow } = terminal.out;
  terminal.print(`${ok ? green("✓") : red("✗")} ${check.padEnd(22)} ${found}`);
  if (advice !== undefined) terminal.print(`  ${yellow("→")} ${advice}`);
}
