import { parseArgs } from "node:util";
import { getMessage } from "../logging/describe-error.js";
import { parseStoreUrl } from "../config/store-location.js";
import type { StoreLocation } from "../config/store-location.js";
import { STORE_BACKUP_USAGE, storeBackupCommand } from "./backup/backup-command.js";
import type { CommandOutput } from "./check/check-command.js";
import { STORE_CHECK_USAGE, storeCheckCommand } from "./check/check-command.js";

const STORE_SEAL_USAGE = `registry store seal [--store URL]
Adds checksums to the versions that version 0.1 wrote, while registries are running or not. May be interrupted and run again. On MongoDB, run it
after the last registry of version 0.1 was stopped.
Exit code: 0 every version has its checksum, 1 failed, 2 the command is invalid.`;

const STORE_PROVE_USAGE = `registry store prove mongodb://HOST[,HOST...]/DATABASE [--rounds N] [--rivals N]
Verifies that a database makes the writes atomic that the store relies on: it races writers for one compare-and-set, one
document id and one member of a unique index, in a temporary collection that is dropped at the end. Run it before you use a database
for the first time, and after a change of its product or version.
  --rounds N  rounds of each race; default: 200
  --rivals N  writers in each round; default: 40
Exit code: 0 every round had one winner, 1 a round did not, or the database failed, 2 the command is invalid.`;

export const STORE_USAGE = [STORE_CHECK_USAGE, STORE_BACKUP_USAGE, STORE_SEAL_USAGE, STORE_PROVE_USAGE].join("\n\n");

type Env = Readonly<Record<string, string | undefined>>;

/** `registry store`. @returns the exit code */
export async function storeCommand(args: readonly string[], env: Env, output: CommandOutput): Promise<number> {
  const [action, ...rest] = args;
  if (rest.includes("--help") || rest.includes("-h")) {
    output.write(`${STORE_USAGE}\n`);
    return 0;
  }
  try {
    switch (action) {
      case "check":
        return await storeCheckCommand(rest, env, output);
      case "backup":
      case "restore":
        return await storeBackupCommand(action, rest, env, output);
      case "seal":
        return await seal(rest, env, output);
      case "prove":
        return await prove(rest, output);
    }
    throw new Error("The commands are: registry store check, backup, restore, seal and prove.");
  } catch (error) {
    output.write(`${getMessage(error)}\n\n${STORE_USAGE}\n`);
    return 2;
  }
}

async function seal(args: readonly string[], env: Env, { write, report }: CommandOutput): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: { store: { type: "string" } } });
  const url = values.store ?? env["REGISTRY_STORE"] ?? "";
  const location = parseStoreUrl(url);
  if (location === undefined) throw new Error("Which store? Give --store URL or REGISTRY_STORE.");
  try {
    const progress = (sealed: number) => report(`${sealed} versions`);
    const sealed = await sealAt(location, progress);
    write(`${sealed} versions got their checksums; all have one.\n`);
    return 0;
  } catch (error) {
    report(`The versions could not be sealed: ${getMessage(error)}`);
    return 1;
  }
}

async function sealAt(location: StoreLocation, progress: (sealed: number) => void): Promise<number> {
  switch (location.kind) {
    case "lmdb":
      return (await import("../store/embedded/seal.js")).sealEmbedded(location.directory, progress);
    case "mongodb":
      return (await import("../store/mongodb/seal.js")).sealMongoDb(location.url, progress);
  }
}

async function prove(args: readonly string[], { write }: CommandOutput): Promise<number> {
  const options = readProveOptions(args);
  try {
    const { proveAtomic } = await import("../store/mongodb/prove.js");
    const atomic = await proveAtomic(options.url, { ...options, report: (line) => write(`${line}\n`) });
    write(atomic ? "The database is atomic.\n" : "The database is NOT atomic: do not use it as a store.\n");
    return atomic ? 0 : 1;
  } catch (error) {
    write(`The proof failed: ${getMessage(error)}\n`);
    return 1;
  }
}

function readProveOptions(args: readonly string[]): { url: string; rounds: number; rivals: number } {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { rounds: { type: "string", default: "200" }, rivals: { type: "string", default: "40" } },
  });
  const [url, ...more] = positionals;
  if (more.length > 0 || url === undefined || parseStoreUrl(url)?.kind !== "mongodb") {
    throw new Error("registry store prove requires one URL of a MongoDB database.");
  }
  return { url, rounds: positive("--rounds", values.rounds), rivals: positive("--rivals", values.rivals) };
}

function positive(name: string, text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new Error(`${name} must be a positive integer.`);
  return Number(text);
}
