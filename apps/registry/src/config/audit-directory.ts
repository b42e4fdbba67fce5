import { parseStoreUrl } from "./store-location.js";
import type { StoreLocation } from "./store-location.js";
import { PREFIX } from "./variables.js";

/** Default location of the audit trail if the settings do not specify one. */
export function defaultAuditDirectory(store: StoreLocation | undefined): string {
  return store?.kind === "lmdb" ? `${store.directory}-audit` : "registry-audit";
}

/** Location to which a registry with these variables writes its audit trail; for commands that need none of its other settings. */
export function auditDirectoryFrom(env: Readonly<Record<string, string | undefined>>): string {
  const given = env[`${PREFIX}AUDIT`];
  if (given !== undefined && given !== "") return given;
  return defaultAuditDirectory(parseStoreUrl(env[`${PREFIX}STORE`] ?? ""));
}
