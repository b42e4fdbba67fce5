import { chmod, open, rm } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import { createConnection, createServer } from "node:net";
import { join } from "node:path";

/** A Unix socket in a folder that a process listens on as long as it lives: the kernel answers, however busy the process is. */
export interface OwnerSocket {
  close(): Promise<void>;
}

/** `sun_path` has 108 bytes on Linux and 104 elsewhere. */
const LONGEST_PATH = 100;

/** Undefined where the file system or the system has no such sockets. */
export async function openOwnerSocket(directory: string, name: string): Promise<OwnerSocket | undefined> {
  if (process.platform === "win32") return undefined;
  const path = await shortPath(directory, name);
  const server = createServer((connection) => connection.destroy());
  const isListening = await new Promise<boolean>((resolve) => {
    server.once("error", () => resolve(false));
    server.listen(path.text, () => resolve(true));
  });
  if (!isListening) {
    await path.release();
    return undefined;
  }
  await chmod(join(directory, name), 0o600);
  server.unref();
  server.on("error", () => undefined);
  return {
    async close() {
      await new Promise<void>((resolve) => server.close(() => resolve()));
      await rm(join(directory, name), { force: true });
      await path.release();
    },
  };
}

/** Does a living process listen on it? */
export async function isSocketAnswering(directory: string, name: string): Promise<boolean> {
  const path = await shortPath(directory, name);
  try {
    return await new Promise<boolean>((resolve) => {
      const connection = createConnection(path.text);
      connection.once("connect", () => resolve(true));
      // A queue that is full is one of a process that lives.
      connection.once("error", (error: NodeJS.ErrnoException) => resolve(error.code === "EAGAIN"));
      connection.once("close", () => connection.destroy());
      connection.once("connect", () => connection.destroy());
    });
  } finally {
    await path.release();
  }
}

/** A path that the system takes: on Linux a long folder is named by a handle of this process. */
async function shortPath(directory: string, name: string): Promise<{ text: string; release: () => Promise<void> }> {
  const text = join(directory, name);
  if (Buffer.byteLength(text) <= LONGEST_PATH || process.platform !== "linux") {
    return { text, release: () => Promise.resolve() };
  }
  const handle: FileHandle = await open(directory, "r");
  return { text: `/proc/self/fd/${handle.fd}/${name}`, release: () => handle.close() };
}
