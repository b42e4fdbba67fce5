import { Command, Option } from "commander";
import type { ClientOptions } from "../options.js";
import { CliError } from "./exit-codes.js";
import { userDirectory } from "./files.js";
import type { Terminal } from "./output/terminal.js";
import { SETTINGS, clientOptions, findSettings, located } from "./settings.js";
import type { FoundSettings, SettingName, Settings } from "./settings.js";
import { SOFTWARE_VERSION } from "./software-version.js";

/** Commands load what they need when they run: those on files alone start without the network's code. */
export function createProgram(terminal: Terminal, exit: (code: number) => void): Command {
  const program = new Command("appointment-client")
    .description("Registers, finds and cancels appointments in an NHS Appointment Registry (FHIR STU3).")
    .version(SOFTWARE_VERSION)
    .enablePositionalOptions()
    .helpCommand(true)
    .showHelpAfterError("Try it with --help.")
    .addHelpText("after", EXIT_CODES)
    .exitOverride();

  const online = (name: string, about: string): Command => {
    const command = program.command(name).description(about);
    command.optionsGroup("Registry:");
    for (const { flag, variable, about: meaning } of Object.values(SETTINGS)) {
      command.option(flag, `${meaning} [${variable}]`);
    }
    command.option("--profile <name>", "settings from the configuration file [APPOINTMENT_CLIENT_PROFILE]");
    command.option("--config <file>", "the configuration file [APPOINTMENT_CLIENT_CONFIG]");
    return command.optionsGroup("Options:");
  };
  const output = (command: Command): Command =>
    command
      .addOption(new Option("--json", "print the resource, or the OperationOutcome, as FHIR JSON").conflicts("xml"))
      .option("--xml", "the same as FHIR XML");

  output(online("register", "register a booked appointment from an XML or JSON file (- for standard input)"))
    .argument("<file>", "the Appointment")
    .option("--once", "only if the registry has none with its identifier; safe to repeat")
    .action(async (file: string, options: Flags) => {
      const { register } = await import("./commands/register.js");
      exit(await register(file, options, await settled(options), terminal));
    });

  output(online("get", "retrieve an appointment"))
    .argument("<id>")
    .option("--version <vid>", "an earlier version")
    .action(async (id: string, options: Flags) => {
      const { get } = await import("./commands/get.js");
      exit(await get(id, options, await settled(options), terminal));
    });

  output(online("history", "list the versions of an appointment"))
    .argument("<id>")
    .action(async (id: string, options: Flags) => {
      const { history } = await import("./commands/history.js");
      exit(await history(id, options, await settled(options), terminal));
    });

  output(online("search", "find the appointments of a patient that do not lie in the past"))
    .requiredOption("--nhs-number <number>", "the patient")
    .action(async (options: Flags & { nhsNumber: string }) => {
      const { search } = await import("./commands/search.js");
      exit(await search(options, await settled(options), terminal));
    });

  output(online("cancel", "cancel appointments: retrieve, change the status and nothing else, update with If-Match"))
    .argument("[id...]")
    .option("--file <csv>", "cancel all that a CSV file names (column id, or the first); - for standard input")
    .option(
      "--journal <file>",
      "where a run with --file notes what is done, to go on there (the file's name and .journal)",
    )
    .option("--concurrency <n>", "how many at a time with --file (8)")
    .option("--entered-in-error", "for what should never have been registered")
    .option("--retry-conflicts", "after another's change, try again if the appointment is still booked")
    .action(async (ids: string[], options: Flags & { file?: string }) => {
      const { file } = options;
      if ((ids.length === 0) === (file === undefined)) throw new CliError("Name the appointments by ids or by --file.");
      if (file !== undefined) {
        const { cancelFile } = await import("./commands/cancel-file.js");
        exit(await cancelFile({ ...options, file }, await settled(options), terminal));
      } else {
        const { cancel } = await import("./commands/cancel.js");
        exit(await cancel(ids, options, await settled(options), terminal));
      }
    });

  program
    .command("convert")
    .description("convert STU3 resources of any type between XML and JSON, without loss")
    .argument("<path...>", "files, folders, or - for standard input")
    .addOption(new Option("--to <format>", "what to write").choices(["xml", "json"]).makeOptionMandatory())
    .option("--output <dir>", "write files there instead of to standard output")
    .option("--pretty", "lay the output out for people")
    .option("--json", "issues as NDJSON {file, issues} on standard error")
    .action(async (paths: string[], options: { to: "xml" | "json" }) => {
      const { convert } = await import("./commands/convert.js");
      exit(await convert(paths, options, terminal));
    });

  program
    .command("validate")
    .description("validate Appointments")
    .argument("<path...>", "files, folders, or - for standard input")
    .addOption(
      new Option("--rules <set>", "STU3 alone, with CareConnect-Appointment-1, or with the registry's entry rules")
        .choices(["base", "careconnect", "registry"])
        .default("careconnect"),
    )
    .option("--json", "NDJSON {file, valid, outcome}, a line a file")
    .action(async (paths: string[], options: { rules: "base" | "careconnect" | "registry" }) => {
      const { validate } = await import("./commands/validate.js");
      exit(await validate(paths, options, terminal));
    });

  online("diff", "name every difference between two resources; exit code 0 equal, 1 different, 2 trouble")
    .argument("<a>", "a file, - for standard input, or ID or ID@VERSION in the registry")
    .argument("<b>")
    .option("--json", "an array of {kind, expression, location, before, after}")
    .action(async (a: string, b: string, options: Flags) => {
      const { differences } = await import("./commands/diff.js");
      const { resourceNamed } = await import("./commands/resource-named.js");
      const resourceOf = (name: string) => resourceNamed(name, () => settled(options), terminal);
      exit(await differences([a, b], options, terminal, resourceOf));
    });

  online("token", "show what the access token claims and how long it is good for")
    .option("--json", "{claims, secondsLeft}")
    .option("--raw", "the token itself, for curl")
    .action(async (options: Flags) => {
      const { token } = await import("./commands/token.js");
      exit(await token(options, await settled(options), terminal));
    });

  online("doctor", "check address, certificates, token, clock and registry, and say what to do")
    .option("--json", "NDJSON {check, ok, found, advice}")
    .action(async (options: Flags) => {
      const { doctor } = await import("./commands/doctor.js");
      const { settings, from } = await foundSettings(options);
      exit(await doctor(options, { options: await clientOptions(settings), from }, terminal));
    });

  program
    .command("completion")
    .description("print a completion script: source <(appointment-client completion bash)")
    .argument("<shell>", "bash or zsh")
    .action(async (shell: string) => {
      if (shell !== "bash" && shell !== "zsh") throw new CliError("There is completion for bash and zsh.");
      const { completion } = await import("./commands/completion.js");
      terminal.print(completion(shell, program));
    });

  return program;
}

