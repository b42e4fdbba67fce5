/** The callbacks for each watched signal. */
const watched = new WeakMap<AbortSignal, Set<() => void>>();

/**
 * Calls back once when the signal is aborted. Returns a function that stops watching. Calls that share a signal also
 * share one listener, so that Node.js does not warn of a leak.
 */
export function watchSignal(signal: AbortSignal, callback: () => void): () => void {
  const known = watched.get(signal);
  const callbacks = known ?? new Set();
  if (known === undefined) {
    watched.set(signal, callbacks);
    signal.addEventListener("abort", () => callbacks.forEach((each) => each()), { once: true });
  }
  callbacks.add(callback);
  return () => callbacks.delete(callback);
}
