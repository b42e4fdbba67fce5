import type { IncomingHttpHeaders } from "node:http";
import { parseHttpDate, parseIfNoneMatch } from "@appointment-registry/registry-contract";
import type { StoredVersion } from "../store/store.js";

/** Has the caller this version already? `If-None-Match` decides where it is there (RFC 9110, 13.2.2). */
export function isUnmodified(headers: IncomingHttpHeaders, version: StoredVersion): boolean {
  const wanted = parseIfNoneMatch(headers["if-none-match"]);
  if (wanted !== undefined) return wanted.kind === "any" || wanted.versions.includes(version.version);
  const since = parseHttpDate(headers["if-modified-since"]);
  return since !== undefined && Math.floor(Date.parse(version.lastUpdated) / 1000) * 1000 <= since;
}
