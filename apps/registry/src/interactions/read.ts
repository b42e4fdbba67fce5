import { RegistryError } from "../errors.js";
import type { StoredVersion } from "../store/store.js";
import type { Ports } from "./ports.js";

/** `read` (STU3 http.html, 2.21.0.2): the current version. @throws RegistryError `not-found` */
export async function read({ id }: { readonly id: string }, { store }: Pick<Ports, "store">): Promise<StoredVersion> {
  const found = isId(id) ? await store.current(id) : undefined;
  if (found === undefined) throw new RegistryError("not-found");
  return found;
}

/** Checks the grammar of a FHIR id. Any other text cannot be an id of this registry, so the store need not be queried. */
export function isId(text: string): boolean {
  return /^[A-Za-z0-9\-.]{1,64}$/.test(text);
}
