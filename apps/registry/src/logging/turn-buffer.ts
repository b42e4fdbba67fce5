import type { DestinationStream } from "pino";

interface Flushable extends DestinationStream {
  flush(done: (error?: Error) => void): void;
}

/**
 * Writes the lines of one turn of the event loop to the destination together: each write of the destination is a task of the thread
 * pool, which costs more than the lines do.
 */
export class TurnBuffer implements Flushable {
  #lines = "";

  /** @param mostBytes of what is written at once, but for a line that is longer; lines are ASCII but for rare values */
  constructor(
    private readonly destination: Flushable,
    private readonly mostBytes = Infinity,
  ) {
    // Before the listener by which the destination writes what it holds.
    process.prependOnceListener("exit", this.#pass);
  }

  write(line: string): void {
    if (this.#lines === "") setImmediate(this.#pass);
    else if (this.#lines.length + line.length > this.mostBytes) this.#pass();
    this.#lines += line;
  }

  flush(done: (error?: Error) => void): void {
    this.#pass();
    this.destination.flush(done);
  }

  readonly #pass = (): void => {
    const lines = this.#lines;
    this.#lines = "";
    if (lines !== "") this.destination.write(lines);
  };
}
