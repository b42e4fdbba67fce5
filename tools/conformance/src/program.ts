import { writeFile } from "node:fs/promises";
import { Command, InvalidArgumentError, Option } from "commander";
import { describeDryRun } from "./dry-run.js";
import { writeSettingsTemplate } from "./init.js";
import { getInputs } from "./prepare.js";
import type { Options } from "./prepare.js";
import { printHtml } from "./report/html.js";
import { printJson } from "./report/json.js";
import { printJunit } from "./report/junit.js";
import { printMarkdown } from "./report/markdown.js";
import { describeRequirements } from "./report/requirements-table.js";
import { printTerminal, summary, verdict } from "./report/terminal.js";
import { BINDINGS } from "./requirement.js";
import { REQUIREMENTS } from "./requirements.js";
import { isConformant, run } from "./run.js";
import { chosenIds } from "./selection.js";
import { baseUrl, readSettings } from "./settings.js";
import { CLIENT_AUTHENTICATIONS } from "./token-source.js";

interface Said extends Options {
  readonly settings?: string;
  readonly only: readonly string[];
  readonly level: readonly string[];
  readonly concurrency: number;
  readonly timeout: number;
  readonly deadline: number;
  readonly strict: boolean;
  readonly quiet: boolean;
  readonly junit?: string;
  readonly html?: string;
  readonly markdown?: string;
  readonly json: boolean;
  readonly dryRun: boolean;
  readonly list: boolean;
}

/**
 * Returns the command line. `exit` receives 0 if the registry conforms, otherwise 1. `printError` receives warnings and Commander's errors.
 */
export function createProgram(
  print: (text: string) => void,
  exit: (code: number) => void,
  printError: (text: string) => void,
): Command {
  const program = new Command("conformance")
    .exitOverride()
    .configureOutput({ writeOut: print, writeErr: printError })
    .description("Tests a registry against every requirement of the specification, and reports the results.")
    .option("--settings <file>", "JSON file with baseUrl and other options as members (expiredToken, log ...)");
  registryOptions(program);
  tokenOptions(program);
  runOptions(program);
  program.action(async (said: Said) => {
    if (said.list) return print(describeRequirements());
    const options =
      said.settings === undefined ? said : completed(program, said, await readSettings(said.settings, program));
    const inputs = await getInputs(options, (text) => printError(`${text}\n`), said.dryRun);
    const only = chosenIds({ only: options.only, except: options.except, levels: options.level });
    if (said.dryRun) return print(describeDryRun(inputs, only));
    const outputs = [options.junit, options.html, options.markdown].filter((file) => file !== undefined);
    for (const file of outputs) await expectWritable(file);
    const report = await run(inputs, {
      only,
      concurrency: options.concurrency,
      answerMilliseconds: options.timeout * 1000,
      runMilliseconds: options.deadline * 1000,
    });
    if (options.junit !== undefined) await writeFile(options.junit, printJunit(report, options.strict));
    if (options.html !== undefined) await writeFile(options.html, printHtml(report));
    if (options.markdown !== undefined) await writeFile(options.markdown, printMarkdown(report, options.strict));
    print(options.json ? printJson(report) : printTerminal(report, !options.quiet));
    if (!options.json) print(`${verdict(report, options.strict)}\n`);
    else printError(`${summary(report)}\n`);
    exit(isConformant(report, options.strict) ? 0 : 1);
  });
  program
    .command("init")
    .description("Write a settings file to fill in.")
    .argument("[file]", "where to", "conformance.json")
    .action(async (file: string) => {
      await writeSettingsTemplate(file);
      print(`${file} was written. Fill it in, and list what would be tested: --settings ${file} --dry-run\n`);
    });
  return program;
}

function registryOptions(program: Command): void {
  program
    .option("--url <base>", "FHIR base of the registry", baseUrl)
    .option("--public-url <base>", "the registry's own base URL, if there is a gateway in front of it", baseUrl)
    .option("--ca <file>", "PEM of the CA of its certificate (the roots that Node.js knows)")
    .option("--cert <file>", "PEM of the client certificate")
    .option("--key <file>", "PEM of its key; the passphrase, if any, in REGISTRY_KEY_PASSPHRASE")
    .option("--proxy <url>", "HTTP proxy for every request (HTTPS_PROXY, NO_PROXY)", proxyUrl)
    .option("--faulty-url <base>", "base URL of an instance that answers 500, to test its error responses", baseUrl)
    .option("--faulty-ca <file>", "PEM of the CA of its certificate (that of --ca)")
    .option("--log <file>", "log file of the registry, to search it for patient data; may be repeated", several, []);
}

