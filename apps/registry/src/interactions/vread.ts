import { RegistryError } from "../errors.js";
import type { StoredVersion } from "../store/store.js";
import type { Ports } from "./ports.js";
import { isId } from "./read.js";

/** `vread` (STU3 http.html, 2.21.0.3). @throws RegistryError `not-found` */
export async function vread(
  { id, versionId }: { readonly id: string; readonly versionId: string },
  { store }: Pick<Ports, "store">,
): Promise<StoredVersion> {
  const version = parseVersionId(versionId);
  const found = version !== undefined && isId(id) ? await store.version(id, version) : undefined;
  if (found === undefined) throw new RegistryError("not-found");
  return found;
}

/** Returns `undefined` if the text is not a version id of this registry. Version ids are whole numbers from 1. */
export function parseVersionId(versionId: string): number | undefined {
  return /^[1-9]\d{0,14}$/.test(versionId) ? Number(versionId) : undefined;
}
