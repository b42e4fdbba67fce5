import type { StoredVersion } from "../store.js";

const MOST = 64;

/**
 * Recently read versions. A version never changes, so a caller that replaces the version it has just read need not read it again. The data
 * on disk is verified when it is read for a response.
 */
export class KnownVersions {
  readonly #versions = new Map<string, StoredVersion>();

  add(version: StoredVersion): void {
    this.#versions.delete(version.id);
    this.#versions.set(version.id, version);
    if (this.#versions.size <= MOST) return;
    for (const oldest of this.#versions.keys()) {
      this.#versions.delete(oldest);
      return;
    }
  }

  get(id: string): StoredVersion | undefined {
    return this.#versions.get(id);
  }
}
