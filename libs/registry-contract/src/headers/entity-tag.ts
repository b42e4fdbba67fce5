/** A version as it is written: a whole number without leading zeros, of any size, so that equal texts are equal versions. */
export type VersionId = string;

/** What an `If-Match` field says (registry-interactions, "`If-Match` forms"). */
export type IfMatch =
  | { readonly kind: "versions"; readonly versions: readonly VersionId[] }
  /** No field, or `*`, which names no version. */
  | { readonly kind: "missing" }
  | { readonly kind: "malformed" };

/** What an `If-None-Match` field says. */
export type IfNoneMatch =
  { readonly kind: "versions"; readonly versions: readonly VersionId[] } | { readonly kind: "any" } | undefined;

const TAG = /^(?:(?:W\/)?"(0|[1-9]\d*)"|(0|[1-9]\d*))$/;

/** The weak ETag of a version (STU3 http.html, 2.21.0.2): `W/"3"`. */
export function entityTag(version: VersionId | number): string {
  return weakTag(String(version));
}

/** The weak entity tag of what has no version number. `opaque` holds no quote (RFC 9110, 8.8.3). */
export function weakTag(opaque: string): string {
  return `W/"${opaque}"`;
}

/** Does an `If-None-Match` field name this weak tag, by weak comparison (RFC 9110, 8.8.3.2), or any? */
export function isTagNamed(field: string | undefined, tag: string): boolean {
  return field !== undefined && getMembers(field).some((each) => each === "*" || each === tag || `W/${each}` === tag);
}

/** The inverse of `entityTag`; reads `"3"` and `3` as well. `undefined` if it names no version. */
export function versionOfTag(tag: string): VersionId | undefined {
  const match = TAG.exec(tag);
  return match?.[1] ?? match?.[2];
}

/** A malformed field is distinguished from a missing one: taking it for none would make a guarded update unguarded. */
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

/** Total: a tag that names no version matches none, and the answer is then the whole one (RFC 9110, 13.1.2). */
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

/** RFC 9110, 5.6.1: empty members of a list are skipped. */
function getMembers(field: string): string[] {
  return field
    .split(",")
    .map((member) => member.trim())
    .filter((member) => member !== "");
}
