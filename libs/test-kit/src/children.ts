import { spawn } from "node:child_process";
import type { ChildProcess, ChildProcessByStdio, StdioOptions } from "node:child_process";
import type { Readable } from "node:stream";

/**
 * Code that runs in the child before its program. The parent holds the other end of descriptor 3, which the system
 * closes whenever the parent ends. A process that the child itself forks inherits this argument but has a different
 * descriptor 3.
 */
const END_WITH_PARENT = `
  import { Socket } from "node:net";
  import { isMainThread } from "node:worker_threads";
  if (isMainThread && process.channel === undefined)
    new Socket({ fd: 3 }).on("error", () => {}).on("close", () => process.kill(process.pid, "SIGKILL")).resume().unref();`;

export interface NodeOptions {
  /** Environment variables. Default: those of this process. */
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  /** User id of the child; only root can change it. */
  readonly uid?: number;
  readonly gid?: number;
  /** Runs the child in its own process group. */
  readonly detached?: boolean;
  /** A wrapper program that replaces itself with the program in its last arguments. */
  readonly through?: readonly string[];
}

/**
 * Starts `node ARGS` as a child that ends with this process, however this one ends. Its output is piped and its input
 * empty.
 */
export function startNode(
  args: readonly string[],
  options?: NodeOptions,
): ChildProcessByStdio<null, Readable, Readable>;
export function startNode(
  args: readonly string[],
  options: NodeOptions & {
    readonly stdio: readonly [input: "ignore" | "pipe", output: Output, errors: Output];
  },
): ChildProcess;
export function startNode(
  args: readonly string[],
  {
    stdio = ["ignore", "pipe", "pipe"],
    through = [],
    ...options
  }: NodeOptions & { readonly stdio?: readonly Output[] } = {},
): ChildProcess {
  const preload = `--import=data:text/javascript,${encodeURIComponent(END_WITH_PARENT)}`;
  const [program = "", ...all] = [...through, process.execPath, preload, ...args];
  return spawn(program, all, { ...options, stdio: [...stdio, "pipe"] as StdioOptions });
}

type Output = "ignore" | "pipe" | "inherit" | number;

/** Resolves when the child is gone. */
export async function endChild(child: ChildProcess, signal: NodeJS.Signals = "SIGTERM"): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const exited = new Promise((done) => child.once("exit", done));
  child.kill(signal);
  await exited;
}
