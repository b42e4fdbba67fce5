import { chmod, mkdir, readdir, stat } from "node:fs/promises";
import { join } from "node:path";

/** Group and others. */
const OTHERS = 0o077;

/**
 * From now on whatever this process creates, also through a library, is for its owner alone: files 0600, folders 0700. For the start
 * of a program; a process has one mask.
 */
export function keepFilesPrivate(): void {
  process.umask(OTHERS);
}

/** `private`: it was, or is new. `mended`: other users could read it until now. `open`: they can, and this process may not change it. */
export type FilePrivacy = "private" | "mended" | "open";

/**
 * Makes a folder that holds patient data, unless it is there, and takes the rights of other users from it and from all files and
 * folders in it. Windows knows no such rights: there it is `private`.
 */
export async function makePrivate(directory: string): Promise<FilePrivacy> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  if (process.platform === "win32") return "private";
  const folder = await takeRights(directory);
  const within = await readdir(directory, { recursive: true });
  let files: FilePrivacy = "private";
  for (const name of within) {
    const privacy = await takeRights(join(directory, name));
    if (RANK[privacy] > RANK[files]) files = privacy;
  }
  // What is in a folder that others cannot enter was not readable.
  return folder === "private" ? "private" : RANK[files] > RANK[folder] ? files : folder;
}
const RANK: Readonly<Record<FilePrivacy, number>> = { private: 0, mended: 1, open: 2 };

async function takeRights(path: string): Promise<FilePrivacy> {
  try {
    const { mode } = await stat(path);
    if ((mode & OTHERS) === 0) return "private";
    await chmod(path, mode & 0o7700);
    return "mended";
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // Files of another process come and go, its locks for instance.
    if (code === "ENOENT") return "private";
    if (code === "EPERM" || code === "EROFS" || code === "ENOTSUP") return "open";
    throw error;
  }
}
