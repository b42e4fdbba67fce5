import { CliError, EXIT } from "./exit-codes.js";

/** Ctrl-C, or the end of the process that a supervisor asks for, as a signal for calls in progress. */
export interface Interruption {
  readonly signal: AbortSignal;
  end(): void;
}

/** The first one aborts the signal, after `onFirst`; the second one ends the process as usual. */
export function interruption(onFirst: () => void = () => undefined): Interruption {
  const controller = new AbortController();
  const end = (): void => void process.off("SIGINT", interrupt).off("SIGTERM", interrupt);
  const interrupt = (): void => {
    end();
    onFirst();
    controller.abort(new Interrupted());
  };
  process.on("SIGINT", interrupt).on("SIGTERM", interrupt);
  return { signal: controller.signal, end };
}

/** The reason of the signal. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";
  constructor() {
    super("Stopped by Ctrl-C.");
  }
}

/** Runs calls with a signal that Ctrl-C aborts. Throws `CliError` if they reject with its reason: then nothing was sent. */
export async function untilInterrupted<T>(calls: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const { signal, end } = interruption();
  try {
    return await calls(signal);
  } catch (error) {
    if (error instanceof Interrupted || (signal.aborted && error === signal.reason)) {
      throw new CliError("Stopped by Ctrl-C; the last request was not sent.", EXIT.interrupted);
    }
    throw error;
  } finally {
    end();
  }
}
