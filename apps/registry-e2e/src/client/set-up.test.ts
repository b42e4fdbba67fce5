import { createPrivateKey, generateKeyPairSync } from "node:crypto";
import { chmod, copyFile, mkdir, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { quickly } from "@appointment-registry/client/testing";
import { createRegistryClient } from "@appointment-registry/client";
import type { RegistryClient } from "@appointment-registry/client";
import { FhirDouble, atLength, sampled, startConnectProxy } from "@appointment-registry/test-kit";
import { importSPKI, jwtVerify } from "jose";
import { plannedEntry } from "../chaos/entries.js";
import { startIssuer } from "../harness/issuer.js";
import type { Issuer } from "../harness/issuer.js";
import { RegistryUnderTest } from "../harness/registry.js";
import { ClientCommand } from "./command.js";
import { clientOptions } from "./harness.js";

let registry: RegistryUnderTest;
let issuer: Issuer;
let library: RegistryClient;
let directory: string;
/** The command, configured for the registry. */
let client: ClientCommand;
/** The command without any configuration. */
let bare: ClientCommand;
let entries = 0;
const file = (name: string): string => join(directory, name);
const config = (): string => file("config/appointment-registry/client.json");

beforeAll(async () => {
  registry = await RegistryUnderTest.start();
  issuer = await startIssuer(registry);
  library = createRegistryClient(await clientOptions(registry));
  directory = await mkdtemp(join(tmpdir(), "set-up "));
  await chmod(directory, 0o755);
  for (const name of ["ca.pem", "client.pem", "client.key"]) {
    await copyFile(join(registry.directory, "tls", name), file(name));
    await chmod(file(name), 0o644);
  }
  await writeFile(file("token"), `${await registry.token()}\n`);
  client = (await ClientCommand.for(registry, quickly)).with({
    APPOINTMENT_CLIENT_CA: file("ca.pem"),
    APPOINTMENT_CLIENT_CERT: file("client.pem"),
    APPOINTMENT_CLIENT_KEY: file("client.key"),
  });
  const nothing = ["URL", "CA", "CERT", "KEY", "TOKEN"].map((name) => [`APPOINTMENT_CLIENT_${name}`, ""]);
  bare = client.with({ ...Object.fromEntries(nothing), XDG_CONFIG_HOME: file("config") });
});
beforeEach(() => rm(file("config"), { recursive: true, force: true }));
afterAll(async () => {
  await library?.close();
  await issuer?.stop();
  await registry?.stop();
  if (directory !== undefined) await rm(directory, { recursive: true, force: true });
});

/** Registers a new entry and returns its id. */
async function registered(): Promise<string> {
  entries += 1;
  const result = await library.register(JSON.parse(plannedEntry("set-up", entries).body) as fhir.Appointment);
  if (result.status !== 201) throw new Error(JSON.stringify(result));
  return result.id;
}

async function expectToCancel(command: ClientCommand, ...more: string[]): Promise<void> {
  expect(await command.run("cancel", await registered(), ...more)).toMatchObject({ code: 0, stderr: "" });
}

const given = (): string[] => [
  ...["--url", registry.baseUrl, "--ca", file("ca.pem"), "--cert", file("client.pem"), "--key", file("client.key")],
  ...["--token-file", file("token")],
];

describe("init", () => {
  it("prompts for missing values, checks them, writes a profile that only its owner can read, and uses it", async () => {
    const answers = [
      "http://localhost/STU3",
      registry.baseUrl,
      file("nowhere.pem"),
      file("client.pem"),
      file("client.key"),
      file("ca.pem"),
      issuer.tokenUrl,
      issuer.credentials.clientId,
      issuer.credentials.clientSecret,
      "",
    ];
    const made = await bare.answer(`${answers.join("\n")}\n`, "init");
    expect(made).toMatchObject({ code: 0 });
    expect(made.stderr).toContain("is not an https URL");
    expect(made.stderr).toContain(`${file("nowhere.pem")}: there is no such file or folder.`);
    expect(made.stdout).toContain(`✓ Profile default is in ${config()}. It is the default profile.\n`);
    expect(JSON.parse(await readFile(config(), "utf8"))).toEqual({
      defaultProfile: "default",
      profiles: {
        default: {
          baseUrl: registry.baseUrl,
          ca: file("ca.pem"),
          cert: file("client.pem"),
          key: file("client.key"),
          tokenUrl: issuer.tokenUrl,
          ...issuer.credentials,
        },
      },
    });
    expect((await stat(config())).mode & 0o777).toBe(0o600);
    await expectToCancel(bare);
    expect(await bare.run("doctor")).toMatchObject({ code: 0, stdout: expect.stringContaining("profile default of") });
  });

  it("writes nothing if a check fails, except with --force", async () => {
    await writeFile(file("bad-token"), "abc");
    const refused = await bare.run("init", ...given(), "--token-file", file("bad-token"));
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining("A check failed: nothing was written.") });
    await expect(stat(config())).rejects.toThrow("ENOENT");
    expect(await bare.run("init", ...given(), "--token-file", file("bad-token"), "--force")).toMatchObject({ code: 0 });
    expect(await bare.run("get", "x")).toMatchObject({ code: 1 });
  });

  it("exits and names the missing values if it cannot prompt", async () => {
    const silent = await bare.answer("", "init", "--url", registry.baseUrl);
    expect(silent).toMatchObject({ code: 2, stdout: "" });
    expect(silent.stderr).toContain("--cert, --key: required, and not given. Nothing was written.\n");
  });

  it("keeps other profiles and the default, changes an existing profile, and sets another default with --default", async () => {
    await bare.run("init", ...given());
    const second = await bare.run("init", ...given(), "--profile", "second", "--timeout", "5000");
    expect(second.stdout).toContain("Use it with --profile second.");
    const read = async () => JSON.parse(await readFile(config(), "utf8")) as { profiles: Record<string, object> };
    expect(await read()).toMatchObject({ defaultProfile: "default", profiles: { second: { timeout: "5000" } } });
    expect(await bare.run("init", "--profile", "second", "--scope", "a")).toMatchObject({ code: 0 });
    expect((await read()).profiles.second).toMatchObject({ timeout: "5000", scope: "a", baseUrl: registry.baseUrl });
    expect(await bare.run("init", "--profile", "second", "--default")).toMatchObject({ code: 0 });
    expect(await read()).toMatchObject({
      defaultProfile: "second",
      profiles: { default: { baseUrl: registry.baseUrl } },
    });
    await expectToCancel(bare, "--profile", "default");
  });
});

