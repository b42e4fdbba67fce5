import { readFileSync } from "node:fs";
import { open, readFile, rename, rm, stat, utimes } from "node:fs/promises";
import { hostname } from "node:os";
import { CliError, EXIT } from "../exit-codes.js";

const HEARTBEAT_MS = 10_000;
/**
 * A lock of another machine expires this long after its last heartbeat; processes of that machine are not visible here.
 */
const FOREIGN_MS = 60_000;
/** A lock without an owner is still being written, or a full disk truncated it. */
const WRITING_MS = 5_000;

/**
 * Locks `file` with `file.lock`, which names the process and its machine. The lock of a process that has ended is
 * ignored, so a run that was killed can be repeated at once. Returns a function that removes the lock. Throws
 * `CliError` while another run holds it, and the file system's error if it cannot be written.
 */
export async function lock(file: string): Promise<() => Promise<void>> {
  const path = `${file}.lock`;
  for (let attempt = 1; !(await create(path)); attempt += 1) {
    const { text, age } = await held(path);
    const [pid = "", host = "", start] = text.trimEnd().split(" ");
    if (attempt > 3 || isAlive({ pid, host, start, age })) {
      const where = host === hostname() || host === "" ? "" : ` on ${host}; if that run has ended, delete ${path}`;
      throw new CliError(
        `Another run uses the journal ${file} (process ${pid || "not known"}${where}). Nothing was sent.`,
        EXIT.unavailable,
      );
    }
    await remove(path, text);
  }
  const heartbeat = setInterval(() => void utimes(path, new Date(), new Date()).catch(() => undefined), HEARTBEAT_MS);
  heartbeat.unref();
  return async () => {
    clearInterval(heartbeat);
    await rm(path, { force: true });
  };
}

async function create(path: string): Promise<boolean> {
  const handle = await open(path, "wx", 0o600).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "EEXIST") return undefined;
    throw error;
  });
  if (handle === undefined) return false;
  try {
    await handle.writeFile(`${process.pid} ${hostname()} ${getStart(process.pid)}\n`);
    return true;
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  } finally {
    await handle.close();
  }
}

async function held(path: string): Promise<{ text: string; age: number }> {
  try {
    const [text, { mtimeMs }] = await Promise.all([readFile(path, "utf8"), stat(path)]);
    return { text, age: Date.now() - mtimeMs };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return { text: "", age: Infinity };
    throw error;
  }
}

interface Owner {
  readonly pid: string;
  readonly host: string;
  readonly start: string | undefined;
  readonly age: number;
}

function isAlive({ pid, host, start, age }: Owner): boolean {
  if (!/^\d+$/.test(pid) || start === undefined) return age < WRITING_MS;
  if (host !== hostname()) return age < FOREIGN_MS;
  // The process id was reused: in a container each run may have process id 1.
  if (Number(pid) === process.pid) return false;
  try {
    process.kill(Number(pid), 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return false;
  }
  return getStart(Number(pid)) === start;
}

/**
 * Returns the start time of a process, so that a reused process id is not mistaken for its former owner. Returns `-` if
 * the start time is unknown.
 */
function getStart(pid: number): string {
  try {
    // proc(5): field 22, counted after the name, which is in parentheses and may contain any character.
    return (
      readFileSync(`/proc/${pid}/stat`, "utf8")
        .replace(/^.*\) /s, "")
        .split(" ")[19] ?? "-"
    );
  } catch {
    return "-";
  }
}

/** Removes the lock that was seen, and restores a lock that was created in the meantime. */
async function remove(path: string, seen: string): Promise<void> {
  const aside = `${path}.${process.pid}`;
  try {
    await rename(path, aside);
    if ((await readFile(aside, "utf8")) === seen) await rm(aside, { force: true });
    else await rename(aside, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
}
