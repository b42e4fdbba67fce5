import { createInterface } from "node:readline";
import { Writable } from "node:stream";
import { CliError, EXIT } from "./exit-codes.js";

export interface Prompt {
  /** Resolves to the answer without surrounding blanks; `undefined` at the end of the input. */
  ask(question: string, options?: { readonly hidden?: boolean }): Promise<string | undefined>;
  close(): void;
}

/**
 * Creates a prompt that asks on standard error and reads standard input line by line. A hidden answer is not echoed.
 */
export function createPrompt(): Prompt {
  let hidden = false;
  const output = new Writable({
    write(chunk, _, done) {
      if (!hidden) process.stderr.write(chunk as Buffer);
      done();
    },
  });
  const lines = createInterface({ input: process.stdin, output, terminal: process.stdin.isTTY === true });
  let interrupted = false;
  lines.on("SIGINT", () => {
    interrupted = true;
    lines.close();
  });
  const answers = lines[Symbol.asyncIterator]();
  return {
    async ask(question, options = {}) {
      process.stderr.write(question);
      hidden = options.hidden === true;
      const { value, done } = (await answers.next()) as IteratorResult<string, undefined>;
      if (hidden || done === true || process.stdin.isTTY !== true) process.stderr.write("\n");
      hidden = false;
      if (interrupted) throw new CliError("Stopped by Ctrl-C; nothing was written.", EXIT.interrupted);
      return done === true ? undefined : value.trim();
    },
    close: () => lines.close(),
  };
}