describe("profiles", () => {
  const write = async (content: object): Promise<void> => {
    await mkdir(join(config(), ".."), { recursive: true });
    await writeFile(config(), JSON.stringify(content));
  };

  it("contain file names relative to themselves, and yield to variables and flags", async () => {
    const here = { ca: "../../ca.pem", cert: "../../client.pem", key: "../../client.key", tokenFile: "../../token" };
    const wrong = { baseUrl: "https://localhost:1/STU3", ...here };
    await write({ defaultProfile: "a", profiles: { a: { baseUrl: registry.baseUrl, ...here }, b: wrong } });
    await expectToCancel(bare);
    await expectToCancel(bare, "--profile", "b", "--url", registry.baseUrl);
    expect(await bare.with({ APPOINTMENT_CLIENT_PROFILE: "b" }).run("get", "x", "--timeout", "500")).toMatchObject({
      code: 4,
    });
  });

  it.each([
    [["--profile", "none"], /has no profile "none"; it has: a\./],
    [["--config", "/no/such/file"], /There is no configuration file \/no\/such\/file\./],
    [["--config", "/no/such/file", "--url", "https://localhost/STU3"], /There is no configuration file/],
  ])("%j is an error and is not ignored", async (flags, message) => {
    await write({ defaultProfile: "a", profiles: { a: { baseUrl: registry.baseUrl } } });
    const refused = await bare.run("get", "x", ...flags);
    expect(refused).toMatchObject({ code: 2, stdout: "", stderr: expect.stringMatching(message) });
  });
});

