import type { ChildProcess } from "node:child_process";
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { startNode } from "@appointment-registry/test-kit";
import ts from "typescript";

const SOURCE = resolve(import.meta.dirname, "../..");

/** The registry's sources as JavaScript, in a folder from which their packages resolve: Jest transforms nothing in a second process. */
export async function compiledStore(): Promise<{ openModule: string; remove: () => Promise<void> }> {
  const cache = resolve(SOURCE, "../node_modules/.cache");
  await mkdir(cache, { recursive: true });
  const directory = await mkdtemp(join(cache, "store-"));
  await writeFile(join(directory, "package.json"), JSON.stringify({ type: "module" }));
  const options = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2023 };
  for (const file of await readdir(SOURCE, { recursive: true })) {
    if (!file.endsWith(".ts") || /\.(test|contract)\.ts$|(^|\/)testing\//.test(file)) continue;
    const { outputText } = ts.transpileModule(await readFile(join(SOURCE, file), "utf8"), { compilerOptions: options });
    const target = join(directory, file.replace(/\.ts$/, ".js"));
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, outputText);
  }
  return {
    openModule: join(directory, "store/open.js"),
    remove: () => rm(directory, { recursive: true, force: true }),
  };
}

/**
 * A process that opens the store at `url` as `store` and runs `body`, an async function's; `say` prints one line of JSON. With
 * `largestFile` (KiB) a file that would grow beyond it is refused, as on a full disk.
 */
export function storeProcess(openModule: string, url: string, body: string, largestFile?: number): StoreProcess {
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
  /** What it has said so far. */
  readonly lines: unknown[];
  /** Its exit code; null where a signal ended it. */
  readonly ended: Promise<number | null>;
}
