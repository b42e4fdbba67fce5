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
 * The command line in this process, one command after the other, with these variables and no others. It starts in no time; how
 * a process ends, what it loads and leaves behind, signals and standard input are for tests that start one.
 */
export function runInProcess(args: readonly string[], env: NodeJS.ProcessEnv): Promise<CommandResult> {
  const ended = last.then(() => runNow(args, env));
  last = ended.catch(() => undefined);
  return ended;
}

async function runNow(args: readonly string[], env: NodeJS.ProcessEnv): Promise<CommandResult> {
  const before = process.env;
  const [stdout, stderr] = [new Text(), new Text()];
  process.env = env;
  try {
    const code = await run(args, createTerminal({ stdout, stderr }));
    return { code, stdout: stdout.text, stderr: stderr.text };
  } finally {
    process.env = before;
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
