import type { IncomingHttpHeaders } from "node:http";
import { parseHttpDate, parseIfNoneMatch } from "@appointment-registry/registry-contract";
import type { StoredVersion } from "../store/store.js";

/** What is known beside a version when a caller asks whether it has changed. */
export interface ReadFacts {
  /** Epoch milliseconds. */
  readonly now: number;
  /** The version before; read only where a date must distinguish the two. */
  readonly previous: () => Promise<StoredVersion | undefined>;
}

/**
 * Has the caller this version already? `If-None-Match` decides where it is there (RFC 9110, 13.2.2). A date confirms a version only if
 * the version before is older than its second (RFC 9110, 8.8.2.2), and a date in the future only the first: it would confirm every
 * later one as well.
 */
export async function isUnmodified(
  headers: IncomingHttpHeaders,
  version: StoredVersion,
  { now, previous }: ReadFacts,
): Promise<boolean> {
  const wanted = parseIfNoneMatch(headers["if-none-match"]);
  if (wanted !== undefined) return wanted.kind === "any" || wanted.versions.includes(String(version.version));
  const since = parseHttpDate(headers["if-modified-since"], now);
  if (since === undefined) return false;
  const second = toSecond(version);
  if (since < second) return false;
  if (version.version === 1) return true;
  if (since > now) return false;
  const before = await previous();
  return before !== undefined && toSecond(before) < second;
}

function toSecond({ lastUpdated }: StoredVersion): number {
  return Math.floor(Date.parse(lastUpdated) / 1000) * 1000;
}
