import type { DestinationStream } from "pino";

interface Flushable extends DestinationStream {
  flush(done: (error?: Error) => void): void;
}

/** Maximum time for which a line waits for others. Lines of this period are lost if the process is killed. */
const LONGEST_WAIT_MILLISECONDS = 20;

/**
 * Combines lines into one write to the destination. Each write of the destination is a task of the thread pool, which costs more than the
 * lines do.
 */
export class LineBuffer implements Flushable {
  #lines = "";
  #timer: NodeJS.Timeout | undefined;

  /** @param mostBytes maximum size of one write, except for a line that is longer; lines are ASCII except for rare values */
  constructor(
    private readonly destination: Flushable,
    private readonly mostBytes = 64 * 1024,
  ) {
    // Must run before the listener with which the destination writes its buffered data.
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
