import { performance } from "node:perf_hooks";

export interface Timing {
  readonly name: string;
  /** Operations per second, as the median of the rounds. */
  readonly perSecond: number;
}

const ROUNDS = 9;
const ROUND_MS = 120;

/** Times several functions in turn, round by round, so that other activity of the machine affects all of them. Prints a line for each. */
export function timeTogether(all: readonly { name: string; run: () => unknown }[]): Timing[] {
  const rates = all.map((): number[] => []);
  for (const { run } of all) rate(run);
  for (let round = 0; round < ROUNDS; round++) all.forEach(({ run }, index) => rates[index]?.push(rate(run)));
  return all.map(({ name }, index) => {
    const sorted = [...(rates[index] ?? [])].sort((a, b) => a - b);
    const perSecond = sorted[Math.floor(sorted.length / 2)] ?? 0;
    console.log(`${name.padEnd(40)} ${Math.round(perSecond).toLocaleString("en").padStart(10)} /s`);
    return { name, perSecond };
  });
}

function rate(run: () => unknown): number {
  const start = performance.now();
  let count = 0;
  let elapsed: number;
  do {
    for (let index = 0; index < 4; index++) run();
    count += 4;
    elapsed = performance.now() - start;
  } while (elapsed < ROUND_MS);
  return (count * 1000) / elapsed;
}
