import { readdir, stat, statfs } from "node:fs/promises";
import { join } from "node:path";

/** Returns undefined if the number is not known. */
export async function freeBytes(directory: string | undefined): Promise<number | undefined> {
  if (directory === undefined) return undefined;
  const found = await statfs(directory).catch(() => undefined);
  return found && found.bavail * found.bsize;
}

/** Total bytes of the files in a folder and its subfolders. Files removed in the meantime count as zero. */
export async function getSize(directory: string): Promise<number | undefined> {
  const names = await readdir(directory, { recursive: true }).catch(() => undefined);
  if (names === undefined) return undefined;
  const sizes = await Promise.all(
    names.map(async (name) => {
      const found = await stat(join(directory, name)).catch(() => undefined);
      return found?.isFile() === true ? found.size : 0;
    }),
  );
  return sizes.reduce((total, size) => total + size, 0);
}
