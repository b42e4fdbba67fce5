import type { StoreLocation } from "./config.js";
import { PREFIX } from "./variables.js";

/** Where the audit trail is if the settings do not say. */
export function defaultAuditDirectory(store: StoreLocation): string {
  return store.kind === "lmdb" ? `${store.directory}-audit` : "registry-audit";
}

/** Where the registry with these variables writes its audit trail; for commands that need none of its other settings. */
export function auditDirectoryFrom(env: Readonly<Record<string, string | undefined>>): string {
  const given = env[`${PREFIX}AUDIT`];
  if (given !== undefined && given !== "") return given;
  return defaultAuditDirectory(storeOf(env[`${PREFIX}STORE`] ?? ""));
}

export function storeOf(value: string): StoreLocation {
  return value.startsWith("lmdb:")
    ? // eslint-disable-next-line regexp/no-super-linear-move -- a setting
      { kind: "lmdb", directory: value.slice("lmdb:".length).replace(/(?<=.)\/+$/, "") }
    : { kind: "mongodb", url: value };
}
