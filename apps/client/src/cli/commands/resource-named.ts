import { access } from "node:fs/promises";
import type { AnyResource } from "@appointment-registry/fhir-appointment";
import type { ClientOptions } from "../../options.js";
import { STANDARD_INPUT, userPath } from "../files.js";
import { printFailure } from "../output/failure.js";
import type { Terminal } from "../output/terminal.js";
import { resourceInFile } from "./diff.js";

/** A STU3 id, alone or with the id of a version. */
const IN_REGISTRY = /^([A-Za-z0-9\-.]{1,64})(?:@([A-Za-z0-9\-.]{1,64}))?$/;

/** The resource in a file or, where there is no such file, in the registry. `undefined` where there is none; it is said why. */
export async function resourceNamed(
  name: string,
  client: () => Promise<ClientOptions>,
  terminal: Terminal,
): Promise<AnyResource | undefined> {
  const [, id, version] = IN_REGISTRY.exec(name) ?? [];
  if (name === STANDARD_INPUT || id === undefined || /\.(?:xml|json)$/i.test(name) || (await isThere(name))) {
    return resourceInFile(name, terminal);
  }
  const { createRegistryClient } = await import("../../client.js");
  const registry = createRegistryClient(await client());
  try {
    const result = version === undefined ? await registry.read(id) : await registry.readVersion(id, version);
    if (result.status === 200) return result.appointment as unknown as AnyResource;
    printFailure(`Get ${name}`, result, {}, terminal);
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
