import type { ChildProcess } from "node:child_process";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { builtRegistry, startNode } from "@appointment-registry/test-kit";

/**
 * Starts a process of the built registry's code that opens the store at `url` as `store` and runs `body`, the body of an async function.
 * `say` prints one line of JSON. With `largestFile` (KiB), a file cannot grow beyond that size, as on a full disk.
 */
export function storeProcess(url: string, body: string, largestFile?: number): StoreProcess {
  const openModule = join(dirname(builtRegistry()), "store/open.js");
  const script = `
    const { openStore } = await import(${JSON.stringify(openModule)});
    // As an operator would start it again where the database does not answer.
    const open = (left) => openStore(${JSON.stringify(url)}).catch((error) => left > 0 ? open(left - 1) : Promise.reject(error));
    const store = await open(5);
    const say = (value) => new Promise((written) => process.stdout.write(JSON.stringify(value) + "\\n", written));
    ${body}
    await store.close();`;
  const child = startNode(
    ["--input-type=module", "-e", script],
    largestFile === undefined ? {} : { through: ["bash", "-c", `ulimit -f ${largestFile}; exec "$@"`, "bash"] },
  );
  // LMDB reports a full disk on standard error, page by page.
  child.stderr.on("data", (chunk: Buffer) => largestFile === undefined && process.stderr.write(chunk));
  const lines: unknown[] = [];
  const reader = createInterface({ input: child.stdout });
  reader.on("line", (line) => lines.push(JSON.parse(line)));
  const ended = new Promise<number | null>((done) => child.once("close", (code) => done(code)));
  return { child, lines, ended };
}

export interface StoreProcess {
  readonly child: ChildProcess;
  /** The lines printed so far. */
  readonly lines: unknown[];
  /** Its exit code; null if a signal ended it. */
  readonly ended: Promise<number | null>;
}
