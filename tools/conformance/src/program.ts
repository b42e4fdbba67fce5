import { access, constants, readFile, stat, writeFile } from "node:fs/promises";
import { Command, InvalidArgumentError } from "commander";
import { open } from "./connection.js";
import type { Material } from "./material.js";
import { printHtml } from "./report/html.js";
import { printJson } from "./report/json.js";
import { printJunit } from "./report/junit.js";
import { describeRequirements } from "./report/requirements-table.js";
import { printTerminal, summary } from "./report/terminal.js";
import { REQUIREMENTS } from "./requirements.js";
import { isConformant, run } from "./run.js";
import { httpsUrl, readSettings } from "./settings.js";
import type { Settings } from "./settings.js";
import { fetchLimitedTokens, fetchToken } from "./token-endpoint.js";
import { PERMISSIONS, expiryOf, granted, interactionId } from "./tokens.js";

interface Options extends Settings {
  readonly settings?: string;
  readonly token?: string;
  readonly limitedToken: readonly string[];
  readonly equivalentToken: readonly string[];
  readonly log: readonly string[];
  readonly only: readonly string[];
  readonly concurrency: number;
  readonly strict: boolean;
  readonly quiet: boolean;
  readonly junit?: string;
  readonly html?: string;
  readonly json: boolean;
  readonly list: boolean;
}

/** The command line. `exit` is told 0 if the registry conforms, else 1. */
export function createProgram(print: (text: string) => void, exit: (code: number) => void): Command {
  return new Command("conformance")
    .exitOverride()
    .description("Holds a registry to each requirement of the specification, and reports on each.")
    .option(
      "--settings <file>",
      "JSON with baseUrl and the other options by their names (expiredToken, log ...), as the sandbox writes it",
    )
    .option("--url <base>", "FHIR base of the registry", httpsUrl)
    .option("--ca <file>", "PEM of the CA that its certificate comes from")
    .option("--cert <file>", "PEM of the client certificate")
    .option("--key <file>", "PEM of its key")
    .option("--token <jwt>", "token that grants every interaction (or REGISTRY_TOKEN)", process.env["REGISTRY_TOKEN"])
    .option("--token-url <url>", "where tokens are got by client credentials, also limited ones", httpsUrl)
    .option("--client-id <id>")
    .option("--client-secret <secret>", "(or REGISTRY_CLIENT_SECRET)", process.env["REGISTRY_CLIENT_SECRET"])
    .option("--scope <scope>", "what to ask the token URL for (the interaction ids of the registry)")
    .option("--limited-token <jwt>", "valid token that lacks an interaction; may be repeated", several, [])
    .option(
      "--equivalent-token <jwt>",
      "valid token that grants all by another claim, or in another shape; may be repeated",
      several,
      [],
    )
    .option("--expired-token <jwt>", "token of the registry's issuer that has expired")
    .option("--not-yet-valid-token <jwt>", "token of the registry's issuer that is not valid yet")
    .option("--other-audience-token <jwt>", "token of the registry's issuer for another audience")
    .option("--other-issuer-token <jwt>", "token that names another issuer, signed by a key of the registry's issuer")
    .option("--faulty-url <base>", "base of an instance that you have made to fail within, to see its 500", httpsUrl)
    .option("--log <file>", "log of the registry, to be searched for patient data; may be repeated", several, [])
    .option("--only <id>", "test this requirement alone; may be repeated", requirement, [])
    .option("--concurrency <n>", "tests at a time", positive, 6)
    .option("--strict", "fail for advice (SHOULD) that is not followed as well", false)
    .option("--quiet", "print only what is not passed", false)
    .option("--junit <file>", "write the report as JUnit XML")
    .option("--html <file>", "write the report as one HTML page")
    .option("--json", "print the report as JSON", false)
    .option("--list", "print the requirements as Markdown, and do no more", false)
    .action(async (said: Options) => {
      if (said.list) return print(describeRequirements());
      const options = said.settings === undefined ? said : completed(said, await readSettings(said.settings));
      const outputs = [options.junit, options.html].filter((file) => file !== undefined);
      const material = await materialOf(options);
      // Can they be written? What is in them stays until there is a report to take its place.
      for (const file of outputs) await writeFile(file, "", { flag: "a" });
      const report = await run(material, {
        ...(options.only.length === 0 ? {} : { only: options.only }),
        concurrency: options.concurrency,
      });
      if (options.junit !== undefined) await writeFile(options.junit, printJunit(report));
      if (options.html !== undefined) await writeFile(options.html, printHtml(report));
      print(options.json ? printJson(report) : printTerminal(report, !options.quiet));
      const conformant = isConformant(report, options.strict);
      if (!options.json) print(conformant ? "Conformant in all that was tested.\n" : "Not conformant.\n");
      else process.stderr.write(`${summary(report)}\n`);
      exit(conformant ? 0 : 1);
    });
}

