import { parseArgs } from "node:util";
import type { Anchor } from "@appointment-registry/audit-trail";
import { verifyTrails } from "@appointment-registry/audit-trail";
import { auditDirectoryFrom } from "../config/audit-directory.js";

export const AUDIT_VERIFY_USAGE = `registry audit verify [DIRECTORY] [--anchor SEQUENCE:HASH]... [--json]

Proves that no record of the audit trail was changed, added or removed.
  DIRECTORY              the audit trail; default: that of the settings in the environment
  --anchor SEQUENCE:HASH an end of the trail, kept elsewhere, that the trail must still pass through
  --json                 the verdict as one JSON object
Exit code: 0 nothing was changed, 1 something was, 2 the trail could not be read.`;

/** `registry audit verify`. @returns the exit code */
export async function auditVerifyCommand(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  write: (text: string) => void,
): Promise<number> {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        anchor: { type: "string", multiple: true, default: [] },
        json: { type: "boolean", default: false },
        help: { type: "boolean", short: "h", default: false },
      },
    });
    if (values.help || positionals.length > 1) {
      write(AUDIT_VERIFY_USAGE + "\n");
      return values.help ? 0 : 2;
    }
    const verdict = await verifyTrails(positionals[0] ?? auditDirectoryFrom(env), values.anchor.map(readAnchor));
    if (values.json) {
      write(JSON.stringify(verdict) + "\n");
    } else {
      for (const { directory, files, end } of verdict.trails) {
        write(`${directory}: ${end.sequence} records in ${files} files, ending at ${end.sequence}:${end.hash}\n`);
      }
      for (const { file, line, message } of verdict.faults) {
        write(`FAULT ${file}${line === undefined ? "" : `:${line}`}: ${message}\n`);
      }
      write(
        verdict.faults.length === 0 ? "The audit trail is complete and unchanged.\n" : "The audit trail was changed.\n",
      );
    }
    return verdict.faults.length === 0 ? 0 : 1;
  } catch (error) {
    write(`${error instanceof Error ? error.message : String(error)}\n`);
    return 2;
  }
}

function readAnchor(text: string): Anchor {
  const [, sequence, hash] = /^(\d{1,15}):([A-Za-z0-9_-]{43})$/.exec(text) ?? [];
  if (sequence === undefined || hash === undefined) throw new Error(`"${text}" is not of the form SEQUENCE:HASH.`);
  return { sequence: Number(sequence), hash };
}
