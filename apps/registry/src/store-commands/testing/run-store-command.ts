import { storeCommand } from "../store-command.js";

/** Runs `registry store ARGUMENTS` in this process. @returns its exit code and output */
export async function runStoreCommand(
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<{ code: number; output: string; errors: string }> {
  let [output, errors] = ["", ""];
  const code = await storeCommand(args, env, {
    write: (text) => (output += text),
    report: (line) => (errors += `${line}\n`),
  });
  return { code, output, errors };
}
