import { BSON } from "mongodb";
import { requireIntact } from "../checksum.js";
import { identifierTokens } from "../identifier-token.js";
import { StoreDamagedError } from "../store.js";
import type { IndexKeys, StoredVersion } from "../store.js";

/** MongoDB rejects documents above 16 MiB; the remainder is for field names, the copies for indexes and array overhead. */
export const LARGEST_HISTORY = 15 * 1024 * 1024;

/** One appointment with all its versions, so that a version and its history are written in one single-document operation. */
export interface AppointmentDocument extends IndexedFields {
  readonly _id: string;
  /** Number of the current version, which compare-and-set compares. */
  readonly version: number;
  /** Oldest first; the last is the current one. */
  readonly versions: readonly VersionEntry[];
  /** BSON size of `versions`, stored so that the same atomic operation limits its growth. */
  readonly bytes: number;
  /** Claimed numbers of identifiers (claims.ts), which make a conditional create atomic. Absent rather than empty. */
  readonly claims?: readonly string[];
}

/** The indexed fields, taken from the current version. */
export interface IndexedFields {
  readonly nhsNumber: string;
  readonly end: number;
  readonly tokens: readonly string[];
}

export interface VersionEntry extends Omit<StoredVersion, "id"> {
  /** Random; identifies the write that succeeded after an answer was lost. */
  readonly writeId: string;
}

export function indexed({ nhsNumber, end, identifiers }: IndexKeys): IndexedFields {
  return { nhsNumber, end, tokens: identifierTokens(identifiers).sort() };
}

export function newDocument(first: StoredVersion, writeId: string): AppointmentDocument {
  const entry = versionEntry(first, writeId);
  const { version } = first;
  return { _id: first.id, version, ...indexed(first.keys), bytes: getSize(entry), versions: [entry] };
}

export function versionEntry({ id: _, ...version }: StoredVersion, writeId: string): VersionEntry {
  return { ...version, writeId };
}

export function storedVersion(id: string, { writeId: _, ...version }: VersionEntry): StoredVersion {
  return requireIntact({ id, ...version });
}

/** The current version of a document, whether the document was read whole or with its last version only. */
export function currentVersion({ _id, versions }: Pick<AppointmentDocument, "_id" | "versions">): StoredVersion {
  const last = versions.at(-1);
  if (last === undefined) throw new StoreDamagedError("An appointment in the database has no version.");
  return storedVersion(_id, last);
}

export function isWrittenBy(
  document: Pick<AppointmentDocument, "versions">,
  version: number,
  writeId: string,
): boolean {
  return document.versions.some((entry) => entry.version === version && entry.writeId === writeId);
}

export function getSize(entry: VersionEntry): number {
  return BSON.calculateObjectSize(entry);
}
