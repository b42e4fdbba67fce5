import { runInProcess } from "@appointment-registry/client/testing";
import { atLength } from "@appointment-registry/test-kit";

/** Runs a command in the process of the suite, and in its own one at full length: that takes half a second of CPU to start. */
export const quickly = atLength(runInProcess, undefined);
