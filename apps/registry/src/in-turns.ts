/** Work on a long list keeps the event loop for about this long. */
const SLICE_MILLISECONDS = 6;

let last: Promise<unknown> = Promise.resolve();

/** Resolves in the next turn of the event loop that no other long list has: of several lists one continues in each turn. */
export function nextTurn(): Promise<unknown> {
  return (last = last.then(() => new Promise((resolve) => setImmediate(resolve))));
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
