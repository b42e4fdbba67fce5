import { setFlagsFromString } from "node:v8";
import { createRegistryClient } from "../../client.js";
import type { CancelResult } from "../../index.js";
import type { ClientOptions } from "../../options.js";
import { idsIn } from "../bulk/ids.js";
import { openJournal } from "../bulk/journal.js";
import type { Ending } from "../bulk/journal.js";
import { createProgress } from "../bulk/progress.js";
import { CliError, EXIT } from "../exit-codes.js";
import { STANDARD_INPUT, userPath } from "../files.js";
import { table } from "../output/table.js";
import type { Terminal } from "../output/terminal.js";
import { cancelOptions } from "./cancel.js";
import type { CancelCommandOptions } from "./cancel.js";

export interface CancelFileOptions extends CancelCommandOptions {
  readonly file: string;
  readonly journal?: string;
  readonly concurrency?: string;
}

/** So many in a row that could not be reached mean that the rest cannot either. */
const GIVE_UP_AFTER = 20;

type Counted = Ending | "earlier";

/**
 * Cancels every appointment that a CSV file names, several at a time. What is done stands in a journal, so that the same command
 * goes on where it was stopped: by Ctrl-C, which lets what is under way end, by an outage, or by the end of the process.
 */
export async function cancelFile(
  options: CancelFileOptions,
  client: ClientOptions,
  terminal: Terminal,
): Promise<number> {
  const concurrency = Number(options.concurrency ?? 8);
  if (!Number.isInteger(concurrency) || concurrency < 1 || concurrency > 64) {
    throw new CliError("--concurrency must be a number from 1 to 64.");
  }
  if (options.file === STANDARD_INPUT && options.journal === undefined) {
    throw new CliError("With ids from standard input, --journal must name a file.");
  }
  // Node.js would let garbage pile up to several times what is in use; a bulk cancel may run beside other work.
  setFlagsFromString("--heap-growing-percent=20");
  const ids = await collected(idsIn(options.file));
  const journalFile = userPath(options.journal ?? `${options.file}.journal`);
  const journal = await openJournal(journalFile);
  const left = ids.filter((id) => !journal.past.ended.has(id));
  const counts = new Map<Counted, number>();
  const count = (what: Counted, by = 1): void => void counts.set(what, (counts.get(what) ?? 0) + by);
  for (const id of ids) {
    const ending = journal.past.ended.get(id);
    if (ending !== undefined) count(ending === "cancelled" ? "earlier" : ending);
  }

  const registry = createRegistryClient({ ...client, connections: concurrency });
  const progress = createProgress(left.length, process.stderr);
  const interrupt = interruption(terminal);
  let next = 0;
  let unreachableInARow = 0;
  const worker = async (): Promise<void> => {
    while (next < left.length && !interrupt.asked() && unreachableInARow < GIVE_UP_AFTER) {
      const id = left[next++] as string;
      const resume = journal.past.begun.get(id);
      const result = await registry.cancel(id, {
        ...cancelOptions(options),
        ...(resume === undefined ? {} : { resume }),
        onRetrieved: ({ etag, appointment }) =>
          journal.begin(id, { etag, versionId: appointment.meta?.versionId ?? "" }),
      });
      const ending = endingOf(result);
      await journal.end(id, ending, result.status);
      unreachableInARow = ending === "unreachable" ? unreachableInARow + 1 : 0;
      count(ending);
      progress.step();
      report(id, result, ending, options, terminal);
    }
  };
  try {
    await Promise.all(Array.from({ length: concurrency }, worker));
  } finally {
    progress.stop();
    interrupt.end();
    await registry.close();
    await journal.close();
  }

  const untouched = left.length - next;
  terminal.say(summary(counts, untouched, ids.length));
  const open = untouched + (counts.get("unreachable") ?? 0) + (counts.get("unknown") ?? 0);
  if (open > 0) terminal.say(`The same command goes on with the ${open} that are open; the journal is ${journalFile}`);
  return interrupt.asked() ? EXIT.interrupted : exitCodeOf(counts, untouched);
}

async function collected(ids: AsyncIterable<string>): Promise<string[]> {
  const all: string[] = [];
  for await (const id of ids) all.push(id);
  return all;
}

function endingOf(result: CancelResult): Ending {
  switch (result.status) {
    case 200:
      return "cancelled";
    case 409:
      return "conflict";
    case "unreachable":
    case 429:
      return "unreachable";
    case "unknown":
      return "unknown";
    case "unexpected":
      return result.httpStatus >= 500 ? "unreachable" : "refused";
    default:
      return "refused";
  }
}

function report(
  id: string,
  result: CancelResult,
  ending: Ending,
  { json }: CancelFileOptions,
  terminal: Terminal,
): void {
  const issues = "issues" in result ? result.issues : [];
  if (json === true) {
    const recovered = result.status === 200 ? { recovered: result.recovered, etag: result.etag } : {};
    terminal.printJson({ id, ending, status: result.status, ...recovered, ...(issues.length > 0 ? { issues } : {}) });
  } else if (ending !== "cancelled") {
    const why = issues[0]?.message ?? ("message" in result ? result.message : "");
    terminal.say(`${terminal.err.red("✗")} ${id}: ${ending}, ${result.status} ${why}`.trimEnd());
  }
}

const LABELS: readonly (readonly [Counted, string])[] = [
  ["cancelled", "cancelled"],
  ["earlier", "cancelled by an earlier run"],
  ["refused", "refused"],
  ["conflict", "changed by somebody else"],
  ["unknown", "not known whether done"],
  ["unreachable", "not reached"],
];

function summary(counts: ReadonlyMap<Counted, number>, untouched: number, total: number): string[] {
  const rows = LABELS.filter(([what]) => what === "cancelled" || (counts.get(what) ?? 0) > 0).map(([what, label]) => [
    String(counts.get(what) ?? 0).padStart(8),
    label,
  ]);
  if (untouched > 0) rows.push([String(untouched).padStart(8), "not tried"]);
  return table([...rows, [String(total).padStart(8), "in all"]]);
}

function exitCodeOf(counts: ReadonlyMap<Counted, number>, untouched: number): number {
  if ((counts.get("unknown") ?? 0) > 0) return EXIT.unknown;
  if (untouched > 0 || (counts.get("unreachable") ?? 0) > 0) return EXIT.unavailable;
  if ((counts.get("conflict") ?? 0) > 0) return EXIT.conflict;
  return (counts.get("refused") ?? 0) > 0 ? EXIT.refused : EXIT.done;
}

/** The first Ctrl-C asks to stop, the second does not wait. */
function interruption(terminal: Terminal): { asked: () => boolean; end: () => void } {
  let asked = false;
  const interrupt = (): void => {
    if (asked) process.exit(EXIT.interrupted);
    asked = true;
    terminal.say("\nStopping when what is under way has ended; Ctrl-C again stops at once.");
  };
  process.on("SIGINT", interrupt);
  process.on("SIGTERM", interrupt);
  return {
    asked: () => asked,
    end: () => process.off("SIGINT", interrupt).off("SIGTERM", interrupt),
  };
}
