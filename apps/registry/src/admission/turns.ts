/**
 * In one turn of the event loop requests begin to be served for about this long. The others wait, so that those that are being served, new
 * connections and health are not kept waiting by a burst.
 */
const TURN_MILLISECONDS = 8;

/** Serves requests a few in each turn of the event loop, those of each holder (a client certificate) in turn. */
export class Turns {
  readonly #waiting = new Map<string | undefined, (() => void)[]>();
  #began: number | undefined;

  /** @param now milliseconds of a clock that is never set */
  constructor(private readonly now: () => number = () => performance.now()) {}

  /** @param serve called once, in this turn of the event loop or a later one */
  add(holder: string | undefined, serve: () => void): void {
    const waiting = this.#waiting.get(holder);
    if (waiting === undefined) this.#waiting.set(holder, [serve]);
    else waiting.push(serve);
    // One immediate for each: what a request does in microtasks is done before the next one begins.
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
