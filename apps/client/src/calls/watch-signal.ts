/** The callbacks for each signal that is watched. */
const watched = new WeakMap<AbortSignal, Set<() => void>>();

/**
 * Calls back once when the signal is aborted; returns what ends that. However many calls share a signal, it has one listener, so
 * that Node.js does not warn of a leak.
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
