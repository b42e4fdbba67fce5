import { readFile, readdir, stat } from "node:fs/promises";
import { join, relative, resolve } from "node:path";
import type { Format } from "@appointment-registry/fhir-appointment";
import { CliError } from "./exit-codes.js";

export const STANDARD_INPUT = "-";

/** Returns the directory from which the user's file names are resolved. `npm run` changes the current one. */
export function userDirectory(): string {
  return process.env.npm_lifecycle_event === undefined ? process.cwd() : (process.env.INIT_CWD ?? process.cwd());
}

export function userPath(path: string): string {
  return resolve(userDirectory(), path);
}

export interface SourceFile {
  /**
   * The name as the user gave it, or for a file in a folder, the folder's name and the path below it. `-` for standard
   * input.
   */
  readonly name: string;
  /** Path below the folder that the user named; for a file named directly, its own name. */
  readonly below: string;
}

/**
 * Returns the named files and the files in the named folders, sorted by name. Throws `CliError` if one does not exist.
 */
export async function sourceFiles(paths: readonly string[]): Promise<SourceFile[]> {
  const files: SourceFile[] = [];
  for (const path of paths) {
    if (path === STANDARD_INPUT) {
      files.push({ name: path, below: "standard-input" });
      continue;
    }
    const found = await stat(userPath(path)).catch((error: NodeJS.ErrnoException) => {
      throw new CliError(
        error.code === "ENOENT" ? `${path}: there is no such file or folder` : `${path}: ${error.message}`,
      );
    });
    if (!found.isDirectory()) files.push({ name: path, below: relative(join(path, ".."), path) });
    else {
      const entries = await readdir(userPath(path), { recursive: true, withFileTypes: true });
      const names = entries
        .filter((entry) => entry.isFile() && /\.(?:xml|json)$/i.test(entry.name))
        .map((entry) => relative(userPath(path), join(entry.parentPath, entry.name)))
        .sort();
      files.push(...names.map((below) => ({ name: join(path, below), below })));
    }
  }
  return files;
}

/** Reads the bytes of a file, or of standard input for `-`. Throws `CliError`. */
export async function readSource(name: string): Promise<Uint8Array> {
  if (name !== STANDARD_INPUT) {
    return readFile(userPath(name)).catch((error: NodeJS.ErrnoException) => {
      throw new CliError(error.code === "ENOENT" ? `${name}: there is no such file` : `${name}: ${error.message}`);
    });
  }
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** Detects the format from the first character that is not white space. File names are not reliable. */
export function getFormat(source: Uint8Array): Format {
  let at = source[0] === 0xef && source[1] === 0xbb && source[2] === 0xbf ? 3 : 0;
  while (at < source.length && [0x20, 0x09, 0x0a, 0x0d].includes(source[at] as number)) at += 1;
  return source[at] === 0x3c ? "xml" : "json";
}

/** Describes why a file is unusable, for example `there is no such file`. */
export function getReason(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return REASONS[code ?? ""] ?? message;
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file or folder",
  ENOTDIR: "there is no such folder",
  EISDIR: "it is a folder",
  EACCES: "permission denied",
  EPERM: "permission denied",
  EROFS: "the file system is read-only",
  ENOSPC: "no space is left on the disk",
  EDQUOT: "the disk quota is used up",
  EFBIG: "the file would be larger than allowed",
  EMFILE: "too many files are open",
};
