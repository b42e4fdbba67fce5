import { parseArgs } from "node:util";
import { pruneTrail, trailDirectory, trailNumbers } from "@appointment-registry/audit-trail";
import { auditDirectoryFrom } from "../config/audit-directory.js";
import { auditCommand } from "./audit-command.js";
import type { AuditDetail } from "./audit-event.js";
import { readCursor } from "./tail-cursor.js";

export const AUDIT_PRUNE_USAGE = `registry audit prune --before INSTANT [DIRECTORY] [--shipped FILE] [--dry-run]

Removes the oldest files of the audit trail if all their records are older than INSTANT. A registry may be running. The anchor that the remaining
records follow is kept, so that "audit verify" can still verify them. Files are verified before they are removed; the newest two files are kept.
  --before INSTANT  for example 2024-01-01 or 2024-01-01T00:00:00Z
  DIRECTORY         the audit trail; default: that of the settings in the environment
  --shipped FILE    the cursor of "audit tail --cursor": only records before it are removed
  --dry-run         prints what would be removed
Exit code: 0 done, 2 failed.`;

/** `registry audit prune`. @returns the exit code */
export const auditPruneCommand = auditCommand(async (args, env, write) => {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      before: { type: "string" },
      shipped: { type: "string" },
      "dry-run": { type: "boolean", default: false },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help || values.before === undefined || positionals.length > 1) {
    write(`${AUDIT_PRUNE_USAGE}\n`);
    return values.help ? 0 : 2;
  }
  const before = /^\d{4}-\d\d-\d\d(T.*)?$/.test(values.before) ? Date.parse(values.before) : NaN;
  if (Number.isNaN(before)) throw new Error(`--before must be a date or an instant, not ${values.before}.`);
  const root = positionals[0] ?? auditDirectoryFrom(env);
  const cursor = values.shipped === undefined ? undefined : await readCursor(values.shipped);
  const dryRun = values["dry-run"];
  for (const number of await trailNumbers(root)) {
    const { files, records, pruned } = await pruneTrail(trailDirectory(root, number), {
      isOld: (record) => toTime(record) < before,
      writeOf: ({ detail }) => (detail as Partial<AuditDetail> | undefined)?.write,
      dryRun,
      ...(cursor === undefined ? {} : { upTo: cursor[`trail-${number}`]?.sequence ?? 0 }),
    });
    const { sequence, hash } = pruned.anchor;
    const what = `${files} files with ${records} records ${dryRun ? "would be" : "were"} removed`;
    write(`trail-${number}: ${what}; the trail begins after ${sequence}:${hash}.\n`);
  }
  return 0;
});

/** A record without a time is never considered old. */
function toTime({ event }: Readonly<Record<string, unknown>>): number {
  const time = Date.parse((event as { recorded?: string } | undefined)?.recorded ?? "");
  return Number.isNaN(time) ? Infinity : time;
}
