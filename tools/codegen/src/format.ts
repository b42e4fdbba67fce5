import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { format, resolveConfig } from "prettier";

const workspace = join(import.meta.dirname, "../../..");

/** The text as Prettier leaves it in that file of the workspace, so that formatting never makes it stale. */
export async function formatted(text: string, file: string): Promise<string> {
  const filepath = join(workspace, file);
  return format(text, { ...(await resolveConfig(filepath)), filepath });
}

const BY_HAND = "<!-- From here on the page is written by hand. -->";

/** The same, followed by what the file has from the comment on that says so. */
export async function formattedBeforeHand(text: string, file: string): Promise<string> {
  const page = await readFile(join(workspace, file), "utf8");
  const at = page.indexOf(BY_HAND);
  return formatted(`${text}\n${at === -1 ? BY_HAND : page.slice(at)}`, file);
}

/** What a built program of the workspace prints. */
export async function outputOf(program: string, ...args: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [join(workspace, program), ...args]);
  return stdout;
}
