import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import { createInterface } from "node:readline";
import type { CancelOptions } from "../../index.js";
import { CliError, EXIT } from "../exit-codes.js";
import { getReason } from "../files.js";
import { lock } from "./lock.js";

export type Ending = "cancelled" | "refused" | "conflict" | "unreachable" | "unknown";

/** The purpose of a journal. Its lines are meaningless for another registry or another status. */
export interface JournalPurpose {
  /** FHIR base of the registry. */
  readonly baseUrl: string;
  readonly target: "cancelled" | "entered-in-error";
}

/** A version that was about to be cancelled; see `CancelOptions.resume`. */
export type BegunCancel = NonNullable<CancelOptions["resume"]>;

export interface EndedCancel {
  readonly ending: Ending;
  readonly status: number | string;
  /** The result concerns the entry itself, so no later run tries it again. */
  readonly final: boolean;
  /** The update that this run began was certainly not done. */
  readonly undone: boolean;
}

export interface Journal {
  /** Ids that earlier runs completed. */
  readonly ended: ReadonlyMap<string, Ending>;
  /** Versions whose cancel in this run or an earlier one has an unknown outcome. */
  readonly begun: ReadonlyMap<string, BegunCancel>;
  /** Records a cancel before its update is sent, so that the next run recognises it. Throws `JournalError`. */
  begin(id: string, begun: BegunCancel): Promise<void>;
  /** Records the result of a cancel. Throws `JournalError`. */
  end(id: string, ended: EndedCancel): Promise<void>;
  close(): Promise<void>;
}

/** The journal cannot be written. */
export class JournalError extends CliError {}

const KIND = "appointment-client cancel";
const FORMAT = 1;
const HEADER_START = `{"journal":"${KIND}",`;
const MAXIMUM_HEADER_BYTES = 16_384;

/**
 * Opens and locks an append-only NDJSON file. It has a header `{journal, format, baseUrl, target, at}`, a line before
 * each update, `{id, begun: {etag, versionId}}`, and a line after it, `{id, ended, status, final, undone, at}`. Each
 * line is passed to the operating system before the run continues, so a crash of the process loses nothing. Truncated
 * lines are skipped. Throws `CliError` if the file has another purpose, is locked or is not writable.
 */
export async function openJournal(file: string, purpose: JournalPurpose): Promise<Journal> {
  const unlock = await writing(file, () => lock(file));
  let handle: FileHandle | undefined;
  try {
    handle = await writing(file, () => open(file, "a+", 0o600));
    // The file may have existed and been readable by others. Some file systems have no modes.
    await handle.chmod(0o600).catch(() => undefined);
    const past = await readContent(file, handle, purpose);
    const opened = handle;
    let last = past.isNew
      ? writing(file, () => opened.truncate(0).then(() => opened.appendFile(line(getHeader(purpose)))))
      : writing(file, () => (past.isCut ? opened.appendFile("\n") : Promise.resolve()));
    await last;
    // Lines are written one after the other. After a failure none is written, because a line may be incomplete.
    const append = (entry: object): Promise<void> =>
      (last = last.then(() => writing(file, () => opened.appendFile(line(entry)))));
    return {
      ended: past.ended,
      begun: past.begun,
      async begin(id, begun) {
        if (past.begun.get(id)?.etag !== begun.etag) await append({ id, begun });
        past.begun.set(id, begun);
      },
      async end(id, { ending, status, final, undone }) {
        await append({ id, ended: ending, status, final, undone, at: new Date().toISOString() });
        if (final || undone) past.begun.delete(id);
      },
      async close() {
        await last.catch(() => undefined);
        await opened.close();
        await unlock();
      },
    };
  } catch (error) {
    await handle?.close();
    await unlock();
    throw error;
  }
}

const line = (entry: object): string => `${JSON.stringify(entry)}\n`;
const getHeader = ({ baseUrl, target }: JournalPurpose): object => ({
  journal: KIND,
  format: FORMAT,
  baseUrl,
  target,
  at: new Date().toISOString(),
});

/** Errors after which the user can repeat the command once there is space. Others require a different setting. */
const PASSING: ReadonlySet<string | undefined> = new Set(["ENOSPC", "EDQUOT", "EFBIG", "EIO"]);

async function writing<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof CliError) throw error;
    const passing = PASSING.has((error as NodeJS.ErrnoException).code);
    const message = `The journal ${file} cannot be written: ${getReason(error)}.`;
    throw new JournalError(message, passing ? EXIT.unavailable : EXIT.usage);
  }
}

interface JournalContent {
  readonly isNew: boolean;
  readonly isCut: boolean;
  readonly ended: Map<string, Ending>;
  readonly begun: Map<string, BegunCancel>;
}

async function readContent(file: string, handle: FileHandle, purpose: JournalPurpose): Promise<JournalContent> {
  const past = { ended: new Map<string, Ending>(), begun: new Map<string, BegunCancel>() };
  const { size } = await handle.stat();
  const start = await textAt(handle, 0, Math.min(size, MAXIMUM_HEADER_BYTES));
  const end = start.indexOf("\n");
  // A full disk may leave an incomplete header.
  if (end === -1 && (HEADER_START.startsWith(start) || start.startsWith(HEADER_START))) {
    return { ...past, isNew: true, isCut: false };
  }
  const header = parsed(start.slice(0, end)) as
    (Partial<JournalPurpose> & { journal?: string; format?: number }) | undefined;
  if (header?.journal !== KIND) throw new CliError(`${file} is not a journal of this program. ${OTHER_FILE}`);
  if (header.format !== FORMAT) {
    throw new CliError(`The journal ${file} was written by another version of this program. ${OTHER_FILE}`);
  }
  for await (const text of createInterface({
    input: createReadStream(file, { start: end + 1 }),
    crlfDelay: Infinity,
  })) {
    const entry = parsed(text);
    if (typeof entry?.id !== "string") continue;
    if (entry.begun !== undefined) past.begun.set(entry.id, entry.begun);
    else if (entry.final === true || entry.undone === true) past.begun.delete(entry.id);
    if (entry.final === true && entry.ended !== undefined) past.ended.set(entry.id, entry.ended);
  }
  if (header.baseUrl !== purpose.baseUrl || header.target !== purpose.target) {
    const changed = past.begun.size > 0 || [...past.ended.values()].includes("cancelled");
    if (changed) throw new CliError(`${differs(file, header, purpose)} ${OTHER_FILE}`);
    // That run did nothing (its address was wrong, for example), so nothing in the journal is needed again.
    return { isNew: true, isCut: false, ended: new Map(), begun: new Map() };
  }
  return { ...past, isNew: false, isCut: (await textAt(handle, size - 1, 1)) !== "\n" };
}

const OTHER_FILE = "Name another file with --journal.";

function differs(file: string, of: Partial<JournalPurpose>, purpose: JournalPurpose): string {
  const named = ({ baseUrl, target }: Partial<JournalPurpose>): string => `${target} at ${baseUrl}`;
  return `The journal ${file} is for another run (${named(of)}) than this one (${named(purpose)}). Nothing was sent.`;
}

async function textAt(handle: FileHandle, position: number, length: number): Promise<string> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, position);
  return buffer.toString("utf8", 0, bytesRead);
}

interface Entry {
  readonly id?: unknown;
  readonly begun?: BegunCancel;
  readonly ended?: Ending;
  readonly final?: boolean;
  readonly undone?: boolean;
}

function parsed(text: string): Entry | undefined {
  try {
    const entry: unknown = JSON.parse(text);
    return typeof entry === "object" && entry !== null ? entry : undefined;
  } catch {
    return undefined;
  }
}
