/**
 * Within one turn of the event loop, requests are started for about this long. The rest wait, so that a burst does not delay new
 * connections, health checks and requests that are already being served.
 */
const TURN_MILLISECONDS = 8;

/** Serves a few requests in each turn of the event loop, taking the holders (client certificates) in rotation. */
export class Turns {
  readonly #waiting = new Map<string | undefined, (() => void)[]>();
  #began: number | undefined;

  /** @param now monotonic clock in milliseconds */
  constructor(private readonly now: () => number = () => performance.now()) {}

  /** @param serve called once, in this turn of the event loop or a later one */
  add(holder: string | undefined, serve: () => void): void {
    const waiting = this.#waiting.get(holder);
    if (waiting === undefined) this.#waiting.set(holder, [serve]);
    else waiting.push(serve);
    // One immediate per request: the microtasks of a request finish before the next request starts.
    setImmediate(this.#next);
  }

  readonly #next = (): void => {
    if (this.#began === undefined) {
      this.#began = this.now();
      setImmediate(() => (this.#began = undefined));
    } else if (this.now() - this.#began > TURN_MILLISECONDS) {
      setImmediate(this.#next);
      return;
    }
    this.#take()?.();
  };

  #take(): (() => void) | undefined {
    for (const [holder, waiting] of this.#waiting) {
      this.#waiting.delete(holder);
      const serve = waiting.shift();
      if (waiting.length > 0) this.#waiting.set(holder, waiting);
      return serve;
    }
    return undefined;
  }
}
