import { hash } from "node:crypto";
import type { StoredVersion } from "./store.js";
import { StoreDamagedError } from "./store.js";

/** A version before it has its checksum. */
export type Unsealed = Omit<StoredVersion, "checksum" | "previousChecksum">;

/**
 * The version with its checksum, chained to that of the version before. It detects damage; whoever can write the store can write another
 * checksum too (decision 0053).
 */
export function sealVersion(version: Unsealed, previous: StoredVersion | undefined): StoredVersion {
  const chained = previous?.checksum === undefined ? version : { ...version, previousChecksum: previous.checksum };
  return { ...chained, checksum: checksumOf(chained) };
}

/**
 * SHA-256, base64url, over a canonical encoding: a JSON array of everything but the body, in a fixed order and without the members
 * that are absent, a line feed, and the body. JSON has no line feed, so that two versions never have one encoding.
 */
export function checksumOf(version: Omit<StoredVersion, "checksum">): string {
  const { id, version: number, lastUpdated, method, status, body, keys, account, previousChecksum } = version;
  const head = [
    id,
    number,
    lastUpdated,
    method,
    status,
    keys.nhsNumber,
    keys.end,
    keys.identifiers.map(({ system, value }) => [system ?? null, value]),
    account === undefined
      ? null
      : [
          account.instance,
          account.sequence,
          account.interaction,
          account.at,
          account.requestId,
          account.clientId ?? null,
          account.certificateThumbprint ?? null,
        ],
    previousChecksum ?? null,
  ];
  return hash("sha256", `${JSON.stringify(head)}\n${body}`, "base64url");
}

/** Is the version as it was written? True also where it has no checksum. */
export function isIntact(version: StoredVersion): boolean {
  return version.checksum === undefined || version.checksum === checksumOf(version);
}

/** @throws StoreDamagedError where the version is not as it was written */
export function requireIntact(version: StoredVersion): StoredVersion {
  if (isIntact(version)) return version;
  throw new StoreDamagedError("A version in the store is not as it was written.");
}
