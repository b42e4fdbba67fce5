import type { StoredVersion } from "./store.js";

/** Longer than any FHIR id; an LMDB key has room for 1978 bytes. */
const LONGEST_KEY = 256;

/** Can there be an appointment with this id, or a patient with this number? */
export function isKey(text: string): boolean {
  return text.length <= LONGEST_KEY;
}

/** @throws RangeError for what no store takes */
export function checkInsert({ id, keys }: StoredVersion): void {
  if (!isKey(id) || !isKey(keys.nhsNumber)) {
    throw new RangeError(`An id or NHS number exceeds ${LONGEST_KEY} characters.`);
  }
}

/** @throws RangeError for what no store takes */
export function checkReplace(expectedVersion: number, next: StoredVersion): void {
  checkInsert(next);
  if (next.version !== expectedVersion + 1) throw new RangeError("The next version must be expectedVersion + 1.");
}