/** Only root can become another user. */
(process.getuid?.() === 0 ? describe : describe.skip)("a user without a home folder", () => {
  it("needs no file if all settings are given", async () => {
    expect(await client.homeless("get", await registered())).toMatchObject({ code: 0, stderr: "" });
    expect(await client.homeless("doctor")).toMatchObject({ code: 0, stderr: "" });
  });

  it("requests a file name if it needs one", async () => {
    const init = await bare.homeless("init", ...given());
    expect(init).toEqual({
      code: 2,
      stdout: "",
      stderr: expect.stringMatching(/There is no home folder .* --config\.\n$/),
    });
    const profile = await bare.homeless("get", "x", "--profile", "a");
    expect(profile).toMatchObject({ code: 2, stderr: expect.stringContaining("There is no home folder") });
  });
});

describe("a proxy", () => {
  it("carries every request to the registry and the token endpoint, set by flag or variable", async () => {
    const proxy = await startConnectProxy();
    try {
      const token = { APPOINTMENT_CLIENT_TOKEN: "", APPOINTMENT_CLIENT_TOKEN_URL: issuer.tokenUrl };
      const credentials = { APPOINTMENT_CLIENT_ID: "e2e-client", APPOINTMENT_CLIENT_SECRET: "secret" };
      const command = client.with({ ...token, ...credentials });
      const hosts = [issuer.tokenUrl, registry.baseUrl].map((url) => new URL(url).host);
      const through = async (one: ClientCommand, ...flags: string[]): Promise<string[]> => {
        proxy.tunnels.length = 0;
        await expectToCancel(one, ...flags);
        return [...new Set(proxy.tunnels.map(({ target }) => target))];
      };
      expect(await through(command, "--proxy", proxy.url)).toEqual(hosts);
      const set = command.with({ HTTPS_PROXY: proxy.url });
      expect(await through(set.with({ NO_PROXY: hosts[1] as string }))).toEqual([hosts[0]]);
      if (atLength(false, true)) {
        expect(await through(command)).toEqual([]);
        expect(await through(set)).toEqual(hosts);
        expect(await through(set, "--proxy", "none")).toEqual([]);
        expect(await through(command.with({ APPOINTMENT_CLIENT_PROXY: proxy.url }))).toEqual(hosts);
      }
      proxy.status = 407;
      const refused = await command.run("get", "x", "--proxy", proxy.url);
      expect(refused.code).toBe(4);
      expect(refused.stderr).toContain("Give user and password in the URL of the proxy");
    } finally {
      await proxy.stop();
    }
  });
});

