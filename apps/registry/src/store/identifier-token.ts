import { hash } from "node:crypto";
import type { BusinessIdentifier, IdentifierQuery, StoredVersion } from "./store.js";

/** A key of fixed length for a business identifier, which may itself be as long as a URL. No system and an empty system are distinct. */
export function identifierToken({ system, value }: BusinessIdentifier): string {
  return computeHash([system ?? null, value]);
}

/** A key for the value of a business identifier, regardless of its system. */
export function valueToken(value: string): string {
  return computeHash([value]);
}

/** The distinct tokens of a list, so that a repeated identifier is indexed once. */
export function identifierTokens(identifiers: readonly BusinessIdentifier[]): string[] {
  return [...new Set(identifiers.map(identifierToken))];
}

/** The distinct values of a list, as tokens. */
export function valueTokens(identifiers: readonly BusinessIdentifier[]): string[] {
  return [...new Set(identifiers.map(({ value }) => valueToken(value)))];
}

export function carries({ keys }: StoredVersion, query: IdentifierQuery): boolean {
  return keys.identifiers.some(
    (each) => each.value === query.value && ("anySystem" in query || each.system === query.system),
  );
}

/** Returns whether a conditional create treats the appointment of this current version as a match. */
export function isMatched({ status }: StoredVersion): boolean {
  return status !== "entered-in-error";
}

function computeHash(members: readonly (string | null)[]): string {
  return hash("sha256", JSON.stringify(members), "base64url");
}
