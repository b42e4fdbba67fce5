import { clientChaos } from "./run.js";
import type { ClientChaosOptions } from "./run.js";

/** Runs the calls and prints a table. @returns true if no result was wrong */
export async function clientChaosReport(options: ClientChaosOptions): Promise<boolean> {
  const { said, faults, wrong, clients, seconds } = await clientChaos(options);
  const sorted = (counts: ReadonlyMap<string, number>, prefix: string): [string, string | number][] =>
    [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, times]) => [`${prefix}${name}`, times]);
  const words = Object.values(wrong).reduce((sum, times) => sum + times, 0);
  const rows: [string, string | number][] = [
    ["calls", options.calls],
    ["clients, each closed at some stage", clients],
    ...sorted(faults, "requests, "),
    ...sorted(said, "said of a "),
    ["seconds", seconds.toFixed(1)],
    ...Object.entries(wrong).map(([what, times]): [string, string] => [
      what,
      times === 0 ? "0" : `${times}  <-- FAULT`,
    ]),
    ["wrong words", words],
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  console.log(`\nA client behind proxies that spoil requests and answers, seed ${options.seed}`);
  console.log(`${rows.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`).join("\n")}\n`);
  return words === 0;
}
