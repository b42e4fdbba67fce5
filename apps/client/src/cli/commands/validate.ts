import {
  boundIssues,
  isError,
  mergeIssues,
  readResource,
  toOperationOutcome,
  validateAppointment,
} from "@appointment-registry/fhir-appointment";
import type { Issue, RuleSet } from "@appointment-registry/fhir-appointment";
import { CliError, EXIT } from "../exit-codes.js";
import { getFormat, readSource, sourceFiles } from "../files.js";
import type { Terminal } from "../output/terminal.js";

export interface ValidateOptions {
  readonly rules: RuleSet;
  readonly json?: boolean;
}

/** Reports whether each file is valid. `base` accepts any STU3 resource, the other rule sets only an Appointment. */
export async function validate(paths: string[], options: ValidateOptions, terminal: Terminal): Promise<number> {
  const files = await sourceFiles(paths);
  if (files.length === 0) throw new CliError("There is no .xml or .json file in that folder.");
  let invalid = 0;
  for (const { name } of files) {
    const issues = getIssues(await readSource(name), options.rules);
    const valid = !issues.some(isError);
    if (!valid) invalid += 1;
    if (options.json === true) terminal.printJson({ file: name, valid, outcome: toOperationOutcome(issues) });
    else {
      const verdict = valid ? terminal.out.green("valid") : terminal.out.red("invalid");
      terminal.print(`${terminal.out.bold(name)}: ${verdict}`);
      terminal.sayIssues(issues, "  ");
    }
  }
  if (options.json !== true && files.length > 1) terminal.print(`${files.length - invalid} valid, ${invalid} invalid`);
  return invalid === 0 ? EXIT.done : EXIT.refused;
}

function getIssues(source: Uint8Array, rules: RuleSet): Issue[] {
  const expectedType = rules === "base" ? {} : { expectedType: "Appointment" };
  const result = readResource(source, { format: getFormat(source), ...expectedType });
  if (result.kind === "unreadable") return result.issues;
  const read = result.kind === "invalid" ? result.issues : [];
  const found = validateAppointment(result.resource, { rules, structure: false, maxIssues: Infinity });
  return boundIssues(mergeIssues(read, found));
}
