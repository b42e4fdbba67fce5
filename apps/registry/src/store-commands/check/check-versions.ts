import { isDeepStrictEqual } from "node:util";
import { getIndexKeys, getResource } from "../../appointment-version.js";
import { isAfter } from "../../store/checksum.js";
import type { StoredVersion } from "../../store/store.js";
import type { ReportFinding, NumberedVersion } from "../../store/checked-store.js";

/**
 * Checks the versions of one appointment, oldest first: each on its own, and that they are numbered consecutively from 1.
 * @param legacyUntil versions up to this instant may lack a checksum; none may if undefined
 */
export function checkVersions(
  id: string,
  versions: readonly NumberedVersion[],
  legacyUntil: string | undefined,
  found: ReportFinding,
): void {
  for (const [n, { number, stored }] of versions.entries()) {
    const previous = versions[n - 1];
    const expected = (previous?.number ?? 0) + 1;
    if (number !== expected)
      found({ kind: "chain", id, version: number, message: `Version ${expected} is missing before this one.` });
    if (stored === undefined) {
      found({ kind: "version", id, version: number, message: "It is not as it was written." });
      continue;
    }
    if (stored.checksum === undefined && stored.lastUpdated > (legacyUntil ?? ""))
      found({ kind: "version", id, version: number, message: "It has no checksum." });
    if (number === expected && (n === 0 || previous?.stored !== undefined) && !isAfter(stored, previous?.stored))
      found({ kind: "chain", id, version: number, message: "It does not follow the version before it." });
    for (const message of contradictions(stored)) found({ kind: "version", id, version: number, message });
  }
}

/** Contradictions between a version and its resource. */
function contradictions(stored: StoredVersion): string[] {
  const { id, version, lastUpdated, status, keys } = stored;
  try {
    const resource = getResource({ stored });
    const { nhsNumber, end, identifiers } = getIndexKeys(resource);
    const isSame =
      resource.id === id &&
      resource.meta?.versionId === String(version) &&
      resource.meta.lastUpdated === lastUpdated &&
      resource.status === status &&
      // Version 0.1 may have written an identifier in another form.
      isDeepStrictEqual([nhsNumber, end, identifiers.length], [keys.nhsNumber, keys.end, keys.identifiers.length]);
    return isSame ? [] : ["Its resource is of another version, status, patient or time than it says."];
  } catch {
    return ["Its resource is not an Appointment that can be read."];
  }
}
