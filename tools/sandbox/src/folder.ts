import { chmod, mkdir, readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { tryLock } from "@appointment-registry/audit-trail";
import { readIfPresent, writePrivateFile } from "@appointment-registry/test-kit";

/** The folder of a sandbox, which only one process may use at a time. */
export interface SandboxFolder {
  /** Records the address that a second start reports for this sandbox. */
  announce(baseUrl: string): Promise<void>;
  release(): Promise<void>;
}

/** The sandbox cannot use its folder or its address. The message is one sentence for the developer. */
export class SandboxError extends Error {
  override readonly name = "SandboxError";
}

const RUNNING = "running.json";
/** A file that every sandbox folder contains. */
const MARK = "issuer.json";

/**
 * @param fresh deletes the content of the folder, unless another sandbox runs there
 * @throws SandboxError
 */
export async function openFolder(directory: string, fresh: boolean): Promise<SandboxFolder> {
  try {
    if ((await stat(directory).catch(() => undefined))?.isDirectory() === false)
      throw new SandboxError(`${directory} is not a folder.`);
    await mkdir(directory, { recursive: true, mode: 0o700 });
    const there = (await readdir(directory)).filter((name) => !isOfLock(name));
    // An interrupted start may have left only the certificates.
    if (!there.includes(MARK) && there.some((name) => name !== "tls"))
      throw new SandboxError(`${directory} contains files that are not those of a sandbox: use an empty folder.`);
    await chmod(directory, 0o700);
    const lock = await tryLock(directory);
    if (lock === undefined) throw new SandboxError(await runsAlready(directory));
    if (fresh) for (const name of there) await rm(join(directory, name), { recursive: true, force: true });
    return {
      announce: (baseUrl) =>
        writePrivateFile(join(directory, RUNNING), JSON.stringify({ pid: process.pid, baseUrl }) + "\n"),
      async release() {
        await rm(join(directory, RUNNING), { force: true });
        await lock.unlock();
      },
    };
  } catch (error) {
    if (error instanceof SandboxError) throw error;
    throw new SandboxError(`The folder ${directory} cannot be used: ${(error as Error).message}`, { cause: error });
  }
}

function isOfLock(name: string): boolean {
  return name === "lock" || name.startsWith("lock.");
}

async function runsAlready(directory: string): Promise<string> {
  const text = await readIfPresent(join(directory, RUNNING));
  const { pid, baseUrl } = (text === undefined ? {} : JSON.parse(text)) as { pid?: number; baseUrl?: string };
  const which = pid === undefined ? "is starting" : `runs: process ${pid}, ${baseUrl}`;
  return `In ${directory} a sandbox already ${which}. Stop it with Ctrl-C, or use another folder for this one: npm start -- --directory .sandbox-2`;
}
