import { readFileSync } from "node:fs";
import { open, readFile, rename, rm, stat, utimes } from "node:fs/promises";
import { hostname } from "node:os";
import { CliError, EXIT } from "../exit-codes.js";

const HEARTBEAT_MS = 10_000;
/** A lock of another machine, whose processes cannot be seen here, counts for so long after its last heartbeat. */
const FOREIGN_MS = 60_000;
/** A lock without an owner is being written, or was left by a full disk. */
const WRITING_MS = 5_000;

/**
 * Locks `file` with `file.lock`, which names process and machine. The lock of a process that has ended counts for nothing, so
 * that a run that was killed can be repeated at once. Returns what removes it. Throws `CliError` while another run holds it, and
 * the error of the file system if it cannot be written.
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
  // The number of this process is that of a former one: in a container each run may have number 1.
  if (Number(pid) === process.pid) return false;
  try {
    process.kill(Number(pid), 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return false;
  }
  return getStart(Number(pid)) === start;
}

/** When a process started, so that a number that was given again is not taken for its former owner. `-` where it is not known. */
function getStart(pid: number): string {
  try {
    // proc(5): field 22, counted behind the name, which is in parentheses and may hold anything.
    return (
      readFileSync(`/proc/${pid}/stat`, "utf8")
        .replace(/^.*\) /s, "")
        .split(" ")[19] ?? "-"
    );
  } catch {
    return "-";
  }
}

/** Removes the lock that was seen, and puts back another that was made in the meantime. */
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
