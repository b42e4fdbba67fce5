import { parseStoreUrl } from "./store-location.js";
import type { StoreLocation } from "./store-location.js";
import { PREFIX } from "./variables.js";

/** Where the audit trail is if the settings do not say. */
export function defaultAuditDirectory(store: StoreLocation | undefined): string {
  return store?.kind === "lmdb" ? `${store.directory}-audit` : "registry-audit";
}

/** Where the registry with these variables writes its audit trail; for commands that need none of its other settings. */
export function auditDirectoryFrom(env: Readonly<Record<string, string | undefined>>): string {
  const given = env[`${PREFIX}AUDIT`];
  if (given !== undefined && given !== "") return given;
  return defaultAuditDirectory(parseStoreUrl(env[`${PREFIX}STORE`] ?? ""));
}
