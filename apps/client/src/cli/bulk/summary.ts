import { EXIT } from "../exit-codes.js";
import { table } from "../output/table.js";
import type { Ending, JournalPurpose } from "./journal.js";
import type { BulkEnd } from "./run.js";

/** Number of ids by result. `earlier` counts those that an earlier run cancelled. */
export interface Tally {
  readonly total: number;
  readonly ended: Map<Ending | "earlier", number>;
  /** Number of ids that the same command, run again, would try again. */
  readonly open: Map<Ending, number>;
}

const endedLabels = (done: string): readonly (readonly [Ending | "earlier", string])[] => [
  ["cancelled", done],
  ["earlier", `${done} by an earlier run`],
  ["refused", "refused"],
];
const OPEN: readonly (readonly [Ending, string])[] = [
  ["refused", "refused for now"],
  ["conflict", "changed by another client"],
  ["unknown", "not known whether done"],
  ["unreachable", "not reached"],
];

/** Summarises a run, and returns its exit code. */
export function summarize(
  { total, ended, open }: Tally,
  { untried, stopped }: BulkEnd,
  target: JournalPurpose["target"],
): { readonly lines: string[]; readonly exitCode: number; readonly left: number } {
  const rows: (readonly [number, string])[] = [
    ...endedLabels(target === "cancelled" ? target : "marked as entered in error").map(
      ([what, label]) => [ended.get(what) ?? 0, label] as const,
    ),
    ...OPEN.map(([what, label]) => [open.get(what) ?? 0, label] as const),
    [untried, "not tried"],
  ];
  const shown = rows.filter(([number], at) => at === 0 || number > 0);
  const lines = [...shown, [total, "in all"] as const].map(([number, label]) => [String(number).padStart(8), label]);
  const left = [...open.values()].reduce((sum, number) => sum + number, untried);
  return { lines: table(lines), exitCode: getExitCode(), left };

  function getExitCode(): number {
    if (stopped?.because === "asked") return EXIT.interrupted;
    if (open.has("unknown")) return EXIT.unknown;
    const passing = stopped?.because === "registry" || stopped?.because === "journal";
    if (passing || open.has("unreachable")) return EXIT.unavailable;
    if (open.has("refused")) return EXIT.refused;
    if (open.has("conflict")) return EXIT.conflict;
    return ended.has("refused") ? EXIT.refused : EXIT.done;
  }
}
