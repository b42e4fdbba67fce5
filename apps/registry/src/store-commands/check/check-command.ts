import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { parseArgs } from "node:util";
import { auditDirectoryFrom } from "../../config/audit-directory.js";
import { getMessage } from "../../logging/describe-error.js";
import type { CheckResult } from "./check-store.js";
import { checkStore } from "./check-store.js";
import { parseStoreUrl } from "../../config/store-location.js";
import type { Finding } from "../../store/checked-store.js";

export const STORE_CHECK_USAGE = `registry store check [URL] [--audit DIRECTORY]... [--no-audit] [--json] [--repair-indexes]
Checks a complete store, in use or not, or a copy of its folder. Every version must be readable and unchanged, agree with its resource, and follow
the previous one, starting with 1. The current version must be the last one, and searches must find exactly the right entries. With the audit trail,
every version must have its record. Also lists entries that violate rules of this version; these are not faults.
  URL               (or --store URL) lmdb:DIR or mongodb://...; default: REGISTRY_STORE
  --audit DIRECTORY the audit trails of all registries on the store; default: that of the settings, if it exists
  --no-audit        does not compare accounts with the audit trail
  --json            prints the result as one JSON object
  --repair-indexes  rebuilds wrong current versions and indexes from the versions, and changes nothing else. Make a copy first
Exit code: 0 no faults, 1 faults (also if all were repaired: check again), 2 the store could not be checked.
Progress goes to standard error.`;

/** The parts of its process that a command uses. */
export interface CommandOutput {
  readonly write: (text: string) => void;
  readonly report: (line: string) => void;
  /** Program to start again for work that may crash a process; if undefined, all work is done in this one. */
  readonly program?: string | undefined;
}

const HERE = "REGISTRY_CHECK_HERE";

/** `registry store check`. @returns the exit code */
export async function storeCheckCommand(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  output: CommandOutput,
): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      store: { type: "string" },
      audit: { type: "string", multiple: true },
      "no-audit": { type: "boolean", default: false },
      json: { type: "boolean", default: false },
      "repair-indexes": { type: "boolean", default: false },
    },
  });
  const [given, ...more] = positionals;
  const url = values.store ?? given ?? env["REGISTRY_STORE"];
  if (url === undefined || url === "") throw new Error("Which store? Give --store URL or REGISTRY_STORE.");
  const location = parseStoreUrl(url);
  if (location === undefined) throw new Error("The store must be lmdb:DIR or mongodb://HOST/DATABASE.");
  if (more.length > 0 || (given !== undefined && values.store !== undefined)) throw new Error("There is one store.");
  if (output.program !== undefined && location.kind === "lmdb" && env[HERE] === undefined)
    return checkElsewhere(output.program, args, env, values.json, output);
  const configured = auditDirectoryFrom({ ...env, REGISTRY_STORE: url });
  const audit = values["no-audit"] ? [] : (values.audit ?? (existsSync(configured) ? [configured] : []));
  try {
    const result = await checkStore(location, { audit, repair: values["repair-indexes"], progress: output.report });
    if (values.json) output.write(`${JSON.stringify(result)}\n`);
    else for (const line of toLines(result)) output.write(`${line}\n`);
    return result.faults === 0 ? 0 : 1;
  } catch (error) {
    output.report(`The store cannot be checked: ${getMessage(error)}`);
    return 2;
  }
}

/** LMDB maps its file, so damage may end the reading process with a signal. */
async function checkElsewhere(
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  isJson: boolean,
  { write }: CommandOutput,
): Promise<number> {
  const child = spawn(process.execPath, [program, "store", "check", ...args], {
    env: { ...env, [HERE]: "1" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  child.stdout.on("data", (chunk: Buffer) => write(chunk.toString()));
  const { code, signal } = await new Promise<{ code: number | null; signal: string | null }>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (ended, by) => resolve({ code: ended, signal: by }));
  });
  if (code !== null) return code;
  const finding: Finding = {
    kind: "file",
    message: `Reading the store ends the process by ${signal}: its pages are damaged.`,
  };
  write(
    isJson ? `${JSON.stringify({ faults: 1, findings: [finding] })}\n` : `${toLine(finding)}\nThe store is DAMAGED.\n`,
  );
  return 1;
}

/** Maximum number of faults, and of entries that would be rejected, that are printed. */
const MOST_LINES = 100;

function toLines(result: CheckResult): string[] {
  const { appointments, versions, withoutChecksum, faults, findings, repaired, isCompared, refusedToday, refused } =
    result;
  return [
    ...findings.slice(0, MOST_LINES).map(toLine),
    ...(faults > MOST_LINES ? [`FAULT ... and ${faults - MOST_LINES} more.`] : []),
    ...refused
      .slice(0, MOST_LINES)
      .map(({ id, rules }) => `Appointment/${id} would be refused today: ${rules.join(", ")}.`),
    ...(refusedToday > MOST_LINES ? [`... and ${refusedToday - MOST_LINES} more would be refused today.`] : []),
    `${appointments} appointments with ${versions} versions were read.`,
    ...(withoutChecksum === 0
      ? []
      : [`${withoutChecksum} versions have no checksum; "registry store seal" adds them.`]),
    ...(isCompared ? [] : ["The accounts were not compared with an audit trail."]),
    ...(repaired === 0 ? [] : [`${repaired} repairs were made. Check again.`]),
    faults === 0 ? "The store has no faults." : `The store is DAMAGED: ${faults} faults.`,
  ];
}

function toLine({ kind, id, version, message }: Finding): string {
  const of = id === undefined ? "" : ` Appointment/${id}${version === undefined ? "" : `/_history/${version}`}`;
  return `FAULT ${kind}${of}: ${message}`;
}
