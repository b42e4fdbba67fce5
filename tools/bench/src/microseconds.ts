import type { Timing } from "./time.js";

/** Prints the median time of each operation and the target. */
export function printMicroseconds(all: readonly Timing[], aim: number): void {
  for (const { name, perSecond } of all)
    console.log(`${name.padEnd(40)} ${(1e6 / perSecond).toFixed(2).padStart(10)} us (aim: under ${aim})`);
}
