import { mkdir } from "node:fs/promises";
import { resolve } from "node:path";
import { freePort, localCertificates } from "@appointment-registry/test-kit";
import { Command, InvalidArgumentError } from "commander";
import { startMock } from "./mock.js";
import type { Mock, MockOptions } from "./mock.js";

const DIRECTORY = resolve(import.meta.dirname, "../../../.sandbox/mock");

const OTHER_ANSWERS = `Each operation is answered with its first success example. To get another response of the contract, send one of
  Prefer: code=409
  Prefer: example=NAME
  Prefer: code=422, example=NAME
If the contract does not have that response, the mock answers 500 with a list of the available ones.`;

interface Options {
  readonly port: number;
  readonly directory?: string;
  readonly tlsKey?: string;
  readonly tlsCert?: string;
  readonly clientCa?: string;
}

type Files = MockOptions["tls"] & {
  /** Printed line by line, for a developer who calls the mock. */
  readonly described: readonly string[];
};

/** Returns the command line. `started` receives the mock after it serves. */
export function createProgram(print: (text: string) => void, started: (mock: Mock) => void): Command {
  const program = new Command("mock");
  return program
    .exitOverride()
    .description("Serves the examples of the contract, for developing a consumer without a registry.")
    .option("--port <n>", "port; if it is taken, another one is used", portNumber, 8445)
    .option("--directory <dir>", "folder for the generated certificates (.sandbox/mock of this checkout)")
    .option("--tls-key <file>", "PEM of the mock's key, instead of a generated one")
    .option("--tls-cert <file>", "PEM of its certificate")
    .option("--client-ca <file>", "PEM of the authorities whose client certificates are accepted")
    .addHelpText("after", `\n${OTHER_ANSWERS}`)
    .action(async (options: Options) => {
      const { described, ...tls } =
        (await given(options, program)) ?? (await made(resolve(options.directory ?? DIRECTORY)));
      const mock = await startMock({ tls, port: await freePort(options.port, "127.0.0.1") });
      const lines = [`FHIR base           ${mock.baseUrl}`, ...described].map((line) => `  ${line}\n`);
      print(`The mock of the contract is running.\n\n${lines.join("")}\n${OTHER_ANSWERS}\n\nCtrl-C stops it.\n`);
      started(mock);
    });
}

async function given({ tlsKey, tlsCert, clientCa }: Options, program: Command): Promise<Files | undefined> {
  if (tlsKey === undefined && tlsCert === undefined && clientCa === undefined) return undefined;
  if (tlsKey === undefined || tlsCert === undefined || clientCa === undefined) {
    return program.error("Give --tls-key, --tls-cert and --client-ca, or none of them.");
  }
  return { key: tlsKey, cert: tlsCert, clientCa, described: [`client certificate  one of ${clientCa}`] };
}

async function made(directory: string): Promise<Files> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const { ca, serverKey: key, serverCert: cert, clientCert, clientKey } = await localCertificates(directory);
  const described = [
    `authority           ${ca}`,
    `client certificate  ${clientCert}`,
    `its key             ${clientKey}`,
  ];
  return { key, cert, clientCa: ca, described };
}

function portNumber(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535)
    throw new InvalidArgumentError("It must be a port from 0 to 65535.");
  return Number(text);
}
