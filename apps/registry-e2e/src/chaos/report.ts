import type { Verdict } from "./check.js";
import type { Load } from "./load.js";

/** One run: its actions, the answers, and the counts that must be 0. */
export interface Report {
  readonly title: string;
  readonly seen: Readonly<Record<string, string | number>>;
  readonly verdict: Verdict;
}

/** Reports of this process, in the order of printing. */
export const reports: Report[] = [];

/** Prints the actions and findings as a table. @returns true if nothing is wrong */
export function report(
  title: string,
  { entries, answers }: Load,
  verdict: Verdict,
  notes: Record<string, string | number> = {},
): boolean {
  const count = (pick: (entry: (typeof entries)[number]) => boolean) => entries.filter(pick).length;
  const done: [string, string | number][] = [
    ["entries tried", entries.length],
    ["acknowledged as registered", count(({ registered }) => registered.size > 0)],
    ["acknowledged as cancelled", count(({ cancelled }) => cancelled.length > 0)],
  ];
  const seen: [string, string | number][] = [
    ...(entries.length === 0 ? [] : done),
    ...[...answers]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([answer, times]): [string, number] => [`answers: ${answer}`, times]),
    ...Object.entries(notes),
  ];
  reports.push({ title, seen: Object.fromEntries(seen), verdict });
  const rows: [string, string | number][] = [
    ...seen,
    ...Object.entries(verdict).map(([fault, times]): [string, string] => [
      fault,
      times === 0 ? "0" : `${times}  <-- FAULT`,
    ]),
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  console.log(`\n${title}\n${rows.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`).join("\n")}\n`);
  return Object.values(verdict).every((times) => times === 0);
}
