import { access } from "node:fs/promises";
import type { AnyResource } from "@appointment-registry/fhir-appointment";
import type { Connection } from "../connection.js";
import { STANDARD_INPUT, userPath } from "../files.js";
import { isId, requireId } from "../ids.js";
import { printFailure } from "../output/failure.js";
import type { Terminal } from "../output/terminal.js";
import { resourceInFile } from "./diff.js";

/**
 * Returns the resource in a file or, if there is no such file, in the registry. If there is none, reports the reason
 * and returns `undefined`.
 */
export async function resourceNamed(
  name: string,
  connect: () => Promise<Connection>,
  terminal: Terminal,
): Promise<AnyResource | undefined> {
  const [id = "", version, ...rest] = name.split("@");
  const mayBeEntry = isId(id) && rest.length === 0 && !/\.(?:xml|json)$/i.test(name);
  if (name === STANDARD_INPUT || !mayBeEntry || (await isThere(name))) return resourceInFile(name, terminal);
  if (version !== undefined) requireId(version);
  const { openRegistry } = await import("../registry.js");
  const connection = await connect();
  const registry = openRegistry(connection);
  try {
    const result = version === undefined ? await registry.read(id) : await registry.readVersion(id, version);
    if (result.status === 200) return result.appointment as unknown as AnyResource;
    printFailure(`Get ${name}`, result, { output: {}, terminal, connection });
    return undefined;
  } finally {
    await registry.close();
  }
}

const isThere = (name: string): Promise<boolean> =>
  access(userPath(name)).then(
    () => true,
    () => false,
  );
