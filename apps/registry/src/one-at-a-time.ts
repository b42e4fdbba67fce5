/**
 * Wraps `work` so that at most one run is in progress. A call receives a run that starts after the call, because the one in progress may
 * already have read data that the caller knows to have changed. Concurrent calls share the next run.
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
