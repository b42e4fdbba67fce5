import { mkdir, writeFile } from "node:fs/promises";
import { dirname, extname, join } from "node:path";
import { readResource, writeResource } from "@appointment-registry/fhir-appointment";
import type { Format, Issue } from "@appointment-registry/fhir-appointment";
import { CliError, EXIT } from "../exit-codes.js";
import { getFormat, readSource, sourceFiles, userPath } from "../files.js";
import type { SourceFile } from "../files.js";
import type { Terminal } from "../output/terminal.js";

export interface ConvertOptions {
  readonly to: Format;
  readonly output?: string;
  readonly pretty?: boolean;
  readonly json?: boolean;
}

/** Converts files one by one; each may contain any STU3 resource. An unreadable or invalid file is not converted. */
export async function convert(paths: string[], options: ConvertOptions, terminal: Terminal): Promise<number> {
  const files = await sourceFiles(paths);
  if (files.length === 0) throw new CliError("There is no .xml or .json file in that folder.");
  const sources = files.map((file) => ({ file, target: join(dirname(file.below), stem(file)) + `.${options.to}` }));
  const targets = options.output === undefined ? undefined : getTargets(sources, options.to);
  let exitCode: number = EXIT.done;
  for (const file of files) {
    const source = await readSource(file.name);
    const result = readResource(source, { format: getFormat(source) });
    const issues: readonly Issue[] = result.kind === "resource" ? [] : result.issues;
    if (options.json === true) terminal.sayJson({ file: file.name, issues });
    if (result.kind !== "resource") {
      exitCode = EXIT.refused;
      if (options.json !== true) {
        terminal.say(`${terminal.err.bold(file.name)}: ${result.kind}, not converted`);
        terminal.sayIssues(issues, "  ");
      }
      continue;
    }
    const text = writeResource(result.resource, { format: options.to, pretty: options.pretty ?? false });
    const target = targets?.get(file);
    if (target === undefined) terminal.printDocument(text, options.to);
    else {
      const path = join(userPath(options.output as string), target);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, `${text}\n`);
    }
  }
  return exitCode;
}

const stem = ({ below }: SourceFile): string => {
  const name = below.slice(dirname(below) === "." ? 0 : dirname(below).length + 1);
  return name.slice(0, name.length - extname(name).length) || name;
};

/**
 * Returns the output name of each file. If `a.xml` and `a.json` would both become `a.json`, the converted file takes
 * the name, and the one already in that format becomes `a.json.json`. Throws `CliError` if two files still share a
 * name.
 */
function getTargets(sources: readonly { file: SourceFile; target: string }[], to: Format): Map<SourceFile, string> {
  const wanted = new Map<string, number>();
  for (const { target } of sources) wanted.set(target, (wanted.get(target) ?? 0) + 1);
  const taken = new Map<string, SourceFile>();
  const targets = new Map<SourceFile, string>();
  for (const { file, target } of sources) {
    const yields = (wanted.get(target) ?? 0) > 1 && extname(file.below).toLowerCase() === `.${to}`;
    const name = yields ? `${file.below}.${to}` : target;
    const other = taken.get(name);
    if (other !== undefined) throw new CliError(`${other.name} and ${file.name} would both become ${name}`);
    taken.set(name, file);
    targets.set(file, name);
  }
  return targets;
}
