import type { ChildProcess } from "node:child_process";
import { execFileSync, fork } from "node:child_process";
import { once } from "node:events";
import { cpus } from "node:os";
import { fileURLToPath } from "node:url";
import type { Usage } from "./usage-probe.js";

const PROBE = new URL("./usage-probe.js", import.meta.url).href;

export interface MeasuredProcessOptions {
  readonly args?: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Command-line options of Node.js itself. */
  readonly nodeOptions?: readonly string[];
  /** File descriptor for standard output and standard error. */
  readonly log: number;
}

/** A Node.js program in a separate process that reports its resource usage. */
export class MeasuredProcess {
  private constructor(private readonly child: ChildProcess) {}

  static start(main: string, { args = [], env, nodeOptions = [], log }: MeasuredProcessOptions): MeasuredProcess {
    const child = fork(main, [...args], {
      env,
      execArgv: ["--import", PROBE, ...nodeOptions],
      stdio: ["ignore", log, log, "ipc"],
    });
    return new MeasuredProcess(child);
  }

  get pid(): number {
    return this.child.pid as number;
  }

  get running(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  async usage(): Promise<Usage> {
    const answered = this.message<{ usage: Usage }>("usage");
    this.child.send("usage");
    return (await answered).usage;
  }

  /** Returns the heap size after a garbage collection. */
  async heapBytes(): Promise<number> {
    const answered = this.message<{ heapBytes: number }>("heapBytes");
    this.child.send("heap");
    return (await answered).heapBytes;
  }

  /** Resolves to the next message that has a member with this name. */
  async message<T>(member: string): Promise<T> {
    const ended = new AbortController();
    const end = (): void => ended.abort(new Error("The measured process ended."));
    this.child.once("exit", end);
    try {
      for (;;) {
        const [message] = (await once(this.child, "message", { signal: ended.signal })) as [object];
        if (member in message) return message as T;
      }
    } finally {
      this.child.off("exit", end);
    }
  }

  async stop(): Promise<void> {
    if (!this.running) return;
    const exited = once(this.child, "exit");
    this.child.kill("SIGTERM");
    await exited;
  }
}

/** Servers run on the first core and the load generator on the second, so that neither takes time from the other. */
export const CORES = { server: 0, load: 1 } as const;

/** Pins all threads of a process to one core. Returns false if the system cannot (no `taskset`, or only one core). */
export function pinTo(core: number, pid: number): boolean {
  if (cpus().length < 2) return false;
  try {
    execFileSync("taskset", ["-a", "-c", "-p", String(core), String(pid)], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

export const FLOOR_MAIN = fileURLToPath(new URL("./floor/main.js", import.meta.url));
