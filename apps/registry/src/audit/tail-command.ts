import { setTimeout as delay } from "node:timers/promises";
import { parseArgs } from "node:util";
import { TAIL_START, readInstance, tailTrail, trailDirectory, trailNumbers } from "@appointment-registry/audit-trail";
import { auditDirectoryFrom } from "../config/audit-directory.js";
import { getMessage } from "../logging/describe-error.js";
import type { Cursor } from "./tail-cursor.js";
import { readCursor, writeCursor } from "./tail-cursor.js";

export const AUDIT_TAIL_USAGE = `registry audit tail [DIRECTORY] [--cursor FILE] [--follow]

Prints the records of all trails as NDJSON, for shipping to a SIEM: {"trail":"trail-1","instance":UUID,"record":{...}}, with the record as in the
file. Only records that are on disk are printed, so none is withdrawn later. For records that were pruned before they were printed, it prints
{"trail":...,"missing":{"from":N,"to":N}}.
  DIRECTORY      the audit trail; default: that of the settings in the environment
  --cursor FILE  starts after the position in FILE and updates it. After a crash a record may be printed twice, but none is skipped
  --follow       waits for new records until it is stopped
Exit code: 0 everything was printed, 2 failed.`;

const POLL_MILLISECONDS = 1_000;
/** Number of records between two updates of the cursor. */
const SAVE_EVERY = 1_000;

/** `registry audit tail`. @param write resolves when the reader has received the text. @returns the exit code */
export async function auditTailCommand(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  write: (text: string) => Promise<void> | void,
): Promise<number> {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        cursor: { type: "string" },
        follow: { type: "boolean", default: false },
        help: { type: "boolean", short: "h", default: false },
      },
    });
    if (values.help || positionals.length > 1) {
      await write(`${AUDIT_TAIL_USAGE}\n`);
      return values.help ? 0 : 2;
    }
    const root = positionals[0] ?? auditDirectoryFrom(env);
    let cursor = values.cursor === undefined ? {} : await readCursor(values.cursor);
    for (;;) {
      for await (const passed of printOnce(root, cursor, write)) {
        cursor = passed;
        if (values.cursor !== undefined) await writeCursor(values.cursor, cursor);
      }
      if (!values.follow) return 0;
      await delay(POLL_MILLISECONDS);
    }
  } catch (error) {
    process.stderr.write(`${getMessage(error)}\n`);
    return 2;
  }
}

/** Prints the existing records and regularly yields the position reached. */
async function* printOnce(
  root: string,
  cursor: Cursor,
  write: (text: string) => Promise<void> | void,
): AsyncGenerator<Cursor> {
  for (const number of await trailNumbers(root)) {
    const trail = `trail-${number}`;
    const directory = trailDirectory(root, number);
    const instance = JSON.stringify((await readInstance(directory)) ?? null);
    let position = cursor[trail] ?? TAIL_START;
    let text: string[] = [];
    for await (const { line, sequence, position: after } of tailTrail(directory, position)) {
      if (sequence > position.sequence + 1) {
        const missing = { from: position.sequence + 1, to: sequence - 1 };
        text.push(`${JSON.stringify({ trail, missing })}\n`);
      }
      text.push(`{"trail":"${trail}","instance":${instance},"record":${line}}\n`);
      position = after;
      if (text.length < SAVE_EVERY) continue;
      await write(text.join(""));
      text = [];
      yield (cursor = { ...cursor, [trail]: position });
    }
    if (text.length === 0) continue;
    await write(text.join(""));
    yield (cursor = { ...cursor, [trail]: position });
  }
}