describe("keys and secrets", () => {
  it("decrypts the certificate's key with a passphrase from a flag, a variable or a profile", async () => {
    const key = createPrivateKey(await readFile(file("client.key")));
    const encryption = { cipher: "aes-256-cbc", passphrase: "pass phrase" } as const;
    await writeFile(file("encrypted.key"), key.export({ type: "pkcs8", format: "pem", ...encryption }));
    const encrypted = client.with({ APPOINTMENT_CLIENT_KEY: file("encrypted.key") });
    await expectToCancel(encrypted, "--key-passphrase", "pass phrase");
    await expectToCancel(encrypted.with({ APPOINTMENT_CLIENT_KEY_PASSPHRASE: "pass phrase\n" }));
    const flags = ["--key", file("encrypted.key"), "--key-passphrase", "pass phrase"];
    expect(await bare.run("init", ...given(), ...flags)).toMatchObject({ code: 0 });
    await expectToCancel(bare);
    const locked = await encrypted.run("get", "x");
    expect(locked).toMatchObject({ code: 2, stdout: "" });
    expect(locked.stderr).toMatch(
      /encrypted\.key is encrypted\. Set its passphrase: APPOINTMENT_CLIENT_KEY_PASSPHRASE or --key-passphrase\.\n$/,
    );
  });

  const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const ec = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const pem = { type: "pkcs8", format: "pem" } as const;
  const signers = [
    ["ES256", ec, { cipher: "aes-256-cbc", passphrase: "p" }, ["--token-key-passphrase", "p"]],
    ["RS256", rsa, {}, []],
    ["PS384", rsa, {}, ["--token-algorithm", "PS384"]],
  ] as const;
  it.each(sampled(signers, 3))(
    "gets a token by private_key_jwt with %s",
    async (algorithm, { privateKey, publicKey }, encryption, flags) => {
      const endpoint = await FhirDouble.start();
      try {
        const key = await importSPKI(String(publicKey.export({ type: "spki", format: "pem" })), algorithm);
        const checks = { algorithms: [algorithm], issuer: "c", subject: "c", audience: "https://aud.example/" };
        endpoint.intercept = async ({ body }) => {
          const { protectedHeader } = await jwtVerify(
            new URLSearchParams(body).get("client_assertion") ?? "",
            key,
            checks,
          );
          const granted = { access_token: await registry.token(), token_type: "Bearer" };
          const headers = { "content-type": "application/json" };
          return { status: protectedHeader.kid === "k1" ? 200 : 400, headers, body: JSON.stringify(granted) };
        };
        await writeFile(file("sign.key"), String(privateKey.export({ ...pem, ...encryption } as never)));
        await writeFile(file("issuer-ca.pem"), endpoint.tls.ca);
        const settings = { APPOINTMENT_CLIENT_TOKEN: "", APPOINTMENT_CLIENT_TOKEN_URL: `${endpoint.baseUrl}/token` };
        const signing = ["--client-id", "c", "--token-key", file("sign.key"), "--token-key-id", "k1"];
        const where = ["--token-ca", file("issuer-ca.pem"), "--token-audience", "https://aud.example/"];
        await expectToCancel(client.with(settings), ...signing, ...where, ...flags);
        expect(endpoint.received).toHaveLength(1);
      } finally {
        await endpoint.stop();
      }
    },
  );

  it.each(["client_secret_basic", "client_secret_post"])("gets a token by %s", async (method) => {
    const endpoint = { APPOINTMENT_CLIENT_TOKEN: "", APPOINTMENT_CLIENT_TOKEN_URL: issuer.tokenUrl };
    const credentials = { APPOINTMENT_CLIENT_ID: "e2e-client\n", APPOINTMENT_CLIENT_SECRET: "secret\n" };
    await expectToCancel(client.with({ ...endpoint, ...credentials }), "--token-auth", method);
  });

  it("reads a token from its file again for each request", async () => {
    const command = client.with({ APPOINTMENT_CLIENT_TOKEN: "", APPOINTMENT_CLIENT_TOKEN_FILE: file("token") });
    await expectToCancel(command);
    await writeFile(file("token"), `\r\nBearer ${await registry.token()}\r\n`);
    await expectToCancel(command);
  });
});

describe("invalid ids and versions", () => {
  const argumentLists = [
    [["get", "."]],
    [["get", ".."]],
    [["get", ""]],
    [["get", "a/b"]],
    [["get", "_search"]],
    [["get", "x".repeat(65)]],
    [["get", "x", "--version", ".."]],
    [["get", "x", "--version", ""]],
    [["history", "$validate"]],
    [["cancel", "a?b"]],
    [["cancel", "x", "--resume", "../1"]],
    [["diff", "..@1", "x"]],
  ];
  it.each(sampled(argumentLists, 6))("%j: refused before anything is sent", async (args) => {
    const { length } = await registry.logLines();
    const refused = await client.run(...args);
    expect(refused).toMatchObject({ code: 2, stdout: "" });
    expect(refused.stderr).toMatch(/^[^\n]+\n$/);
    expect(await registry.logLines()).toHaveLength(length + 1);
  });
});
