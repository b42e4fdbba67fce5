import { canonicalText, checksumOfText, fromCanonicalText, requireIntact } from "../checksum.js";
import { StoreDamagedError } from "../store.js";
import type { StoredVersion } from "../store.js";

/**
 * A version as stored on disk: its checksum (empty if it has none), a line feed, and the text that the checksum covers. It can be read and
 * verified without being encoded again. Version 0.1 stored the version itself (MessagePack).
 */
export type StoredText = string | StoredVersion;

export function toStoredText(version: StoredVersion): StoredText {
  return `${version.checksum ?? ""}\n${canonicalText(version)}`;
}

/** @throws StoreDamagedError if it differs from what was written, or belongs to another version */
export function fromStoredText(stored: StoredText, id: string, version: number): StoredVersion {
  const found = typeof stored === "string" ? versionFrom(stored) : legacyFrom(stored);
  if (found.id !== id || found.version !== version)
    throw new StoreDamagedError("A version is stored in another's place.");
  return found;
}

function versionFrom(stored: string): StoredVersion {
  const end = stored.indexOf("\n");
  const checksum = stored.slice(0, end);
  const text = stored.slice(end + 1);
  if (checksum !== "" && checksumOfText(text) !== checksum) throw notAsWritten();
  try {
    const version = fromCanonicalText(text);
    if (checksum !== "") version.checksum = checksum;
    return version;
  } catch (cause) {
    throw notAsWritten(cause);
  }
}

/** Damaged bytes may be decoded as something other than a version. */
function legacyFrom(stored: unknown): StoredVersion {
  const { id, version, body, keys } = Object(stored) as Partial<StoredVersion>;
  const isVersion = typeof id === "string" && typeof version === "number" && typeof body === "string";
  if (!isVersion || !Array.isArray(keys?.identifiers)) throw notAsWritten();
  return requireIntact(stored as StoredVersion);
}

function notAsWritten(cause?: unknown): StoreDamagedError {
  return new StoreDamagedError("A version in the store is not as it was written.", { cause });
}
