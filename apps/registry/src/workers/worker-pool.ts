import cluster from "node:cluster";
import type { Worker } from "node:cluster";
import { once } from "node:events";
import type { Log } from "../logging/log.js";
import { RetiredCounters } from "../operations/merged-metrics.js";
import type { WorkerCommand, WorkerReport, WorkerState } from "./messages.js";

/** Milliseconds. A worker that ends before it has served this long is replaced after a pause, which doubles. */
const STABLE = 10_000;
const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 30_000;
/** Milliseconds. Maximum wait for the workers' state: a probe needs its answer within a second. */
const LOOK = 500;
/** Milliseconds for which the last report of a busy worker is used instead of a new one. */
const STANDS = 5_000;

interface Member {
  readonly worker: Worker;
  /** Called when it is serving. */
  readonly serves: (port: number) => void;
  servingSince: number | undefined;
  last: { readonly state: WorkerState; readonly at: number } | undefined;
}

/** The worker processes: maintains their number, forwards commands, and queries their state. */
export class WorkerPool {
  readonly #members = new Map<number, Member>();
  readonly #looks = new Map<number, (id: number, state: WorkerState) => void>();
  readonly #timers = new Set<NodeJS.Timeout>();
  #lookNumber = 0;
  #isStopping = false;
  #pause = FIRST_PAUSE;
  readonly retired = new RetiredCounters();
  /** Number of workers that ended without a command to stop. */
  restarts = 0;

  constructor(
    readonly size: number,
    private readonly log: Log,
  ) {
    // Metric values may be infinite, which JSON cannot represent.
    cluster.setupPrimary({ serialization: "advanced" });
    cluster.on("message", (worker, message: WorkerReport) => this.#heard(worker, message));
    cluster.on("exit", (worker, code, signal: string | null) => this.#ended(worker, signal ?? `exit code ${code}`));
  }

  get serving(): number {
    return [...this.#members.values()].filter(({ servingSince }) => servingSince !== undefined).length;
  }

  /**
   * Starts one worker, which performs any creation and upgrade that is needed, and then the others.
   * @returns the port; undefined if the first worker ended, which has reported the reason
   */
  async start(): Promise<number | undefined> {
    const port = await this.#fork();
    if (port === undefined || this.#isStopping) return port;
    await Promise.all(Array.from({ length: this.size - 1 }, () => this.#fork()));
    return port;
  }

  reload(): void {
    this.#order({ order: "reload" });
  }

  /** Resolves when all have ended; those still running after `milliseconds` are killed. */
  async stop(milliseconds: number): Promise<void> {
    this.#isStopping = true;
    for (const timer of this.#timers) clearTimeout(timer);
    const ends = [...this.#members.values()].map(({ worker }) => once(worker, "exit"));
    this.#order({ order: "stop" });
    const kill = setTimeout(() => {
      for (const { worker } of this.#members.values()) worker.process.kill("SIGKILL");
    }, milliseconds);
    await Promise.all(ends);
    clearTimeout(kill);
  }

  /** Returns the states of the serving workers. For one that does not answer in time, returns its last state if that is recent. */
  async look(): Promise<WorkerState[]> {
    const look = (this.#lookNumber += 1);
    const asked = new Set([...this.#members].filter(([, each]) => each.servingSince !== undefined).map(([id]) => id));
    await new Promise<void>((resolve) => {
      if (asked.size === 0) return resolve();
      const timer = setTimeout(resolve, LOOK);
      this.#looks.set(look, (id) => {
        asked.delete(id);
        if (asked.size > 0) return;
        clearTimeout(timer);
        resolve();
      });
      this.#order({ order: "look", look });
    });
    this.#looks.delete(look);
    const since = performance.now() - STANDS;
    return [...this.#members.values()].flatMap(({ last }) =>
      last === undefined || last.at < since ? [] : [last.state],
    );
  }

  #order(order: WorkerCommand): void {
    for (const { worker } of this.#members.values()) if (worker.isConnected()) worker.send(order, () => undefined);
  }

  /** @returns the port once it is serving; undefined if it ended before */
  #fork(): Promise<number | undefined> {
    return new Promise((resolve) => {
      const worker = cluster.fork();
      this.#members.set(worker.id, { worker, serves: resolve, servingSince: undefined, last: undefined });
      worker.once("exit", () => resolve(undefined));
    });
  }

  #heard(worker: Worker, message: WorkerReport): void {
    const member = this.#members.get(worker.id);
    if (member === undefined) return;
    if (message.report === "serving") {
      member.servingSince = performance.now();
      member.serves(message.port);
      return;
    }
    member.last = { state: message.found, at: performance.now() };
    this.#looks.get(message.look)?.(worker.id, message.found);
  }

  #ended(worker: Worker, reason: string): void {
    const member = this.#members.get(worker.id);
    this.#members.delete(worker.id);
    if (member?.last !== undefined) void this.retired.add(member.last.state.metrics);
    const isFirstStart = this.#members.size === 0 && this.restarts === 0 && member?.servingSince === undefined;
    if (this.#isStopping || isFirstStart) return;
    this.restarts += 1;
    this.log.error("A worker process ended and is replaced.", { reason, count: this.restarts });
    const served = member?.servingSince === undefined ? 0 : performance.now() - member.servingSince;
    this.#pause = served >= STABLE ? 0 : Math.min(Math.max(this.#pause * 2, FIRST_PAUSE), LONGEST_PAUSE);
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      void this.#fork();
    }, this.#pause);
    this.#timers.add(timer);
  }
}
