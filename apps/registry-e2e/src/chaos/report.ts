import type { Verdict } from "./check.js";
import type { Load } from "./load.js";

/** Prints what was done and found as a table. @returns whether nothing is wrong */
export function report(
  title: string,
  { entries, answers }: Load,
  verdict: Verdict,
  notes: Record<string, string | number> = {},
): boolean {
  const count = (pick: (entry: (typeof entries)[number]) => boolean) => entries.filter(pick).length;
  const rows: [string, string | number][] = [
    ["entries tried", entries.length],
    ["acknowledged as registered", count(({ registered }) => registered.size > 0)],
    ["acknowledged as cancelled", count(({ cancelled }) => cancelled.length > 0)],
    ...[...answers]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([answer, times]): [string, number] => [`answers: ${answer}`, times]),
    ...Object.entries(notes),
    ...Object.entries(verdict).map(([fault, times]): [string, string] => [
      fault,
      times === 0 ? "0" : `${times}  <-- FAULT`,
    ]),
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  console.log(`\n${title}\n${rows.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`).join("\n")}\n`);
  return Object.values(verdict).every((times) => times === 0);
}
