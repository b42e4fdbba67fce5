import { lostAnswers } from "./lost-answers.js";
import type { LostAnswersOptions } from "./lost-answers.js";

/** Runs it and prints a table. @returns whether the client claimed nothing wrongly */
export async function lostAnswersReport(options: LostAnswersOptions): Promise<boolean> {
  const { said, faults, wrong, seconds } = await lostAnswers(options);
  const sorted = (counts: ReadonlyMap<string, number>, prefix: string): [string, string | number][] =>
    [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, times]) => [`${prefix}: ${name}`, times]);
  const rows: [string, string | number][] = [
    ["cancels", options.cancels],
    ["workers", options.workers],
    ...sorted(faults, "requests"),
    ...sorted(said, "the client said"),
    ["seconds", seconds.toFixed(1)],
    ...Object.entries(wrong).map(([what, times]): [string, string] => [
      what,
      times === 0 ? "0" : `${times}  <-- FAULT`,
    ]),
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  console.log(`\nLost requests and answers between client and registry, seed ${options.seed}`);
  console.log(`${rows.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`).join("\n")}\n`);
  return Object.values(wrong).every((times) => times === 0);
}
