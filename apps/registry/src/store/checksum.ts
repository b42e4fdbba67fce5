import { hash } from "node:crypto";
import type { StoredVersion, VersionAccount } from "./store.js";
import { StoreDamagedError } from "./store.js";

/** A version before its checksum is added. */
export type UnsealedVersion = Omit<StoredVersion, "checksum" | "previousChecksum">;

/**
 * Adds the checksum to a version, chained to that of the previous version. It detects damage; anyone who can write to the store can also
 * write a different checksum (decision 0053).
 */
export function sealVersion(version: UnsealedVersion, previous: StoredVersion | undefined): StoredVersion {
  // Not spread: properties that a literal adds after a spread give each object its own hidden class (decision 0091).
  const chained =
    previous?.checksum === undefined ? version : Object.assign({}, version, { previousChecksum: previous.checksum });
  return Object.assign({}, chained, { checksum: computeChecksum(chained) });
}

/** Adds checksums to versions from before 0.2, which have none. Other versions are unchanged. */
export function sealHistory(oldestFirst: readonly StoredVersion[]): StoredVersion[] {
  const chain: StoredVersion[] = [];
  for (const version of oldestFirst)
    chain.push(version.checksum === undefined ? sealVersion(version, chain.at(-1)) : version);
  return chain;
}

/** SHA-256, base64url, of the canonical text of a version. */
export function computeChecksum(version: Omit<StoredVersion, "checksum">): string {
  return checksumOfText(canonicalText(version));
}

export function checksumOfText(text: string): string {
  return hash("sha256", text, "base64url");
}

/**
 * Returns a JSON array of everything except body and checksum, in a fixed order and without absent members, followed by a line feed and the
 * body. The JSON contains no line feed, so two versions never have the same text.
 */
export function canonicalText(version: Omit<StoredVersion, "checksum">): string {
  const { id, version: number, lastUpdated, method, status, body, keys, account, previousChecksum } = version;
  const head: Head = [
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
  return `${JSON.stringify(head)}\n${body}`;
}

/**
 * The inverse of `canonicalText`.
 * @throws SyntaxError for any other text
 */
export function fromCanonicalText(text: string): Omit<StoredVersion, "checksum"> & { checksum?: string } {
  const end = text.indexOf("\n");
  const head = JSON.parse(text.slice(0, end)) as Head;
  const [id, version, lastUpdated, method, status, nhsNumber, endsAt, pairs, account, previousChecksum] = head;
  const identifiers = pairs.map(([system, value]) => (system === null ? { value } : { system, value }));
  const keys = { nhsNumber, end: endsAt, identifiers };
  // Runs for every response: setting members one by one costs less than spreading.
  const found: Writable<StoredVersion> = {
    id,
    version,
    lastUpdated,
    method,
    status,
    body: text.slice(end + 1),
    keys,
  };
  if (account !== null) found.account = accountFrom(account);
  if (previousChecksum !== null) found.previousChecksum = previousChecksum;
  return found;
}

type Writable<T> = { -readonly [name in keyof T]: T[name] };

type Head = [
  id: string,
  version: number,
  lastUpdated: string,
  method: StoredVersion["method"],
  status: string,
  nhsNumber: string,
  end: number,
  identifiers: [system: string | null, value: string][],
  account: AccountMembers | null,
  previousChecksum: string | null,
];

type AccountMembers = [
  instance: string,
  sequence: number,
  interaction: VersionAccount["interaction"],
  at: number,
  requestId: string,
  clientId: string | null,
  certificateThumbprint: string | null,
];

function accountFrom([instance, sequence, interaction, at, requestId, clientId, thumbprint]: AccountMembers) {
  const account: Writable<VersionAccount> = { instance, sequence, interaction, at, requestId };
  if (clientId !== null) account.clientId = clientId;
  if (thumbprint !== null) account.certificateThumbprint = thumbprint;
  return account;
}

/** Returns whether the version is as it was written. Also true if it has no checksum. */
export function isIntact(version: StoredVersion): boolean {
  return version.checksum === undefined || version.checksum === computeChecksum(version);
}

/** @throws StoreDamagedError if the version differs from what was written */
export function requireIntact(version: StoredVersion): StoredVersion {
  if (isIntact(version)) return version;
  throw new StoreDamagedError("A version in the store is not as it was written.");
}

/**
 * Returns whether the version's checksum chain continues that of the previous one. A version written by 0.1 and sealed later has no
 * successor that names it.
 */
export function isAfter({ previousChecksum }: StoredVersion, previous: StoredVersion | undefined): boolean {
  if (previousChecksum === undefined) return previous?.account === undefined;
  return previousChecksum === previous?.checksum;
}
