import { Writable } from "node:stream";
import { createTerminal } from "../output/terminal.js";
import { run } from "../run.js";

export interface CommandResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

let last: Promise<unknown> = Promise.resolve();

/**
 * The command line in this process, one command after the other, with these variables and no others, in this folder. It starts in no time; how
 * a process ends, what it loads and leaves behind, signals and standard input are for tests that start one.
 */
export function runInProcess(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  cwd = process.cwd(),
): Promise<CommandResult> {
  const ended = last.then(() => runNow(args, env, cwd));
  last = ended.catch(() => undefined);
  return ended;
}

async function runNow(args: readonly string[], env: NodeJS.ProcessEnv, cwd: string): Promise<CommandResult> {
  const before = { env: process.env, cwd: process.cwd() };
  const [stdout, stderr] = [new Text(), new Text()];
  process.env = env;
  process.chdir(cwd);
  try {
    const code = await run(args, createTerminal({ stdout, stderr }));
    return { code, stdout: stdout.text, stderr: stderr.text };
  } finally {
    process.env = before.env;
    process.chdir(before.cwd);
  }
}

class Text extends Writable {
  text = "";
  constructor() {
    super({ decodeStrings: false });
  }
  override _write(chunk: string, _: BufferEncoding, done: () => void): void {
    this.text += chunk;
    done();
  }
}
