import { diff, isError, readResource } from "@appointment-registry/fhir-appointment";
import type { AnyResource } from "@appointment-registry/fhir-appointment";
import { CliError } from "../exit-codes.js";
import { getFormat, readSource, STANDARD_INPUT } from "../files.js";
import { changeJson, changeLines } from "../output/changes.js";
import type { Terminal } from "../output/terminal.js";

/** Exit codes as in diff(1). */
export const DIFF_EXIT = { equal: 0, different: 1, trouble: 2 } as const;

/** Returns the resource that an argument names, or reports why there is none and returns `undefined`. */
export type ResourceSource = (name: string) => Promise<AnyResource | undefined>;

/** Prints every difference between two resources. XML and JSON of the same resource are equal. */
export async function differences(
  names: readonly [string, string],
  { json = false }: { readonly json?: boolean },
  terminal: Terminal,
  resourceOf: ResourceSource,
): Promise<number> {
  if (names.every((name) => name === STANDARD_INPUT)) throw new CliError("Only one of the two can be standard input.");
  const before = await resourceOf(names[0]);
  const after = await resourceOf(names[1]);
  if (before === undefined || after === undefined) return DIFF_EXIT.trouble;
  const changes = diff(before, after);
  if (json) terminal.printJson(changes.map(changeJson));
  else terminal.print(changeLines(changes, terminal.out));
  return changes.length === 0 ? DIFF_EXIT.equal : DIFF_EXIT.different;
}

/** Returns the resource in a file and reports its faults. A resource that was only partly readable is not compared. */
export async function resourceInFile(name: string, terminal: Terminal): Promise<AnyResource | undefined> {
  const source = await readSource(name);
  const result = readResource(source, { format: getFormat(source) });
  if (result.kind === "resource") return result.resource;
  terminal.say(`${terminal.err.bold(name)}: ${result.kind}`);
  terminal.sayIssues(result.issues.filter(isError), "  ");
  return undefined;
}
