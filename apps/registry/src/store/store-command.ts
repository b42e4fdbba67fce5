import { parseArgs } from "node:util";
import { messageOf } from "../logging/describe-error.js";

export const STORE_USAGE = `registry store prove mongodb://HOST[,HOST...]/DATABASE [--rounds N] [--rivals N]

Proves on an operator's own database that the writes which the store relies on are atomic: races writers for one compare-and-set, one
document id and one member of a unique index, in a collection of its own that is dropped at the end. Run it before a database is
used for the first time, and after a change of its product or version.
  --rounds N  rounds of each race; default: 200
  --rivals N  writers in each round; default: 40
Exit code: 0 every round had one winner, 1 one had not or the database failed, 2 the command is wrong.`;

/** `registry store prove`. @returns the exit code */
export async function storeCommand(args: readonly string[], write: (text: string) => void): Promise<number> {
  let options;
  try {
    options = readOptions(args);
  } catch (error) {
    write(`${messageOf(error)}\n\n${STORE_USAGE}\n`);
    return 2;
  }
  try {
    const { proveAtomic } = await import("./mongodb/prove.js");
    const atomic = await proveAtomic(options.url, { ...options, report: (line) => write(`${line}\n`) });
    write(atomic ? "The database is atomic.\n" : "The database is NOT atomic: do not use it as a store.\n");
    return atomic ? 0 : 1;
  } catch (error) {
    write(`The proof failed: ${messageOf(error)}\n`);
    return 1;
  }
}

function readOptions(args: readonly string[]): { url: string; rounds: number; rivals: number } {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { rounds: { type: "string", default: "200" }, rivals: { type: "string", default: "40" } },
  });
  const [action, url, ...more] = positionals;
  if (action !== "prove" || more.length > 0 || url === undefined || !/^mongodb(\+srv)?:\/\//.test(url)) {
    throw new Error("registry store prove requires one URL of a MongoDB database.");
  }
  return { url, rounds: positive("--rounds", values.rounds), rivals: positive("--rivals", values.rivals) };
}

function positive(name: string, text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new Error(`${name} must be a positive integer.`);
  return Number(text);
}
