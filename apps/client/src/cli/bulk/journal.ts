import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { createInterface } from "node:readline";
import { CliError } from "../exit-codes.js";

export type Ending = "cancelled" | "refused" | "conflict" | "unreachable" | "unknown";

/** What is known of a version that was about to be cancelled. */
export interface Begun {
  readonly etag: string;
  readonly versionId: string;
}

/** What earlier runs left: which ids need nothing more, and of which it is not known whether they were cancelled. */
export interface Past {
  readonly ended: ReadonlyMap<string, Ending>;
  readonly begun: ReadonlyMap<string, Begun>;
}

export interface Journal {
  readonly past: Past;
  /** Kept before the update is sent, so that the next run can tell whose cancel it finds. */
  begin(id: string, begun: Begun): Promise<void>;
  end(id: string, ending: Ending, status: number | string): Promise<void>;
  close(): Promise<void>;
}

/** These may come out otherwise the next time. */
const OPEN_ENDINGS: ReadonlySet<Ending> = new Set(["unreachable", "unknown"]);

/**
 * A file of NDJSON to which is only appended: a line before each update, `{id, begun: {etag, versionId}}`, and one after it,
 * `{id, ended, status, at}`. Handed to the operating system before the run goes on, so that the end of the process loses nothing.
 * Throws `CliError` where the file is not a journal.
 */
export async function openJournal(file: string): Promise<Journal> {
  const past = await readPast(file);
  const handle = await open(file, "a", 0o600).catch((error: Error) => {
    throw new CliError(`The journal cannot be written: ${error.message}`);
  });
  const append = async (line: object): Promise<void> => void (await handle.write(`${JSON.stringify(line)}\n`));
  // The last line may be half of one, if the process ended while it wrote.
  if (past.begun.size + past.ended.size > 0) await handle.write("\n");
  return {
    past,
    begin: (id, begun) => append({ id, begun }),
    end: (id, ended, status) => append({ id, ended, status, at: new Date().toISOString() }),
    close: () => handle.close(),
  };
}

async function readPast(file: string): Promise<Past> {
  const ended = new Map<string, Ending>();
  const begun = new Map<string, Begun>();
  const input = createReadStream(file);
  try {
    let broken = 0;
    for await (const line of createInterface({ input, crlfDelay: Infinity })) {
      if (line === "") continue;
      const entry = parsed(line);
      if (entry === undefined) broken += 1;
      else if (entry.begun !== undefined) begun.set(entry.id, entry.begun);
      else if (entry.ended !== undefined) {
        if (OPEN_ENDINGS.has(entry.ended)) continue;
        ended.set(entry.id, entry.ended);
        begun.delete(entry.id);
      }
    }
    if (broken > 0 && ended.size + begun.size === 0) throw new CliError(`${file} is not a journal of this program.`);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
  return { ended, begun };
}

function parsed(line: string): { id: string; begun?: Begun; ended?: Ending } | undefined {
  try {
    const entry = JSON.parse(line) as { id?: unknown; begun?: Begun; ended?: Ending };
    return typeof entry.id === "string" ? { ...entry, id: entry.id } : undefined;
  } catch {
    return undefined;
  }
}
