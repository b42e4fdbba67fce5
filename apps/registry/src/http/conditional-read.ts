import type { IncomingHttpHeaders } from "node:http";
import { parseHttpDate, parseIfNoneMatch } from "@appointment-registry/registry-contract";
import type { StoredVersion } from "../store/store.js";

/** Facts needed, in addition to a version, to decide whether it has changed for a caller. */
export interface ReadFacts {
  /** Epoch milliseconds. */
  readonly now: number;
  /** The previous version; read only if a date must distinguish the two. */
  readonly previous: () => Promise<StoredVersion | undefined>;
}

/**
 * Returns whether the caller already has this version. `If-None-Match` takes precedence if present (RFC 9110, 13.2.2). A date confirms a
 * version only if the previous version is from an earlier second (RFC 9110, 8.8.2.2). A date in the future confirms only the first version,
 * because it would also confirm every later one.
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
