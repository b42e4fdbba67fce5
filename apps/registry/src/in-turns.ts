/** Maximum time, approximately, for which work on a long list occupies the event loop. */
const SLICE_MILLISECONDS = 6;

let last: Promise<unknown> = Promise.resolve();

/** Resolves in the next turn of the event loop that no other long list uses: one of several lists continues in each turn. */
export function nextTurn(): Promise<unknown> {
  return (last = last.then(() => new Promise((resolve) => setImmediate(resolve))));
}

/** Slightly more turns than a request needs from the first byte to its response. */
const TURNS_BETWEEN = 8;

let lastWhole: Promise<unknown> = Promise.resolve();

/**
 * Resolves when a long, indivisible piece of work may run. Between two of them the event loop has several turns. A request of another
 * client therefore waits for one or two of them, however many there are.
 */
export function turnForWhole(): Promise<unknown> {
  return (lastWhole = lastWhole.then(async () => {
    for (let turn = 0; turn < TURNS_BETWEEN; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  }));
}

/** The part of long work that is done in one turn of the event loop. */
export class Slice {
  #until = performance.now() + SLICE_MILLISECONDS;

  /** True if it is time to let other work run. */
  get isOver(): boolean {
    return performance.now() >= this.#until;
  }

  /** Resolves when the work may be continued. */
  async next(): Promise<void> {
    await nextTurn();
    this.#until = performance.now() + SLICE_MILLISECONDS;
  }
}
