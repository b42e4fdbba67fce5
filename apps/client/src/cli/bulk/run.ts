import type { CancelOptions, CancelResult, RegistryClient } from "../../index.js";
import { JournalError } from "./journal.js";
import type { Journal } from "./journal.js";
import type { Pace } from "./pace.js";
import { verdictOn } from "./verdict.js";
import type { Verdict } from "./verdict.js";

export interface BulkRun {
  readonly ids: readonly string[];
  readonly registry: Pick<RegistryClient, "cancel" | "capabilities">;
  readonly journal: Journal;
  readonly pace: Pace;
  readonly options: CancelOptions;
  /** Aborted to end the run, as soon as the calls in progress have ended. */
  readonly stop: AbortSignal;
  /** Called once for each attempted id, with its last result. */
  readonly onEnd: (id: string, result: CancelResult, verdict: Verdict) => void;
}

/** The reason why a run ended before all ids were tried. */
export interface Stopped {
  readonly because: "asked" | "caller" | "registry" | "journal";
  readonly message: string;
}

export interface BulkEnd {
  /** Number of ids that this run did not process: nothing was done to them and nothing is known of them. */
  readonly untried: number;
  readonly stopped: Stopped | undefined;
}

/** After this many consecutive results that concern the caller, the next ones would be the same. */
const MOST_DENIED = 20;
/** Maximum number of attempts for an id in one run. */
const MOST_TRIES = 5;

interface Work {
  readonly id: string;
  readonly tries: number;
  readonly last?: readonly [CancelResult, Verdict];
}

/**
 * Cancels all ids, several at a time. The journal records every result. Rejects only with an internal error of this
 * program.
 */
export async function cancelAll(run: BulkRun): Promise<BulkEnd> {
  const { ids, registry, journal, pace, options, stop, onEnd } = run;
  const isRegistry = registryCheck(registry, [...journal.ended.values()].includes("cancelled"));
  const again: Work[] = [];
  const active = new Set<Promise<void>>();
  const ending = new AbortController();
  let next = 0;
  let denied = 0;
  let stopped: Stopped | undefined;
  let reported = 0;
  const report = (...ended: Parameters<BulkRun["onEnd"]>): void => {
    reported += 1;
    onEnd(...ended);
  };
  const end = (because: Stopped["because"], message = ""): void => {
    stopped ??= { because, message };
    ending.abort();
  };

  async function attempt({ id, tries }: Work): Promise<void> {
    const start = performance.now();
    const resume = journal.begun.get(id);
    let begun = false;
    const result = await registry.cancel(id, {
      ...options,
      ...(resume === undefined ? {} : { resume }),
      async onRetrieved({ etag, versionId }) {
        begun = etag !== resume?.etag;
        await journal.begin(id, { etag, versionId });
      },
    });
    if (result.status === "unreachable" && result.error instanceof JournalError) throw result.error;
    const verdict = await verdictOn(result, isRegistry.ask);
    if (verdict.about === "entry") {
      isRegistry.prove();
      denied = 0;
      pace.succeeded();
    } else if (verdict.about === "caller") denied += 1;
    else pace.failed(start);
    if (denied >= MOST_DENIED) end("caller", `${denied} consecutive failures do not concern single appointments.`);
    if (pace.exhausted !== undefined) end("registry", pace.exhausted);
    const { ending: how, final } = verdict;
    try {
      await journal.end(id, { ending: how, status: result.status, final, undone: begun && how !== "unknown" });
    } finally {
      if (verdict.about === "passing" && tries < MOST_TRIES)
        again.push({ id, tries: tries + 1, last: [result, verdict] });
      else report(id, result, verdict);
    }
  }

  let fault: unknown;
  const failed = (error: unknown): void => {
    if (!(error instanceof JournalError)) fault ??= error;
    end("journal", (error as Error).message);
  };
  const asked = (): void => end("asked");
  stop.addEventListener("abort", asked);
  if (stop.aborted) asked();
  while (stopped === undefined) {
    await pace.ready(ending.signal);
    if (ending.signal.aborted) break;
    if (pace.exhausted !== undefined) end("registry", pace.exhausted);
    const idle = next === ids.length && again.length === 0;
    if (idle && active.size === 0) break;
    if (idle || active.size >= pace.limit) await Promise.race(active);
    else if (stopped === undefined) {
      const work = next < ids.length ? { id: ids[next++] as string, tries: 1 } : (again.shift() as Work);
      const task = attempt(work)
        .catch(failed)
        .finally(() => active.delete(task));
      active.add(task);
    }
  }
  await Promise.all(active);
  stop.removeEventListener("abort", asked);
  if (fault !== undefined) throw fault as Error;
  for (const { id, last } of again) if (last !== undefined) report(id, ...last);
  return { untried: ids.length - reported, stopped };
}

/**
 * Checks whether the base URL is that of a registry. The first answer about an entry proves it; until then the
 * capability statement is retrieved. Behind a wrong base URL every id would be unknown.
 */
function registryCheck(registry: Pick<RegistryClient, "capabilities">, known: boolean) {
  let proven = known;
  let asking: Promise<boolean> | undefined;
  const ask = async (): Promise<boolean> => {
    const result = await registry.capabilities();
    if (result.status !== 200) return (proven ||= result.status === "unexpected" && result.httpStatus === 200);
    const resources = (result.statement.rest ?? []).flatMap(({ resource }) => resource ?? []);
    return (proven ||= resources.length === 0 || resources.some(({ type }) => type === "Appointment"));
  };
  return {
    prove: () => void (proven = true),
    ask: () => (proven ? Promise.resolve(true) : (asking ??= ask().finally(() => (asking = undefined)))),
  };
}
