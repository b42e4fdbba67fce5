import { randomUUID } from "node:crypto";
import { link, mkdir, readFile, readdir, rename, rm, rmdir, stat, utimes, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { OwnerSocket } from "./owner-socket.js";
import { isSocketAnswering, openOwnerSocket } from "./owner-socket.js";
import { sealText, unsealText } from "./sealed-text.js";
import { LOCK, trailDirectory } from "./trail-files.js";

export interface LockedTrail {
  readonly directory: string;
  /** Rejects if this process no longer holds the lock. */
  check(): Promise<void>;
  unlock(): Promise<void>;
}

/** The owner of a lock: a random identifier, never (pid, host name), which two containers may share. */
interface Owner {
  readonly owner: string;
  /** Identifies the kernel: only there can the owner's socket be checked. */
  readonly machine: string;
  /** `socket`: the owner listens on `lock.OWNER`. `heartbeat`: it touches the lock file. */
  readonly proof: "socket" | "heartbeat";
}

const HEARTBEAT_MILLISECONDS = 2_000;
/** A lock proven only by a heartbeat counts for this long after its last one. */
const SILENT_MILLISECONDS = 10_000;
/**
 * The same for a lock of another machine, whose sockets cannot be checked here, or of version 0.1, which touches it
 * four times a minute.
 */
const FOREIGN_MILLISECONDS = 60_000;
const TAKEOVER = `${LOCK}.takeover`;

/** Locks the first trail under `root` that no living process writes to. Creates a new one if all are in use. */
export async function lockTrail(root: string): Promise<LockedTrail> {
  for (let number = 1; ; number++) {
    const directory = trailDirectory(root, number);
    await mkdir(directory, { recursive: true, mode: 0o700 });
    const locked = await tryLock(directory);
    if (locked !== undefined) return locked;
  }
}

/** Locks a trail. Returns undefined if a living process holds the lock. */
export async function tryLock(directory: string): Promise<LockedTrail | undefined> {
  const machine = await machineId();
  const owner = randomUUID();
  const socket = await openOwnerSocket(directory, `${LOCK}.${owner}`);
  const text = lockText({ owner, machine, proof: socket === undefined ? "heartbeat" : "socket" });
  // A complete file is linked into place, so that nobody reads a lock without an owner.
  const mine = join(directory, `${LOCK}.${owner}.new`);
  const file = join(directory, LOCK);
  try {
    await writeFile(mine, text, { mode: 0o600 });
    const held = (await linked(mine, file)) || (!(await isHeld(directory, LOCK)) && (await takeOver(directory, mine)));
    if (!held || (await readFile(file, "utf8").catch(() => "")) !== text) {
      await socket?.close();
      return undefined;
    }
  } catch (error) {
    await socket?.close();
    throw error;
  } finally {
    await rm(mine, { force: true });
  }
  await removeDeadSockets(directory, owner);
  return heldLock(directory, file, text, socket);
}

function heldLock(directory: string, file: string, text: string, socket: OwnerSocket | undefined): LockedTrail {
  const heartbeat = setInterval(() => {
    utimes(file, new Date(), new Date()).catch(() => undefined);
  }, HEARTBEAT_MILLISECONDS).unref();
  return {
    directory,
    async check() {
      if ((await readFile(file, "utf8")) !== text) throw new Error("The lock of the audit trail has another owner.");
    },
    async unlock() {
      clearInterval(heartbeat);
      const there = await readFile(file, "utf8").catch(() => "");
      if (there === text) await rm(file, { force: true });
      await socket?.close();
    },
  };
}

/** Returns true if the text is an unchanged lock, written by this version or by 0.1. */
export function isLock(text: string): boolean {
  return getOwner(text) !== undefined || getLegacyOwner(text) !== undefined;
}

/**
 * Takes over the lock of a dead process. Takeovers run one at a time. The turn is itself a lock, so a crash during one
 * does not block others. The moved lock is checked again, and a lock that was put in place meanwhile is restored.
 */
async function takeOver(directory: string, mine: string): Promise<boolean> {
  const turn = join(directory, TAKEOVER);
  if (!(await linked(mine, turn))) {
    if (await isTurnHeld(directory)) return false;
    await rm(turn, { force: true }).catch(() => rmdir(turn).catch(() => undefined));
    if (!(await linked(mine, turn))) return false;
  }
  try {
    const file = join(directory, LOCK);
    if (await isHeld(directory, LOCK)) return false;
    const moved = `${mine}.old`;
    const dead = await readFile(file, "utf8").catch(() => undefined);
    if (dead !== undefined) {
      await rename(file, moved);
      const isDead = (await readFile(moved, "utf8")) === dead;
      if (!isDead) await linked(moved, file);
      await rm(moved, { force: true });
      if (!isDead) return false;
    }
    return await linked(mine, file);
  } finally {
    await rm(turn, { force: true });
  }
}

/**
 * Returns true if another process holds the turn. Version 0.1 marks it for a moment with a folder that has no owner.
 */
async function isTurnHeld(directory: string): Promise<boolean> {
  const isFolder = async () => (await stat(join(directory, TAKEOVER)).catch(() => undefined))?.isDirectory() ?? false;
  if (!(await isFolder())) return isHeld(directory, TAKEOVER);
  await pause(300);
  return !(await isFolder());
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

async function isHeld(directory: string, name: string): Promise<boolean> {
  const file = join(directory, name);
  const [text, status] = await Promise.all([readFile(file, "utf8").catch(() => ""), stat(file).catch(() => undefined)]);
  if (status === undefined) return false;
  const age = Date.now() - status.mtimeMs;
  const legacy = getLegacyOwner(text);
  if (legacy !== undefined) return age < FOREIGN_MILLISECONDS && (legacy.host !== hostname() || isAlive(legacy.pid));
  const owner = getOwner(text);
  if (owner === undefined) return false;
  if (owner.machine !== (await machineId())) return age < FOREIGN_MILLISECONDS;
  if (owner.proof === "heartbeat") return age < SILENT_MILLISECONDS;
  return isSocketAnswering(directory, `${LOCK}.${owner.owner}`);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Removes the sockets of killed processes. A process that is about to lock answers on its own socket. */
async function removeDeadSockets(directory: string, own: string): Promise<void> {
  for (const name of await readdir(directory)) {
    if (!/^lock\.[0-9a-f-]{36}$/.test(name) || name === `${LOCK}.${own}`) continue;
    if (!(await isSocketAnswering(directory, name))) await rm(join(directory, name), { force: true });
  }
}

/**
 * Returns the identifier of the running kernel, which containers share, or the host name if the system provides none.
 */
async function machineId(): Promise<string> {
  const bootId = await readFile("/proc/sys/kernel/random/boot_id", "utf8").catch(() => "");
  return bootId.trim() || `host-${encodeURIComponent(hostname())}`;
}

function lockText({ owner, machine, proof }: Owner): string {
  return sealText(`2 ${owner} ${machine} ${proof}`);
}

function getOwner(text: string): Owner | undefined {
  const [, owner, machine, proof] = /^2 ([0-9a-f-]{36}) (\S+) (socket|heartbeat)$/.exec(unsealText(text) ?? "") ?? [];
  return owner === undefined || machine === undefined ? undefined : { owner, machine, proof: proof as Owner["proof"] };
}

function getLegacyOwner(text: string): { readonly pid: number; readonly host: string } | undefined {
  const [, pid, host] = /^([1-9]\d{0,9}) (\S*)$/.exec(unsealText(text) ?? "") ?? [];
  return pid === undefined || host === undefined ? undefined : { pid: Number(pid), host };
}
