/**
 * Makes of `work` a function of which one run at most is in progress. A call gets a run that begins after it: the one in progress may have
 * read already what the caller knows to have changed. Calls that come meanwhile share the next run.
 */
export function oneAtATime<T>(work: () => Promise<T>): () => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  let next: Promise<T> | undefined;
  return () => {
    if (next === undefined) {
      next = last.then(() => {
        next = undefined;
        return work();
      });
      last = next.catch(() => undefined);
    }
    return next;
  };
}
