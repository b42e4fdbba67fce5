import { Writable } from "node:stream";
import { atLength } from "@appointment-registry/test-kit";
import { createTerminal } from "../output/terminal.js";
import { run } from "../run.js";

export interface CommandResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

let last: Promise<unknown> = Promise.resolve();

/**
 * Runs the command line in this process, one command at a time, in this folder and with these variables only. It starts
 * instantly. Tests of exit behaviour, loaded modules, signals and standard input start a process instead.
 */
function runInProcess(args: readonly string[], env: NodeJS.ProcessEnv, cwd = process.cwd()): Promise<CommandResult> {
  const ended = last.then(() => runNow(args, env, cwd));
  last = ended.catch(() => undefined);
  return ended;
}

/** {@link runInProcess}. Undefined in full-length runs, where each command is a separate process: its start takes half a second of CPU. */
export const quickly = atLength(runInProcess, undefined);

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
