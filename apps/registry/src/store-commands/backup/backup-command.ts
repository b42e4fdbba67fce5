import { existsSync } from "node:fs";
import { parseArgs } from "node:util";
import { auditDirectoryFrom } from "../../config/audit-directory.js";
import { parseStoreUrl } from "../../config/store-location.js";
import type { CommandOutput } from "../check/check-command.js";
import type { BackupManifest } from "./backup.js";
import { backUp, restore } from "./backup.js";

export const STORE_BACKUP_USAGE = `registry store backup DIRECTORY [--store lmdb:DIR] [--audit DIRECTORY]
registry store restore DIRECTORY [--store lmdb:DIR]
"backup" copies one committed state of the embedded store, in use or not, to a new DIRECTORY, which appears when the copy is complete, on disk and
checked. "restore" creates a store from such a copy. Its backup.json has the end of each audit trail: the copy has every version that the trail
has a record of. After a restore, "registry audit verify --store" lists later writes that are not in the store.
  --store lmdb:DIR   default: REGISTRY_STORE. MongoDB has its own backup (mongodump); "registry export" copies either
  --audit DIRECTORY  the audit trail; default: that of the settings, if it exists
Exit code: 0 done, 1 failed, or the store or the backup is damaged, 2 the command is invalid.`;

/** `registry store backup` and `restore`. @throws Error if the command line is invalid. @returns the exit code */
export async function storeBackupCommand(
  action: "backup" | "restore",
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  { write, report }: CommandOutput,
): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { store: { type: "string" }, audit: { type: "string" } },
  });
  const [directory, ...more] = positionals;
  const url = values.store ?? env["REGISTRY_STORE"] ?? "";
  if (directory === undefined || more.length > 0) throw new Error(`registry store ${action} requires one DIRECTORY.`);
  const location = parseStoreUrl(url);
  if (location?.kind !== "lmdb")
    throw new Error(`registry store ${action} is for lmdb:DIR, by --store or REGISTRY_STORE.`);
  const store = location.directory;
  const configured = auditDirectoryFrom({ ...env, REGISTRY_STORE: url });
  const audit = values.audit ?? (existsSync(configured) ? configured : undefined);
  try {
    const manifest =
      action === "backup" ? await backUp(store, directory, audit, report) : await restore(directory, store, report);
    for (const line of toLines(action, manifest)) write(`${line}\n`);
    return 0;
  } catch (error) {
    report(`The ${action} failed: ${error instanceof Error ? error.message : String(error)}`);
    return 1;
  }
}

function toLines(action: "backup" | "restore", { appointments, versions, takenAt, trails }: BackupManifest): string[] {
  return [
    `${appointments} appointments with ${versions} versions, as of ${takenAt}, were copied and checked.`,
    ...trails.map(({ trail, end }) => `trail-${trail} ended at ${end.sequence}:${end.hash}.`),
    ...(action === "restore" && trails.length > 0
      ? ['"registry audit verify --store" lists later writes that this store does not have.']
      : []),
  ];
}
