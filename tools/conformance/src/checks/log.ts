import { readFile } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";

/** How long a registry may take to write what it logs. */
const MOST_MILLISECONDS = 5000;
/** How long other logs are waited for once one names the request: of several instances, only one has answered it. */
const OTHERS_MILLISECONDS = 500;
const STEP_MILLISECONDS = 100;

/** The logs as they are once they name the request with this id, or after the time that they may take. */
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
