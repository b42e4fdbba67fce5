import { runInProcess } from "@appointment-registry/client/testing";
import { atLength } from "@appointment-registry/test-kit";

/**
 * Runs a command in the process of the suite. In the full-length mode it runs in a separate process, whose start takes half a second of
 * CPU.
 */
export const quickly = atLength(runInProcess, undefined);
