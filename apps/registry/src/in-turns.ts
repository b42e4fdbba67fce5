/** Work on a long list keeps the event loop for about this long. */
const SLICE_MILLISECONDS = 6;

let last: Promise<unknown> = Promise.resolve();

/** Resolves in the next turn of the event loop that no other long list has: of several lists one continues in each turn. */
export function nextTurn(): Promise<unknown> {
  return (last = last.then(() => new Promise((resolve) => setImmediate(resolve))));
}

/** As many as a request needs from the first byte to its answer, and some. */
const TURNS_BETWEEN = 8;

let lastWhole: Promise<unknown> = Promise.resolve();

/**
 * Resolves when a long work may be done that cannot be divided. Between two of them the event loop has several turns, so that a request of
 * another client waits for one or two of them, however many there are.
 */
export function turnForWhole(): Promise<unknown> {
  return (lastWhole = lastWhole.then(async () => {
    for (let turn = 0; turn < TURNS_BETWEEN; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  }));
}

/** The part of a long work that is done in one turn of the event loop. */
export class Slice {
  #until = performance.now() + SLICE_MILLISECONDS;

  /** Is it time to let other work be done? */
  get isOver(): boolean {
    return performance.now() >= this.#until;
  }

  /** Resolves when the work may be continued. */
  async next(): Promise<void> {
    await nextTurn();
    this.#until = performance.now() + SLICE_MILLISECONDS;
  }
}
