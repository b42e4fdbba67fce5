import { readFile } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";

/** How long a registry may take to write what it logs. */
const MOST_MILLISECONDS = 5000;
const STEP_MILLISECONDS = 100;

/** The logs as they are once they tell of the request with this id, or after the time that they may take. */
export async function logsWith(files: readonly string[], requestId: string): Promise<string> {
  for (let waited = 0; ; waited += STEP_MILLISECONDS) {
    const log = (await Promise.all(files.map((file) => readFile(file, "utf8")))).join("\n");
    if (log.includes(requestId) || waited >= MOST_MILLISECONDS) return log;
    await delay(STEP_MILLISECONDS);
  }
}
