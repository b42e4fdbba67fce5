import { StoreUnavailableError } from "../store.js";

/**
 * A write under a condition. It is done or fails with its transaction, which is what is awaited: were its own promise left alone, a
 * full disk would end the process.
 */
export function within(write: Promise<boolean>): void {
  Promise.resolve(write).catch(() => undefined);
}

/** @returns whether the condition held; rejects where the disk did not take the transaction, of which then nothing is there */
export async function committed(transaction: Promise<boolean>): Promise<boolean> {
  try {
    return await transaction;
  } catch (error) {
    // LMDB gives the reason as another promise, which rejects too.
    const reason: unknown = error instanceof Error && "commitError" in error ? error.commitError : undefined;
    if (reason instanceof Promise) reason.catch(() => undefined);
    throw new StoreUnavailableError("The embedded store could not write to its disk.", { cause: error });
  }
}
