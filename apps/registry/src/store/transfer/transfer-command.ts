import { createReadStream, createWriteStream, existsSync } from "node:fs";
import { chmod } from "node:fs/promises";
import { finished } from "node:stream/promises";
import { parseArgs } from "node:util";
import { openStore } from "../open.js";
import type { AppointmentStore } from "../store.js";
import { exportAppointments, interruptedExport } from "./export.js";
import { importAppointments } from "./import.js";
import type { Interrupted, TransferCounts } from "./export.js";
import type { Snapshot } from "./snapshot.js";
import { openSnapshot } from "./snapshot.js";
import { getMessage } from "../../logging/describe-error.js";

export const TRANSFER_USAGE = `registry export [FILE] [--store URL] [--resume] [--settle SECONDS]
registry import [FILE] [--store URL]

Moves a registry between stores, with every version of every appointment, as NDJSON.
    FILE         the file of the export; default: standard output or standard input
  --store URL  lmdb:DIR or mongodb://...; default: REGISTRY_STORE
  --resume     continues a FILE that an interrupted export left
  --settle SECONDS
                              for MongoDB: the longest time that a pending write may still take, and six times the difference of clocks; default: 30
An export is consistent, also while registries are running and if it is resumed: it has every write that was acknowledged before it started, and no
later write. To resume, it needs FILE.snapshot next to FILE, which exists until the export is complete: a copy of the embedded store, or the instant
of the export from MongoDB. An import may be repeated: existing versions are not written again. It lists entries that violate rules of this version,
and imports them.
Exit code: 0 everything was moved, 1 failed, 2 the command is invalid. Progress goes to standard error.`;

/** Maximum number of import lines reported because today's rules would reject them; all are counted. */
const MOST_NAMED = 50;

/** Milliseconds between two lines of progress. */
const PROGRESS_EVERY = 1_000;

/** `registry export` and `registry import`. @returns the exit code */
export async function transferCommand(
  direction: "export" | "import",
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  report: (line: string) => void,
): Promise<number> {
  let options: Options;
  try {
    options = readOptions(args, env);
  } catch (error) {
    report(`${getMessage(error)}\n\n${TRANSFER_USAGE}`);
    return 2;
  }
  if (options.help) {
    report(TRANSFER_USAGE);
    return 0;
  }
  let store: AppointmentStore | undefined;
  try {
    if (direction === "import") store = await openStore(options.store);
    const done = await (store === undefined ? runExport(options, report) : runImport(store, options, report));
    report(`Done: ${done}.`);
    return 0;
  } catch (error) {
    report(`The ${direction} failed: ${getMessage(error)}`);
    return 1;
  } finally {
    await store?.close();
  }
}

async function runExport({ file, resume, settle, store: url }: Options, report: (line: string) => void) {
  if (file !== undefined && !resume && existsSync(file)) throw new Error(`${file} already exists.`);
  const interrupted = resume && file !== undefined ? await interruptedExport(file) : undefined;
  const snapshot = await openSnapshot(url, { file, resume: interrupted !== undefined, settle });
  let isDone = false;
  try {
    // If its snapshot is lost, an export starts again.
    const done = await writeExport(snapshot, { file, resume }, snapshot.isSame ? interrupted : undefined, report);
    isDone = true;
    return done;
  } finally {
    await snapshot.close(isDone);
  }
}

async function writeExport(
  { store, asOf }: Snapshot,
  { file, resume }: Pick<Options, "file" | "resume">,
  from: Interrupted | undefined,
  report: (line: string) => void,
) {
  const flags = from !== undefined ? "a" : resume ? "w" : "wx";
  // If the file already exists, others may be able to read it. Some file systems do not support modes.
  if (file !== undefined && flags !== "wx") await chmod(file, 0o600).catch(() => undefined);
  const output = file === undefined ? process.stdout : createWriteStream(file, { flags, mode: 0o600 });
  // A file that cannot be opened or a full disk must end the export, not the process.
  const failed = new Promise<never>((_, reject) => output.once("error", reject));
  const progress = seldom(({ appointments, versions }: TransferCounts) =>
    report(`${appointments} appointments, ${versions} versions`),
  );
  const { appointments, versions } = await Promise.race([
    exportAppointments(store, output, progress, from, asOf),
    failed,
  ]);
  if (file !== undefined) await finished(output.end());
  return `${appointments} appointments, ${versions} versions`;
}

async function runImport(store: AppointmentStore, { file }: Options, report: (line: string) => void) {
  const input = file === undefined ? process.stdin : createReadStream(file);
  const progress = seldom(({ appointments, versions }: TransferCounts) =>
    report(`${appointments} appointments, ${versions} versions`),
  );
  let named = 0;
  const refusedToday = (line: number, id: string, rules: readonly string[]): void => {
    if (++named <= MOST_NAMED) report(`Line ${line}: appointment ${id} would be refused today: ${rules.join(", ")}.`);
  };
  const done = await importAppointments(store, input, { progress, refusedToday });
  const { appointments, versions, present } = done;
  if (done.refusedToday > 0)
    report(
      `The rules of this version would refuse the registration of ${done.refusedToday} appointments` +
        `${named > MOST_NAMED ? `, of which ${MOST_NAMED} are named` : ""}. They are kept.`,
    );
  return `${appointments} appointments, ${versions} versions, of which ${present} were there already`;
}

interface Options {
  readonly file: string | undefined;
  readonly store: string;
  readonly resume: boolean;
  /** Milliseconds. */
  readonly settle: number;
  readonly help: boolean;
}

function readOptions(args: readonly string[], env: Readonly<Record<string, string | undefined>>): Options {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      store: { type: "string" },
      resume: { type: "boolean", default: false },
      settle: { type: "string", default: "30" },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  const store = values.store ?? env["REGISTRY_STORE"];
  if (positionals.length > 1) throw new Error("There is one FILE.");
  if (store === undefined && !values.help) throw new Error("Which store? Give --store or REGISTRY_STORE.");
  const file = positionals[0] === "-" ? undefined : positionals[0];
  if (values.resume && file === undefined) throw new Error("Only an export to a FILE can be resumed.");
  if (!/^\d{1,4}$/.test(values.settle)) throw new Error("--settle must be a number of seconds.");
  const settle = Number(values.settle) * 1_000;
  return { file, store: store ?? "", resume: values.resume, settle, help: values.help };
}

function seldom<T>(report: (value: T) => void): (value: T) => void {
  let last = performance.now();
  return (value) => {
    if (performance.now() - last < PROGRESS_EVERY) return;
    last = performance.now();
    report(value);
  };
}
