import type { StoredVersion } from "./store.js";

/** Longer than any FHIR id; an LMDB key has room for 1978 bytes. */
const LONGEST_KEY = 256;

/** Returns whether an appointment may have this id, or a patient this number. */
export function isKey(text: string): boolean {
  return text.length <= LONGEST_KEY;
}

/** An invalid argument passed by the caller. */
export class ArgumentError extends RangeError {
  override readonly name = "ArgumentError";
}

/** @throws ArgumentError for arguments that no store accepts */
export function checkInsert({ id, keys }: StoredVersion): void {
  if (!isKey(id) || !isKey(keys.nhsNumber)) {
    throw new ArgumentError(`An id or NHS number exceeds ${LONGEST_KEY} characters.`);
  }
}

/** @throws ArgumentError for arguments that no store accepts */
export function checkReplace(expectedVersion: number, next: StoredVersion): void {
  checkInsert(next);
  if (next.version !== expectedVersion + 1) throw new ArgumentError("The next version must be expectedVersion + 1.");
}
