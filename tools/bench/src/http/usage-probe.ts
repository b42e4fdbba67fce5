import cluster from "node:cluster";
import { existsSync, readFileSync } from "node:fs";

/**
 * Loaded into a measured process before its program (`node --import`). It answers messages of the parent with the process's usage so far,
 * and ends the process when the parent has exited.
 */
export interface Usage {
  /** CPU time of all threads, user and system, including the process's workers. */
  readonly cpuMicroseconds: number;
  /** Peak resident memory so far, including mapped files. */
  readonly peakBytes: number;
}

if (cluster.isPrimary) {
  process.on("message", (message) => {
    if (message === "heap") {
      globalThis.gc?.();
      process.send?.({ heapBytes: globalThis.gc === undefined ? 0 : process.memoryUsage().heapUsed });
    }
    if (message !== "usage") return;
    const { user, system } = process.cpuUsage();
    const workers = getWorkers(process.pid);
    const usage: Usage = {
      cpuMicroseconds: user + system + sum(workers.map(getCpuMicroseconds)),
      peakBytes: process.resourceUsage().maxRSS * 1024 + sum(workers.map(getPeakBytes)),
    };
    process.send?.({ usage });
  });
  process.once("disconnect", () => process.exit());
  process.channel?.unref();
}

/** Microseconds of one tick of `/proc/PID/stat` (USER_HZ, 100 on Linux). */
const TICK = 10_000;

function getWorkers(pid: number): string[] {
  const children = `/proc/${pid}/task/${pid}/children`;
  return existsSync(children)
    ? readFileSync(children, "utf8")
        .split(" ")
        .filter((each) => each !== "")
    : [];
}

/** proc(5): user and system time are the 12th and 13th field after the name, which is in parentheses. */
function getCpuMicroseconds(pid: string): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
    .replace(/^.*\) /s, "")
    .split(" ");
  return (Number(fields[11]) + Number(fields[12])) * TICK;
}

function getPeakBytes(pid: string): number {
  const [, kilobytes = "0"] = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
  return Number(kilobytes) * 1024;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, each) => total + each, 0);
}