function tokenOptions(program: Command): void {
  program
    .addOption(new Option("--token <jwt>", "token that grants every interaction").env("REGISTRY_TOKEN"))
    .option(
      "--token-for <permission=jwt>",
      "token for create, read, search or update, if there is one for each; repeat it four times",
      several,
      [],
    )
    .option("--token-url <url>", "token endpoint for client credentials, also for limited tokens", baseUrl)
    .option("--token-ca <file>", "PEM of the CA of its certificate (that of --ca, or the roots that Node.js knows)")
    .option("--token-cert <file>", "PEM of the client certificate for it (that of --cert)")
    .option("--token-key <file>", "PEM of the key of that certificate")
    .option("--client-id <id>", "id of the client at the token URL")
    .addOption(
      new Option("--client-auth <method>", "how the client authenticates at the token URL")
        .choices(CLIENT_AUTHENTICATIONS)
        // The default is applied later, since a settings file may set another value.
        .argParser((text: string) => {
          if (!(CLIENT_AUTHENTICATIONS as readonly string[]).includes(text))
            throw new InvalidArgumentError(`It must be one of ${CLIENT_AUTHENTICATIONS.join(", ")}.`);
          return text;
        }),
    )
    .addOption(new Option("--client-secret <secret>", "its secret").env("REGISTRY_CLIENT_SECRET"))
    .option("--client-key <file>", "PEM of the key for private_key_jwt")
    .option("--client-key-id <kid>", "its key id (kid)")
    .option("--client-algorithm <alg>", "its algorithm (RS512, or the one that matches the key)")
    .option("--token-parameter <name=value>", "additional parameter of the token request; may be repeated", several, [])
    .option("--scope <scope>", "scope to request (the interaction ids of the registry)")
    .option("--token-command <command>", "command that prints a token; the scope is in CONFORMANCE_SCOPE")
    .option("--limited-token <jwt>", "valid token that lacks an interaction; may be repeated", several, [])
    .option(
      "--equivalent-token <jwt>",
      "valid token that grants everything in another claim or format; may be repeated",
      several,
      [],
    )
    .option("--expired-token <jwt>", "token of the registry's issuer that has expired")
    .option("--not-yet-valid-token <jwt>", "token of the registry's issuer that is not valid yet")
    .option("--other-audience-token <jwt>", "token of the registry's issuer for another audience")
    .option("--other-issuer-token <jwt>", "token with another issuer, signed by a key of the registry's issuer");
}

function runOptions(program: Command): void {
  program
    .option(
      "--only <id>",
      "test only this requirement, or those that match (cancel-*); may be repeated",
      requirement,
      [],
    )
    .option("--except <id>", "skip this requirement, or those that match; may be repeated", requirement, [])
    .option("--level <level>", `test only the levels ${BINDINGS.join(", ")}; may be repeated`, level, [])
    .option("--strict", "also fail if advice (SHOULD) or choices are not followed", false)
    .option("--concurrency <n>", "concurrent tests", positive, 6)
    .option("--timeout <seconds>", "timeout of one response", positive, 30)
    .option("--deadline <seconds>", "timeout of the complete run", positive, 1800)
    .option("--dry-run", "list what would be tested and what is missing, and send nothing", false)
    .option("--quiet", "print only requirements that are not passed", false)
    .option("--junit <file>", "write the report as JUnit XML")
    .option("--html <file>", "write the report as one HTML page")
    .option("--markdown <file>", "write the report as Markdown")
    .option("--json", "print the report as JSON", false)
    .option("--list", "print the requirements as Markdown, and exit", false);
}

/** The command line and the environment take precedence over the file. Values of repeatable options are combined. */
function completed(program: Command, said: Said, kept: Readonly<Record<string, unknown>>): Said {
  const made: Record<string, unknown> = { ...said };
  for (const [name, value] of Object.entries(kept)) {
    if (Array.isArray(value)) made[name] = [...(value as unknown[]), ...((made[name] ?? []) as unknown[])];
    else if (["default", undefined].includes(program.getOptionValueSource(name))) made[name] = value;
  }
  return made as unknown as Said;
}

/** The old content remains until there is a report to replace it. */
async function expectWritable(file: string): Promise<void> {
  await writeFile(file, "", { flag: "a" }).catch((error: NodeJS.ErrnoException) => {
    throw new Error(`${file} cannot be written (${error.code ?? error.message}).`);
  });
}

function positive(text: string): number {
  if (!/^[1-9]\d{0,4}$/.test(text)) throw new InvalidArgumentError("It must be a number from 1 to 99999.");
  return Number(text);
}

function proxyUrl(text: string): string {
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol))
    throw new InvalidArgumentError("It must be an http or https URL.");
  return text;
}

const several = (text: string, before: readonly string[]): string[] => [...before, text];

function level(text: string, before: readonly string[]): string[] {
  const name = text.toLowerCase();
  if (!(BINDINGS as readonly string[]).includes(name))
    throw new InvalidArgumentError(`It must be one of ${BINDINGS.join(", ")}.`);
  return [...before, name];
}

function requirement(text: string, before: readonly string[]): string[] {
  if (!REQUIREMENTS.some(({ id }) => chosenIds({ only: [text], except: [], levels: [] }).includes(id)))
    throw new InvalidArgumentError("There is no such requirement.");
  return [...before, text];
}
