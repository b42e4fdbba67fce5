import { createHash } from "node:crypto";
import type { BusinessIdentifier } from "./store.js";

/**
 * A key of fixed length for a business identifier, which itself may be as long as a URL may be. No system and an empty system
 * are two things.
 */
export function identifierToken({ system, value }: BusinessIdentifier): string {
  return createHash("sha256")
    .update(JSON.stringify([system ?? null, value]))
    .digest("base64url");
}

/** The distinct tokens of a list, so that a repeated identifier is indexed once. */
export function identifierTokens(identifiers: readonly BusinessIdentifier[]): string[] {
  return [...new Set(identifiers.map(identifierToken))];
}
