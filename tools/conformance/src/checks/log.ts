import { readFile } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";

/** Maximum time that a registry may take to write its log. */
const MOST_MILLISECONDS = 5000;
/** Time to wait for the other logs after one names the request. Only one of several instances has answered it. */
const OTHERS_MILLISECONDS = 500;
const STEP_MILLISECONDS = 100;

/** Returns the logs after they name the request with this id, or after the time limit. */
export async function logsWith(
  files: readonly string[],
  requestId: string,
  pause: (milliseconds: number) => Promise<unknown> = delay,
): Promise<string> {
  for (let left = MOST_MILLISECONDS; ; left -= STEP_MILLISECONDS) {
    const logs = await Promise.all(files.map((file) => readFile(file, "utf8")));
    const naming = logs.filter((log) => log.includes(requestId)).length;
    if (naming === logs.length || left <= 0) return logs.join("\n");
    if (naming > 0) left = Math.min(left, OTHERS_MILLISECONDS);
    await pause(STEP_MILLISECONDS);
  }
}
