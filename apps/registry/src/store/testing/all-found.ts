import type { SearchResult, StoredVersion } from "../store.js";

/** Collects the result of a search in a list. */
export async function allFound(searching: Promise<SearchResult>): Promise<StoredVersion[]> {
  const found = await searching;
  const versions: StoredVersion[] = [];
  for await (const each of found) versions.push(each);
  if (versions.length !== found.total) throw new Error(`${found.total} were found, and ${versions.length} read.`);
  return versions;
}
