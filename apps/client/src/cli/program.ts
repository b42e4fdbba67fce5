import { Argument, Command, Option } from "commander";
import { usableConnection } from "./connection.js";
import type { Connection } from "./connection.js";
import type { SearchOptions } from "./commands/search.js";
import { CliError, EXIT_CODES } from "./exit-codes.js";
import { userDirectory } from "./files.js";
import type { Terminal } from "./output/terminal.js";
import { SETTING_NAMES, findSettings, toFlag, located, getSetting } from "./settings.js";
import type { FoundSettings, SettingName, Settings } from "./settings.js";
import { SOFTWARE_VERSION } from "./software-version.js";

const FILES = "files, folders, or - for standard input";

/**
 * Creates the program. Commands load their modules when they run, so commands on files start without the network code.
 */
export function createProgram(terminal: Terminal, exit: (code: number) => void): Command {
  const program = new Command("appointment-client")
    .description("Registers, finds and cancels appointments in an NHS Appointment Registry (FHIR STU3).")
    .version(SOFTWARE_VERSION)
    .enablePositionalOptions()
    .helpCommand("help [command]", "Show the help of a command")
    .configureOutput({
      writeOut: (text) => terminal.print(text.trimEnd().split("\n")),
      writeErr: (text) => terminal.say(text.trimEnd().split("\n")),
      // Keep the message on one line, even if the arguments in it contain line breaks.
      outputError: (text) => terminal.say(text.trimEnd().replace(/\n(?=\(Did you mean )/, " ")),
    })
    .showHelpAfterError("The usage: --help")
    .addHelpText("after", exitCodeHelp())
    .exitOverride();
  const command = (name: string, about: string): Command => program.command(name).description(about);

  const register = command("register", "Register a booked appointment from an XML or JSON file")
    .argument("<file>", "the Appointment; - for standard input")
    .option("--once", "only if the registry has no entry with its identifier; safe to repeat (the default)")
    .option("--no-once", "even if the registry has one; not safe to repeat if the response is lost");
  connectable(printing(register)).action(async (file: string, options: Flags & { once?: boolean }) => {
    const { register } = await import("./commands/register.js");
    exit(await register(file, options, await connected(options), terminal));
  });

  const get = command("get", "Retrieve an appointment")
    .argument("<id>", "the entry's id")
    .option("--version <vid>", "an earlier version");
  connectable(printing(get)).action(async (id: string, options: Flags & { version?: string }) => {
    const { get } = await import("./commands/get.js");
    exit(await get(id, options, await connected(options), terminal));
  });

  const history = command("history", "List the versions of an appointment").argument("<id>", "the entry's id");
  connectable(printing(history)).action(async (id: string, options: Flags) => {
    const { history } = await import("./commands/history.js");
    exit(await history(id, options, await connected(options), terminal));
  });

  const search = command(
    "search",
    "Find the future appointments of a patient, or any appointment by its URL at the provider",
  )
    .option("--nhs-number <number>", "the patient")
    .option("--provider-url <url>", "the full appointment at the provider; past and cancelled ones are found too");
  connectable(printing(search)).action(async (options: Flags & SearchOptions) => {
    const { search } = await import("./commands/search.js");
    exit(await search(options, await connected(options), terminal));
  });

  const cancel = command("cancel", "Cancel appointments: retrieve, change the status, update with If-Match")
    .argument("[id...]", "the entries' ids")
    .option("--file <csv>", "cancel all ids of a CSV file (column id, or the first); - for standard input")
    .option(
      "--journal <file>",
      "file in which --file records its progress, to continue from it (the CSV file with .journal)",
    )
    .option("--concurrency <n>", "concurrent calls with --file; fewer if the registry requests it (8)")
    .option("--entered-in-error", "for appointments that should never have been registered")
    .option("--resume <version>", "detect the cancel of that version by an earlier command (exit code 5)")
    .option("--retry-conflicts", "after another client's change, try again if the appointment is still booked");
  connectable(printing(cancel)).action(async (ids: string[], options: Flags & { file?: string; resume?: string }) => {
    const { file } = options;
    if ((ids.length === 0) === (file === undefined)) throw new CliError("Name the appointments by ids or by --file.");
    if (file !== undefined && options.resume !== undefined)
      throw new CliError("--file has its own journal to resume from.");
    if (file !== undefined) {
      const { cancelFile } = await import("./commands/cancel-file.js");
      exit(await cancelFile({ ...options, file }, await connected(options), terminal));
    } else {
      const { cancel } = await import("./commands/cancel.js");
      exit(await cancel(ids, options, await connected(options), terminal));
    }
  });

  command("convert", "Convert STU3 resources of any type between XML and JSON, without loss")
    .argument("<path...>", FILES)
    .addOption(new Option("--to <format>", "what to write").choices(["xml", "json"]).makeOptionMandatory())
    .option("--output <dir>", "write files there instead of to standard output")
    .option("--pretty", "indent the output")
    .option("--json", "issues as NDJSON {file, issues} on standard error")
    .action(async (paths: string[], options: { to: "xml" | "json" }) => {
      const { convert } = await import("./commands/convert.js");
      exit(await convert(paths, options, terminal));
    });

  command("validate", "Validate Appointments")
    .argument("<path...>", FILES)
    .addOption(
      new Option("--rules <set>", "STU3 alone, with CareConnect-Appointment-1, or with the registry's entry rules")
        .choices(["base", "careconnect", "registry"])
        .default("careconnect"),
    )
    .option("--json", "NDJSON {file, valid, outcome}, a line for each file")
    .action(async (paths: string[], options: { rules: "base" | "careconnect" | "registry" }) => {
      const { validate } = await import("./commands/validate.js");
      exit(await validate(paths, options, terminal));
    });

  const diff = command("diff", "Show every difference between two resources; exit code 0 equal, 1 different, 2 trouble")
    .argument("<a>", "a file, - for standard input, or ID or ID@VERSION in the registry")
    .argument("<b>", "the same")
    .option("--json", "an array of {kind, expression, location, before, after}");
  connectable(diff).action(async (a: string, b: string, options: Flags) => {
    const { differences } = await import("./commands/diff.js");
    const { resourceNamed } = await import("./commands/resource-named.js");
    const getResource = (name: string) => resourceNamed(name, () => connected(options), terminal);
    exit(await differences([a, b], options, terminal, getResource));
  });

  const token = command("token", "Show the claims of the access token and how long it is valid")
    .option("--json", "{claims, secondsLeft}")
    .option("--raw", "only the token, for curl");
  connectable(token).action(async (options: Flags & { raw?: boolean }) => {
    const { token } = await import("./commands/token.js");
    exit(await token(options, await connected(options), terminal));
  });

  const doctor = command("doctor", "Check settings, certificates, token, clock and registry, and give advice").option(
    "--json",
    "NDJSON {check, ok, found, advice}",
  );
  connectable(doctor).action(async (options: Flags) => {
    const { doctor } = await import("./commands/doctor.js");
    exit(await doctor(options, () => foundSettings(options), terminal));
  });

  const init = command("init", "Check the settings for a registry as doctor does, and write them to a profile")
    .option("--force", "write them even if a check fails")
    .option("--default", "make it the default profile, even if there is one already");
  connectable(init).action(async (options: Flags & { force?: boolean; default?: boolean }) => {
    const { init } = await import("./commands/init.js");
    exit(await init({ ...options, flags: getFlags(options) }, terminal));
  });

  command("completion", "Print a completion script: source <(appointment-client completion bash)")
    .addArgument(new Argument("<shell>", "the shell").choices(["bash", "zsh", "fish"]))
    .action(async (shell: "bash" | "zsh" | "fish") => {
      const { completion } = await import("./commands/completion.js");
      terminal.print(completion(shell, program).split("\n"));
    });

  return program;
}

function printing(command: Command): Command {
  return command
    .addOption(new Option("--json", "print the resource, or the OperationOutcome, as FHIR JSON").conflicts("xml"))
    .option("--xml", "the same as FHIR XML");
}

/** Adds the settings after the command's own options. */
function connectable(command: Command): Command {
  let group = "";
  for (const name of SETTING_NAMES) {
    const { flag, variable, about, choices } = getSetting(name);
    const next = /^(?:token|client|scope)/.test(name) ? "Access token:" : "Registry:";
    if (group !== next) command.optionsGroup((group = next));
    const option = new Option(flag, `${about} [${variable}]`);
    command.addOption(choices === undefined ? option : option.choices(choices));
  }
  return command
    .optionsGroup("Profile:")
    .option("--profile <name>", "settings from the configuration file [APPOINTMENT_CLIENT_PROFILE]")
    .option("--config <file>", "the configuration file [APPOINTMENT_CLIENT_CONFIG]");
}

/** The parsed options that all commands on a registry share. */
type Flags = Partial<Record<"url" | Exclude<SettingName, "baseUrl">, string>> & {
  readonly profile?: string;
  readonly config?: string;
  readonly json?: boolean;
  readonly xml?: boolean;
};

/** Returns the settings given as flags. Throws `CliError` if a flag is empty, since it would have no effect. */
function getFlags(options: Flags): Settings {
  const given: Partial<Record<SettingName, string>> = {};
  for (const name of SETTING_NAMES) {
    const value = name === "baseUrl" ? options.url : options[name];
    if (value === "") throw new CliError(`${toFlag(name)} is empty.`);
    if (value !== undefined) given[name] = value;
  }
  for (const name of ["profile", "config"] as const) {
    if (options[name] === "") throw new CliError(`--${name} is empty.`);
  }
  return located(given, userDirectory());
}

async function foundSettings(options: Flags): Promise<FoundSettings> {
  return findSettings({ flags: getFlags(options), profile: options.profile, config: options.config });
}

const connected = async (options: Flags): Promise<Connection> => usableConnection(await foundSettings(options));

function exitCodeHelp(): string {
  const lines = EXIT_CODES.map(([code, meaning]) => `  ${String(code).padEnd(4)} ${meaning}`);
  return ["", "Exit codes:", ...lines].join("\n");
}
