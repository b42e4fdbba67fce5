import type { SearchResult, StoredVersion } from "./store.js";
import { SearchRefusedError } from "./store.js";

/** Maximum number of body characters kept; beyond it a version is read again on demand. */
const KEPT_CHARACTERS = 64 * 1024;
/** Number of versions read again in one batch. */
const READ_AT_ONCE = 32;

export interface FoundVersion {
  readonly id: string;
  readonly version: number;
  /** Epoch milliseconds. */
  readonly end: number;
  readonly kept: StoredVersion | undefined;
}

/**
 * The versions that a search found. Each was read and verified. For large results only the locations are kept, and the versions are read
 * again one after the other: a version never changes.
 */
export class FoundVersions implements SearchResult {
  readonly #found: FoundVersion[] = [];
  #characters = 0;
  #isLarge = false;

  /**
   * @param read reads versions again, in the same order
   * @param claim called once, before the result exceeds what is kept; false means that there is no room for another such search
   */
  constructor(
    private readonly read: (wanted: readonly FoundVersion[]) => Promise<readonly StoredVersion[]>,
    private readonly claim: () => boolean = () => true,
  ) {}

  get total(): number {
    return this.#found.length;
  }

  /** @throws SearchRefusedError if there is no room for this many */
  add(version: StoredVersion): void {
    this.#characters += version.body.length;
    const isKept = this.#characters <= KEPT_CHARACTERS || this.#found.length === 0;
    if (!isKept && !this.#isLarge) {
      if (!this.claim()) throw new SearchRefusedError("There is no room for another large search.");
      this.#isLarge = true;
    }
    const { id, version: number, keys } = version;
    this.#found.push({ id, version: number, end: keys.end, kept: isKept ? version : undefined });
  }

  /** Sorts by end, then id. */
  sort(): this {
    this.#found.sort((a, b) => a.end - b.end || (a.id < b.id ? -1 : 1));
    return this;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<StoredVersion> {
    for (let from = 0; from < this.#found.length; from += READ_AT_ONCE) {
      const wanted = this.#found.slice(from, from + READ_AT_ONCE);
      const missing = wanted.filter(({ kept }) => kept === undefined);
      const read = (missing.length === 0 ? [] : await this.read(missing)).values();
      for (const { kept } of wanted) yield kept ?? (read.next().value as StoredVersion);
    }
  }
}
