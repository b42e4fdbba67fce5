import cluster from "node:cluster";
import { setTimeout as delay } from "node:timers/promises";
import { AUDIT_PRUNE_USAGE, auditPruneCommand } from "./audit/prune-command.js";
import { AUDIT_RECOVER_USAGE, auditRecoverCommand } from "./audit/recover-command.js";
import { RECORDED_FORM_USAGE, recordedFormCommand } from "./audit/recorded-form-command.js";
import { AUDIT_TAIL_USAGE, auditTailCommand } from "./audit/tail-command.js";
import { AUDIT_VERIFY_USAGE, auditVerifyCommand } from "./audit/verify-command.js";
import { checkSettings } from "./check-settings.js";
import type { Registry } from "./compose.js";
import { compose } from "./compose.js";
import type { RegistryConfig } from "./config/config.js";
import { describeVariables } from "./config/describe.js";
import { effectiveSettings } from "./config/effective.js";
import { ConfigError, loadConfig } from "./config/load.js";
import { ENTRY_USAGE, entryCommand } from "./entry/entry-command.js";
import { OperatorError } from "./logging/describe-error.js";
import { CONFIG_USAGE, configCommand } from "./config-command.js";
import type { Log } from "./logging/log.js";
import { createLog } from "./logging/log.js";
import { RecordedForms } from "./logging/recorded-forms.js";
import { keepFilesPrivate } from "./private-files.js";
import { SOFTWARE_VERSION } from "./software-version.js";
import { STORE_USAGE, storeCommand } from "./store-commands/store-command.js";
import { TRANSFER_USAGE, transferCommand } from "./store/transfer/transfer-command.js";
import type { ProcessControl } from "./workers/control.js";
import { signalControl, workerControl } from "./workers/control.js";
import { serveByWorkers } from "./workers/primary.js";
import { divideLimits } from "./workers/divide-limits.js";

const USAGE = `registry                 serve, configured by the REGISTRY_... variables (README, "Configuration of the registry")
registry settings        print the REGISTRY_... variables and their meaning, as Markdown
registry --version | --help

${AUDIT_VERIFY_USAGE}

${AUDIT_RECOVER_USAGE}

${AUDIT_PRUNE_USAGE}

${AUDIT_TAIL_USAGE}

${RECORDED_FORM_USAGE}

${ENTRY_USAGE}

${TRANSFER_USAGE}

${STORE_USAGE}

${CONFIG_USAGE}
`;

/** Longer than any log reader that is still alive takes. */
const FLUSH_MILLISECONDS = 2_000;

const write = (text: string): void => void process.stdout.write(text);
/** Resolves when the reader of standard output has received the text. */
const written = (text: string): Promise<void> =>
  new Promise((resolve, reject) => process.stdout.write(text, (error) => (error ? reject(error) : resolve())));
const report = (line: string): void => void process.stderr.write(`${line}\n`);

/** @returns the exit code, once there is nothing left to do */
async function main(args: readonly string[]): Promise<number> {
  const [command, ...rest] = args;
  switch (command) {
    case undefined:
    case "serve":
      return serve();
    case "audit":
      if (rest[0] === "verify") return auditVerifyCommand(rest.slice(1), process.env, write);
      if (rest[0] === "recover") return auditRecoverCommand(rest.slice(1), process.env, write);
      if (rest[0] === "prune") return auditPruneCommand(rest.slice(1), process.env, write);
      if (rest[0] === "tail") return auditTailCommand(rest.slice(1), process.env, written);
      if (rest[0] === "form") return recordedFormCommand(rest.slice(1), process.env, write);
      break;
    case "entry":
      return entryCommand(rest, process.env, write, report);
    case "export":
    case "import":
      return transferCommand(command, rest, process.env, report);
    case "store":
      return storeCommand(rest, process.env, { write, report, program: process.argv[1] });
    case "config":
      return configCommand(rest, process.env, write);
    case "settings":
      write(describeVariables());
      return 0;
    case "--version":
      write(`${SOFTWARE_VERSION}\n`);
      return 0;
    case "--help":
    case "-h":
      write(USAGE);
      return 0;
  }
  process.stderr.write(`There is no such command.\n\n${USAGE}`);
  return 2;
}

async function serve(): Promise<number> {
  const config = loadConfig(process.env);
  const isWorker = config.workers > 1 && cluster.isWorker;
  if (!isWorker) {
    const { faults } = await checkSettings(config, "files");
    if (faults.length > 0) throw new ConfigError(faults);
  }
  const forms = await RecordedForms.open(config.audit.directory);
  const log = createLog(config.log.level, undefined, forms);
  if (isWorker) return serveAlone(divideLimits(config), log, forms, workerControl());
  log.info("The registry is starting.", { version: SOFTWARE_VERSION, settings: effectiveSettings(process.env) });
  const control = signalControl();
  if (config.workers === 1) return serveAlone(config, log, forms, control);
  const exitCode = await serveByWorkers(config, log, control);
  await flushed(log);
  return exitCode;
}

async function serveAlone(
  config: RegistryConfig,
  log: Log,
  forms: RecordedForms,
  control: ProcessControl,
): Promise<number> {
  let isStopping = false;
  const stopping = control.stopping.then(() => (isStopping = true));
  let composed: Registry | undefined;
  let reloadWanted = false;
  // Registered before anything is opened: without a listener the signal would end the process.
  control.onReload(() => {
    log.info("SIGHUP: keys, certificates and revocation lists are read again.");
    if (composed === undefined) reloadWanted = true;
    else void reload(composed);
  });
  const reload = async (registry: Registry): Promise<void> => {
    const faults = await registry.reload();
    log.info("SIGHUP: all has been read.", { count: faults });
  };
  const registry = (composed = await compose(config, log, forms));
  try {
    if (reloadWanted) void reload(registry);
    if (!isStopping) {
      const { port } = await registry.start();
      control.serving(port, registry.operations);
      const fields = { address: `${config.host}:${port}`, baseUrl: config.baseUrl };
      if (config.workers === 1) log.info("The registry is serving.", fields);
      else log.info("A worker is serving.");
      await stopping;
    }
    log.info(config.workers === 1 ? "The registry is stopping." : "A worker is stopping.");
  } finally {
    await registry.stop();
  }
  if (config.workers === 1) log.info("The registry has stopped.");
  await flushed(log);
  return 0;
}

/** A standard output that nobody reads must not keep the process alive. */
async function flushed(log: Log): Promise<void> {
  const isFlushed = await Promise.race([log.flush().then(() => true), delay(FLUSH_MILLISECONDS, false)]);
  if (!isFlushed) endWithoutOutput();
}

/** Handlers of "exit" would keep trying to write. */
function endWithoutOutput(): void {
  (process as NodeJS.Process & { reallyExit(code: number): never }).reallyExit(0);
}

keepFilesPrivate();
try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${getMessage(error)}\n`);
  process.exitCode = 1;
} finally {
  // In a worker: prevents the channel to the primary process from keeping it alive.
  process.channel?.unref();
}

/** Returns a sentence for the operator; the stack only for unexpected errors. */
function getMessage(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause instanceof Error ? ` (${error.cause.message})` : "";
  const foreseen = error instanceof ConfigError || error instanceof OperatorError || "syscall" in error;
  return foreseen ? error.message + cause : (error.stack ?? error.message);
}
