import { chmod, open, rm } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import { createConnection, createServer } from "node:net";
import { join } from "node:path";

/**
 * A Unix socket in a folder, on which a process listens as long as it lives. The kernel accepts connections, however
 * busy the process is.
 */
export interface OwnerSocket {
  close(): Promise<void>;
}

/** `sun_path` has 108 bytes on Linux and 104 elsewhere. */
const LONGEST_PATH = 100;

/** Opens a socket. Returns undefined if the file system or the operating system does not support such sockets. */
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

/** Returns true if a living process listens on the socket. */
export async function isSocketAnswering(directory: string, name: string): Promise<boolean> {
  const path = await shortPath(directory, name);
  try {
    return await new Promise<boolean>((resolve) => {
      const connection = createConnection(path.text);
      connection.once("connect", () => resolve(true));
      // Only a living process can have a full queue.
      connection.once("error", (error: NodeJS.ErrnoException) => resolve(error.code === "EAGAIN"));
      connection.once("close", () => connection.destroy());
      connection.once("connect", () => connection.destroy());
    });
  } finally {
    await path.release();
  }
}

/** Returns a path that the system accepts. On Linux a handle of this process stands for a long folder name. */
async function shortPath(directory: string, name: string): Promise<{ text: string; release: () => Promise<void> }> {
  const text = join(directory, name);
  if (Buffer.byteLength(text) <= LONGEST_PATH || process.platform !== "linux") {
    return { text, release: () => Promise.resolve() };
  }
  const handle: FileHandle = await open(directory, "r");
  return { text: `/proc/self/fd/${handle.fd}/${name}`, release: () => handle.close() };
}
