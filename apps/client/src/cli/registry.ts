import { createRegistryClient } from "../client.js";
import type { RegistryClient } from "../client.js";
import type { ClientOptions } from "../options.js";
import type { Connection } from "./connection.js";
import { CliError } from "./exit-codes.js";

/** Creates the library's client. Throws `CliError` if the library cannot use the settings. */
export function openRegistry({ options }: Connection, more: Partial<ClientOptions> = {}): RegistryClient {
  try {
    return createRegistryClient({ ...options, ...more });
  } catch (error) {
    if (error instanceof TypeError) throw new CliError(error.message);
    throw error;
  }
}
