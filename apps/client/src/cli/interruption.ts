import { CliError, EXIT } from "./exit-codes.js";

/** An abort signal for calls in progress, raised by Ctrl-C or by a supervisor that ends the process. */
export interface Interruption {
  readonly signal: AbortSignal;
  end(): void;
}

/**
 * Watches for interruptions. The first one calls `onFirst` and aborts the signal; the second one ends the process as
 * usual.
 */
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

/** The abort reason of the signal. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";
  constructor() {
    super("Stopped by Ctrl-C.");
  }
}

/**
 * Runs calls with a signal that Ctrl-C aborts. Throws `CliError` if they reject with its reason, in which case nothing
 * was sent.
 */
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
