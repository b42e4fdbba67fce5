import { chmod, mkdir, readdir, stat } from "node:fs/promises";
import { join } from "node:path";

/** Permission bits of group and others. */
const OTHERS = 0o077;

/**
 * Makes everything that this process creates from now on, including through libraries, private to its owner: files 0600, folders 0700.
 * Meant for program startup: a process has only one mask.
 */
export function keepFilesPrivate(): void {
  process.umask(OTHERS);
}

/**
 * `private`: it was private, or is new. `mended`: other users could read it until now. `open`: they still can, and this process may not
 * change it.
 */
export type FilePrivacy = "private" | "mended" | "open";

/**
 * Creates a folder for patient data if it does not exist, and removes the permissions of other users from it and everything in it. Windows
 * has no such permissions: there it is `private`.
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
  // The content of a folder that others cannot enter was not readable.
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
    // Files of other processes, such as locks, may disappear.
    if (code === "ENOENT") return "private";
    if (code === "EPERM" || code === "EROFS" || code === "ENOTSUP") return "open";
    throw error;
  }
}
