import process from "node:process";
import type { ProcessOperations } from "../operations/operations.js";
import type { WorkerCommand, WorkerReport, WorkerState } from "./messages.js";

/** Determines when the registry reloads and stops. */
export interface ProcessControl {
  /** Resolves when the registry must stop. */
  readonly stopping: Promise<void>;
  /** Calls `reload` whenever files must be read again. */
  onReload(reload: () => void): void;
  /** Must be called when the registry is serving. */
  serving(port: number, operations: ProcessOperations): void;
}

/** Signals of the operating system: SIGINT and SIGTERM stop, SIGHUP reloads. */
export function signalControl(): ProcessControl {
  return {
    stopping: signalled(),
    onReload: (reload) => void process.on("SIGHUP", reload),
    serving: () => undefined,
  };
}

/** Commands of the primary process. Signals, which a terminal or a service manager sends to all processes of a group, are left to it. */
export function workerControl(): ProcessControl {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => undefined);
  const reloads: (() => void)[] = [];
  let operations: ProcessOperations | undefined;
  const report = (message: WorkerReport) => void process.send?.(message);
  const stopping = new Promise<void>((resolve) => {
    process.on("message", (message: WorkerCommand) => {
      if (message.order === "stop") resolve();
      if (message.order === "reload") for (const reload of reloads) reload();
      if (message.order === "look" && operations !== undefined) {
        const { look } = message;
        void getState(operations).then((found) => report({ report: "look", look, found }));
      }
    });
  });
  return {
    stopping,
    onReload: (reload) => void reloads.push(reload),
    serving(port, served) {
      operations = served;
      report({ report: "serving", port });
    },
  };
}

async function getState(operations: ProcessOperations): Promise<WorkerState> {
  const [health, readiness, metrics] = await Promise.all([
    operations.health(),
    operations.readiness(),
    operations.metrics(),
  ]);
  return { health, readiness, metrics };
}

/** Resolves at the first SIGINT or SIGTERM. A second one, of either kind, ends the process at once. */
function signalled(): Promise<void> {
  return new Promise((resolve) => {
    const signals = ["SIGINT", "SIGTERM"] as const;
    const first = () => {
      for (const signal of signals) process.off(signal, first);
      resolve();
    };
    for (const signal of signals) process.on(signal, first);
  });
}