/** What commander makes of the options that commands on a registry share. */
type Flags = Partial<Record<"url" | Exclude<SettingName, "baseUrl">, string>> & {
  readonly profile?: string;
  readonly config?: string;
  readonly json?: boolean;
  readonly xml?: boolean;
};

export function foundSettings(options: Flags): Promise<FoundSettings> {
  const { url, profile, config } = options;
  const given: Record<string, string> = url === undefined ? {} : { baseUrl: url };
  for (const name of Object.keys(SETTINGS) as SettingName[]) {
    const value = name === "baseUrl" ? undefined : options[name];
    if (value !== undefined) given[name] = value;
  }
  return findSettings({ flags: located(given as Settings, userDirectory()), profile, config });
}

async function settled(options: Flags): Promise<ClientOptions> {
  const { settings } = await foundSettings(options);
  if (!URL.canParse(settings.baseUrl) || new URL(settings.baseUrl).protocol !== "https:") {
    throw new CliError(`${settings.baseUrl} is not an https URL.`);
  }
  return clientOptions(settings);
}

const EXIT_CODES = `
Exit codes:
  0  done
  1  refused by the registry (4xx), or a file is unreadable or invalid
  2  wrong arguments or settings
  3  conflict: somebody else changed the appointment (409)
  4  not done, the registry could not be reached or is unavailable; may be tried again
  5  not known whether it was done; safe to do again`;
