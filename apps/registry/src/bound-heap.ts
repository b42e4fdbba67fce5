import { PerformanceObserver } from "node:perf_hooks";
import { getHeapSpaceStatistics, setFlagsFromString } from "node:v8";

/** Size of each of V8's two semi-spaces: half of V8's default maximum. */
const SEMI_SPACE_BYTES = 8 * 1024 * 1024;
/** Pages have headers of their own; the next smaller size is half. */
const ALMOST = 0.75;
/** Growth of the old space between two of its collections; V8 would let it grow to a multiple. V8 adds at least 8 MB. */
const OLD_SPACE_GROWTH_PERCENT = 30;

/**
 * Limits the memory that V8 holds beyond the objects in use (decision 0045, "Memory of the process"). V8 reads both flags at each
 * collection; the flag for the largest semi-space is read before a program runs.
 * @param flags those that Node.js was started with; a semi-space size among them is kept
 */
export function boundHeap(flags: readonly string[]): void {
  setFlagsFromString(`--heap-growing-percent=${OLD_SPACE_GROWTH_PERCENT}`);
  if (flags.some((flag) => /semi[-_]space/.test(flag))) return;
  let grows = true;
  const look = (): void => {
    const { space_used_size: used = 0, space_available_size: free = 0 } =
      getHeapSpaceStatistics().find(({ space_name: name }) => name === "new_space") ?? {};
    const mayGrow = used + free < SEMI_SPACE_BYTES * ALMOST;
    if (mayGrow === grows) return;
    grows = mayGrow;
    setFlagsFromString(`--semi-space-growth-factor=${grows ? 2 : 1}`);
  };
  look();
  new PerformanceObserver(look).observe({ entryTypes: ["gc"] });
}
