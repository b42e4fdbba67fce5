import { createHash, randomUUID } from "node:crypto";
import { link, mkdir, readFile, rm, rmdir, stat, unlink, utimes, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { LOCK, trailDirectory } from "./trail-files.js";

export interface LockedTrail {
  readonly directory: string;
  unlock(): Promise<void>;
}

/** Locks of this very process: its own number is alive, so that only this tells a lock of ours from that of a process before us. */
const ours = new Set<string>();
const HEARTBEAT_MILLISECONDS = 15_000;
/** A lock of another machine, whose processes cannot be looked at, counts for this long after its last heartbeat. */
const FOREIGN_MILLISECONDS = 60_000;

/** Takes the first trail under `root` that no living process writes to; makes a new one where all are taken. */
export async function lockTrail(root: string): Promise<LockedTrail> {
  for (let number = 1; ; number++) {
    const directory = trailDirectory(root, number);
    await mkdir(directory, { recursive: true, mode: 0o700 });
    const file = join(directory, LOCK);
    if (ours.has(file) || !(await take(file))) continue;
    ours.add(file);
    const heartbeat = setInterval(() => {
      utimes(file, new Date(), new Date()).catch(() => undefined);
    }, HEARTBEAT_MILLISECONDS).unref();
    return {
      directory,
      async unlock() {
        clearInterval(heartbeat);
        ours.delete(file);
        await rm(file, { force: true });
      },
    };
  }
}

/** Is the text of a lock as it was written? */
export function isLock(text: string): boolean {
  return ownerOf(text) !== undefined;
}

async function take(file: string): Promise<boolean> {
  // Linked into place whole, so that nobody reads a lock that has no owner yet.
  const mine = `${file}.${randomUUID()}`;
  await writeFile(mine, lockText(hostname(), process.pid), { mode: 0o600 });
  try {
    if (await linked(mine, file)) return true;
    return !(await isHeld(file)) && (await takeOver(mine, file));
  } finally {
    await rm(mine, { force: true });
  }
}

/** One at a time, so that nobody removes the lock that another has just put in place of the dead one. */
async function takeOver(mine: string, file: string): Promise<boolean> {
  const turn = `${file}.takeover`;
  try {
    await mkdir(turn);
  } catch {
    return false;
  }
  try {
    if (await isHeld(file)) return false;
    await unlink(file).catch(() => undefined);
    return await linked(mine, file);
  } finally {
    await rmdir(turn);
  }
}

async function linked(mine: string, file: string): Promise<boolean> {
  try {
    await link(mine, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

async function isHeld(file: string): Promise<boolean> {
  const [text, status] = await Promise.all([readFile(file, "utf8").catch(() => ""), stat(file).catch(() => undefined)]);
  const owner = ownerOf(text);
  if (owner === undefined || status === undefined) return false;
  if (owner.host !== hostname()) return Date.now() - status.mtimeMs < FOREIGN_MILLISECONDS;
  if (owner.pid === process.pid) return false;
  try {
    process.kill(owner.pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

function lockText(host: string, pid: number): string {
  const owner = `${pid} ${host}`;
  return `${owner} ${createHash("sha256").update(owner).digest("base64url")}\n`;
}

function ownerOf(text: string): { readonly host: string; readonly pid: number } | undefined {
  const [, pid, host] = /^([1-9]\d{0,9}) (\S*) \S+\n$/.exec(text) ?? [];
  if (pid === undefined || host === undefined || lockText(host, Number(pid)) !== text) return undefined;
  return { host, pid: Number(pid) };
}