/** The command line wins; of what may be repeated both count. */
const completed = (said: Options, kept: Settings): Options => ({
  ...kept,
  ...said,
  limitedToken: [...said.limitedToken, ...(kept.limitedToken ?? [])],
  equivalentToken: [...said.equivalentToken, ...(kept.equivalentToken ?? [])],
  log: [...said.log, ...(kept.log ?? [])],
});

async function materialOf(options: Options): Promise<Material> {
  const { url: baseUrl, ca, cert, key } = options;
  if (baseUrl === undefined || ca === undefined || cert === undefined || key === undefined) {
    throw new Error("Give --url, --ca, --cert and --key, or --settings.");
  }
  const read = (file: string) => readFile(file, "utf8");
  const pems = { ca: await read(ca), cert: await read(cert), key: await read(key) };
  for (const file of options.log) await expectReadable(file);
  const tokens = await tokensOf(options, pems);
  expectUsable(tokens.token);
  const limitedTokens = [...options.limitedToken, ...tokens.limitedTokens];
  for (const token of limitedTokens) expectLegible(token, "A limited token");
  for (const token of options.equivalentToken) expectLegible(token, "An equivalent token");
  return {
    baseUrl,
    ...pems,
    token: tokens.token,
    limitedTokens,
    equivalentTokens: options.equivalentToken,
    expiredToken: options.expiredToken,
    notYetValidToken: options.notYetValidToken,
    otherAudienceToken: options.otherAudienceToken,
    otherIssuerToken: options.otherIssuerToken,
    faultyUrl: options.faultyUrl,
    logFiles: options.log,
  };
}

/** @throws Error, since a log that cannot be searched would be told as the registry's fault */
async function expectReadable(file: string): Promise<void> {
  await access(file, constants.R_OK);
  if (!(await stat(file)).isFile()) throw new Error(`${file} is no file that a log could be read from.`);
}

async function tokensOf(options: Options, pems: { ca: string; cert: string; key: string }) {
  const { token, tokenUrl: url, clientId, clientSecret, scope } = options;
  if (url === undefined) {
    if (token === undefined || token === "")
      throw new Error("Give --token, or --token-url with --client-id and --client-secret.");
    return { token, limitedTokens: [] };
  }
  if (clientId === undefined || clientSecret === undefined)
    throw new Error("--token-url needs --client-id and --client-secret.");
  const credentials = { url, clientId, clientSecret, scope };
  const dispatcher = open(pems);
  try {
    return {
      token: token ?? (await fetchToken(dispatcher, credentials)),
      limitedTokens: await fetchLimitedTokens(dispatcher, credentials),
    };
  } finally {
    await dispatcher.close();
  }
}

/** @throws Error for a token of which it is not known what it grants: it would hide the good ones that are given after it */
function expectLegible(token: string, name: string): void {
  try {
    granted(token);
  } catch {
    throw new Error(`${name} is no JWT that can be looked into.`);
  }
}

/** @throws Error for a token with which nothing could be tested, and every fault would be told as the registry's */
function expectUsable(token: string): void {
  const expiry = expiryOf(token);
  if (expiry !== undefined && expiry <= Date.now()) {
    throw new Error(`The token expired at ${new Date(expiry).toISOString()}.`);
  }
  const missing = PERMISSIONS.map(interactionId).filter((id) => !granted(token).has(id));
  if (missing.length > 0) throw new Error(`The token does not grant ${missing.join(", ")}.`);
}

function positive(text: string): number {
  if (!/^[1-9]\d{0,2}$/.test(text)) throw new InvalidArgumentError("It is no positive number.");
  return Number(text);
}

const several = (text: string, before: readonly string[]): string[] => [...before, text];

function requirement(text: string, before: readonly string[]): string[] {
  if (!REQUIREMENTS.some(({ id }) => id === text)) throw new InvalidArgumentError("There is no such requirement.");
  return [...before, text];
}
