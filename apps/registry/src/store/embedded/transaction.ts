import { StoreUnavailableError } from "../store.js";

/**
 * A conditional write. It succeeds or fails with its transaction, which is awaited instead. If its own promise were left unhandled, a full
 * disk would end the process.
 */
export function within(write: Promise<boolean>): void {
  Promise.resolve(write).catch(() => undefined);
}

/** @returns whether the condition held; rejects if the disk did not accept the transaction, of which nothing is then stored */
export async function committed(transaction: Promise<boolean>): Promise<boolean> {
  try {
    return await transaction;
  } catch (error) {
    // LMDB provides the reason as another promise, which rejects too.
    const reason: unknown = error instanceof Error && "commitError" in error ? error.commitError : undefined;
    if (reason instanceof Promise) reason.catch(() => undefined);
    throw new StoreUnavailableError("The embedded store could not write to its disk.", { cause: error });
  }
}
