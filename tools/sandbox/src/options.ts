import { Command, InvalidArgumentError } from "commander";

export interface SandboxOptions {
  readonly port: number;
  readonly issuerPort: number;
  readonly consolePort: number;
  readonly host: string;
  readonly directory?: string;
  readonly fresh: boolean;
  readonly failing: boolean;
}

/** Parses the arguments. Prints the help or an error, and ends the process. */
export function readOptions(args: readonly string[]): SandboxOptions {
  return new Command("npm start --")
    .description("Runs the registry with a local certificate authority, a token issuer and sample appointments.")
    .option("--port <number>", "port of the registry; if it is taken, another one is used", port, 8443)
    .option("--issuer-port <number>", "port of the token issuer; if it is taken, another one is used", port, 8444)
    .option(
      "--console-port <number>",
      "port of the console on 127.0.0.1; if it is taken, another one is used",
      port,
      8445,
    )
    .option("--host <address>", "address to listen on", text, "127.0.0.1")
    .option("--directory <folder>", "folder of keys, settings and data (default: .sandbox of the workspace)", text)
    .option("--fresh", "delete what is in that folder first", false)
    .option("--failing", "also start an instance that answers 500, for the conformance kit", false)
    .helpOption("-h, --help", "print this help")
    .configureOutput({
      outputError: (message, write) => write(`${message.trim()}\nnpm start -- --help lists the options.\n`),
    })
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2))
    .parse(args, { from: "user" })
    .opts<SandboxOptions>();
}

function port(value: string): number {
  if (!/^\d{1,5}$/.test(value) || Number(value) > 65535)
    throw new InvalidArgumentError("It must be a port from 0 to 65535; 0 lets the system choose.");
  return Number(value);
}

function text(value: string): string {
  if (value.trim() === "") throw new InvalidArgumentError("It must not be empty.");
  return value;
}
