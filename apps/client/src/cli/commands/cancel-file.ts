import { setFlagsFromString } from "node:v8";
import type { CancelResult } from "../../index.js";
import { readIds } from "../bulk/ids.js";
import type { IdList } from "../bulk/ids.js";
import { openJournal } from "../bulk/journal.js";
import { Pace } from "../bulk/pace.js";
import { createProgress } from "../bulk/progress.js";
import { cancelAll } from "../bulk/run.js";
import { summarize } from "../bulk/summary.js";
import type { Tally } from "../bulk/summary.js";
import type { Verdict } from "../bulk/verdict.js";
import type { Connection } from "../connection.js";
import { CliError } from "../exit-codes.js";
import { STANDARD_INPUT, userPath } from "../files.js";
import { interruption } from "../interruption.js";
import { openRegistry } from "../registry.js";
import { adviceOn } from "../output/failure.js";
import type { Terminal } from "../output/terminal.js";
import { cancelOptions } from "./cancel.js";
import type { CancelCommandOptions } from "./cancel.js";

export interface CancelFileOptions extends CancelCommandOptions {
  readonly file: string;
  readonly journal?: string;
  readonly concurrency?: string;
}

const MOST_CONCURRENCY = 64;

/**
 * Cancels every appointment that a CSV file names, several at a time. A journal records the progress, so the same
 * command continues an interrupted run. A run is interrupted by Ctrl-C, which lets the calls in progress end, by an
 * outage, or by the end of the process.
 */
export async function cancelFile(
  options: CancelFileOptions,
  connection: Connection,
  terminal: Terminal,
): Promise<number> {
  const concurrency = Number(options.concurrency ?? 8);
  if (!Number.isInteger(concurrency) || concurrency < 1 || concurrency > MOST_CONCURRENCY) {
    throw new CliError(`--concurrency must be a number from 1 to ${MOST_CONCURRENCY}.`);
  }
  if (options.file === STANDARD_INPUT && options.journal === undefined) {
    throw new CliError("With ids from standard input, --journal must name a file.");
  }
  // By default Node.js lets garbage grow to several times the live heap; a bulk cancel may run beside other work.
  setFlagsFromString("--heap-growing-percent=20");
  const list = await readIds(options.file);
  terminal.workWithoutReader();
  terminal.say(getSource(options.file, list));

  const call = cancelOptions(options);
  const file = userPath(options.journal ?? `${options.file}.journal`);
  const pace = new Pace(concurrency);
  const registry = openRegistry(connection, {
    connections: concurrency,
    // One repetition resolves a lost answer. The pace of the whole run controls every further one.
    retry: { attempts: 2 },
    hooks: {
      onResponse({ status, milliseconds, retryAfter }) {
        if (status === 429 || status === 503) pace.pushedBack(performance.now() - milliseconds, retryAfter);
      },
    },
  });
  const journal = await openJournal(file, { baseUrl: canonical(connection.settings.baseUrl), target: call.to });
  const todo = list.ids.filter((id) => !journal.ended.has(id));
  const tally: Tally = { total: list.ids.length, ended: new Map(), open: new Map() };
  for (const id of list.ids) {
    const ending = journal.ended.get(id);
    if (ending !== undefined) count(tally.ended, ending === "cancelled" ? "earlier" : ending);
  }
  const progress = createProgress(todo.length, process.stderr);
  const stop = interruption(() =>
    terminal.say("Stopping after the pending calls; press Ctrl-C again to stop immediately."),
  );
  const open: Exclude<CancelResult, { status: 200 | 409 | "unknown" }>[] = [];
  try {
    const { untried, stopped } = await cancelAll({
      ids: todo,
      registry,
      journal,
      pace,
      options: call,
      stop: stop.signal,
      onEnd(id, result, verdict) {
        count(verdict.final ? tally.ended : tally.open, verdict.ending);
        const { status } = result;
        if (!verdict.final && status !== 200 && status !== 409 && status !== "unknown") open[0] = result;
        progress.step();
        report(id, result, verdict, options, terminal);
      },
    });
    progress.stop();
    const { lines, exitCode, left: again } = summarize(tally, { untried, stopped }, call.to);
    terminal.say(lines);
    if (stopped !== undefined && stopped.message !== "") terminal.say(`Stopped: ${stopped.message}`);
    const [last] = open;
    if (last !== undefined && !stop.signal.aborted) {
      terminal.say(adviceOn(last, connection).map((line) => `${terminal.err.yellow("→")} ${line}`));
    }
    if (again > 0) terminal.say(`The same command continues with the ${again} that are open; the journal is ${file}`);
    return exitCode;
  } finally {
    progress.stop();
    stop.end();
    await registry.close();
    await journal.close();
  }
}

function getSource(file: string, { ids, column, without }: IdList): string {
  const name = file === STANDARD_INPUT ? "Standard input" : file;
  const empty = without === 0 ? "" : `; ${without} ${without === 1 ? "line has" : "lines have"} none`;
  return `${name}: ${ids.length} ${ids.length === 1 ? "id" : "ids"} in the ${column}${empty}`;
}

/** Normalises an address, so that two spellings of it mean the same registry. */
function canonical(baseUrl: string): string {
  let { href } = new URL(baseUrl);
  while (href.endsWith("/")) href = href.slice(0, -1);
  return href;
}

function count<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function report(
  id: string,
  result: CancelResult,
  { ending, final }: Verdict,
  { json }: CancelFileOptions,
  terminal: Terminal,
): void {
  const issues = "issues" in result ? result.issues : [];
  if (json === true) {
    const { status } = result;
    const done = status === 200 ? { recovered: result.recovered, etag: result.etag } : {};
    const changes = status === 200 && result.changes.length > 0 ? { changes: result.changes } : {};
    const message = issues.length === 0 && "message" in result ? { message: result.message } : {};
    const said = issues.length === 0 ? message : { issues };
    terminal.printJson({ id, ending, status, final, ...done, ...changes, ...said });
  } else if (ending !== "cancelled") {
    const why = issues[0]?.message ?? ("message" in result ? result.message : "");
    terminal.say(`${terminal.err.red("✗")} ${id}: ${ending}, ${result.status} ${why}`.trimEnd());
  }
}
