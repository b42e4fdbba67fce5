import type { DestinationStream } from "pino";

interface Flushable extends DestinationStream {
  flush(done: (error?: Error) => void): void;
}

/** A line waits at most so long for others: that many are lost where the process is killed. */
const LONGEST_WAIT_MILLISECONDS = 20;

/**
 * Writes lines to the destination together: each write of the destination is a task of the thread pool, which costs more than the lines
 * do.
 */
export class LineBuffer implements Flushable {
  #lines = "";
  #timer: NodeJS.Timeout | undefined;

  /** @param mostBytes of what is written at once, but for a line that is longer; lines are ASCII but for rare values */
  constructor(
    private readonly destination: Flushable,
    private readonly mostBytes = 64 * 1024,
  ) {
    // Before the listener by which the destination writes what it holds.
    process.prependOnceListener("exit", this.#pass);
  }

  write(line: string): void {
    if (this.#lines.length + line.length > this.mostBytes) this.#pass();
    this.#timer ??= setTimeout(this.#pass, LONGEST_WAIT_MILLISECONDS);
    this.#lines += line;
  }

  flush(done: (error?: Error) => void): void {
    this.#pass();
    this.destination.flush(done);
  }

  readonly #pass = (): void => {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const lines = this.#lines;
    this.#lines = "";
    if (lines !== "") this.destination.write(lines);
  };
}
