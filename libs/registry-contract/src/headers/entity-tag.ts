/**
 * A version in its written form: a whole number of any size, without leading zeros, so that equal texts are equal
 * versions.
 */
export type VersionId = string;

/** The content of an `If-Match` field (registry-interactions, "`If-Match` forms"). */
export type IfMatch =
  | { readonly kind: "versions"; readonly versions: readonly VersionId[] }
  /** No field, or `*`, which names no version. */
  | { readonly kind: "missing" }
  | { readonly kind: "malformed" };

/** The content of an `If-None-Match` field. */
export type IfNoneMatch =
  { readonly kind: "versions"; readonly versions: readonly VersionId[] } | { readonly kind: "any" } | undefined;

const TAG = /^(?:(?:W\/)?"(0|[1-9]\d*)"|(0|[1-9]\d*))$/;

/** Returns the weak ETag of a version (STU3 http.html, 2.21.0.2): `W/"3"`. */
export function entityTag(version: VersionId | number): string {
  return weakTag(String(version));
}

/**
 * Returns a weak entity tag from an opaque value without version number. `opaque` contains no quote (RFC 9110, 8.8.3).
 */
export function weakTag(opaque: string): string {
  return `W/"${opaque}"`;
}

/** Returns true if an `If-None-Match` field contains this weak tag, by weak comparison (RFC 9110, 8.8.3.2), or `*`. */
export function isTagNamed(field: string | undefined, tag: string): boolean {
  return field !== undefined && getMembers(field).some((each) => each === "*" || each === tag || `W/${each}` === tag);
}

/**
 * Parses an ETag, as the inverse of `entityTag`. Accepts `"3"` and `3` as well. Returns `undefined` if it names no
 * version.
 */
export function versionOfTag(tag: string): VersionId | undefined {
  const match = TAG.exec(tag);
  return match?.[1] ?? match?.[2];
}

/**
 * Parses an `If-Match` field. A malformed field is distinguished from a missing one: treating it as missing would make
 * a guarded update unguarded.
 */
export function parseIfMatch(field: string | undefined): IfMatch {
  if (field === undefined || field.trim() === "*") return { kind: "missing" };
  const members = getMembers(field);
  const versions = members.map(versionOfTag);
  if (members.length === 0 || versions.includes(undefined)) return { kind: "malformed" };
  return { kind: "versions", versions: versions as VersionId[] };
}

/** The inverse of `parseIfMatch` for the versions it names. */
export function formatIfMatch(versions: readonly (VersionId | number)[]): string {
  return versions.map(entityTag).join(", ");
}

/**
 * Parses an `If-None-Match` field and never fails. A tag that names no version matches none, and the answer is then a
 * complete one (RFC 9110, 13.1.2).
 */
export function parseIfNoneMatch(field: string | undefined): IfNoneMatch {
  if (field === undefined) return undefined;
  if (field.trim() === "*") return { kind: "any" };
  return {
    kind: "versions",
    versions: getMembers(field)
      .map(versionOfTag)
      .filter((version) => version !== undefined),
  };
}

/** Splits a list field. Empty members are skipped (RFC 9110, 5.6.1). */
function getMembers(field: string): string[] {
  return field
    .split(",")
    .map((member) => member.trim())
    .filter((member) => member !== "");
}
