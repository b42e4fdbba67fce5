import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { createAuthority, freePort, newSigningKey, publicJwk } from "@appointment-registry/test-kit";
import { configCommand } from "./config-command.js";
import { effectiveSettings } from "./config/effective.js";

let directory: string;
let good: Record<string, string>;
const file = (name: string): string => join(directory, name);

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "config check "));
  const [authority, other] = await Promise.all([createAuthority("Clients"), createAuthority("Others")]);
  const server = await authority.issue("CN=localhost", { usage: "server", notAfter: new Date("2099-01-01") });
  const expired = await authority.issue("CN=localhost", {
    usage: "server",
    notBefore: new Date("2020-01-01T00:00:00Z"),
    notAfter: new Date("2021-01-01T00:00:00Z"),
  });
  const jwks = { keys: [await publicJwk(await newSigningKey())] };
  const texts = {
    "ca.pem": authority.cert,
    "server.pem": server.cert,
    "server.key": server.key,
    "expired.pem": expired.cert,
    "expired.key": expired.key,
    "other.crl": await other.crl([]),
    "jwks.json": JSON.stringify(jwks),
    "empty.json": '{"keys":[]}',
    "nothing.pem": "nothing\n",
  };
  for (const [name, text] of Object.entries(texts)) await writeFile(file(name), text, { mode: 0o600 });
  good = {
    REGISTRY_PORT: String(await freePort()),
    REGISTRY_BASE_URL: "https://localhost/STU3",
    REGISTRY_STORE: `lmdb:${file("data")}`,
    REGISTRY_TLS_KEY: file("server.key"),
    REGISTRY_TLS_CERT: file("server.pem"),
    REGISTRY_TLS_CLIENT_CA: file("ca.pem"),
    REGISTRY_JWT_ISSUER: "https://issuer.example",
    REGISTRY_JWKS: file("jwks.json"),
  };
});
afterAll(() => rm(directory, { recursive: true, force: true }));

async function check(changes: Record<string, string | undefined>): Promise<[number, string[]]> {
  let printed = "";
  const code = await configCommand(["check"], { ...good, ...changes }, (text) => (printed += text));
  return [code, printed.replaceAll(directory, "DIR").trimEnd().split("\n")];
}

describe("registry config check", () => {
  it("finds no fault in usable settings, and creates nothing", async () => {
    expect(await check({})).toEqual([0, ["The settings can be used."]]);
  });

  it("reports every fault at once, of variables and of their targets, each with its variable", async () => {
    await mkdir(file("folder"));
    expect(
      await check({
        REGISTRY_PROT: "1",
        REGISTRY_RATE_LIMIT: "many",
        REGISTRY_JWT_ISSUER: "",
        REGISTRY_STORE: `lmdb:${file("ca.pem")}`,
        REGISTRY_AUDIT: file("audit"),
        REGISTRY_TLS_KEY: file("expired.key"),
        REGISTRY_TLS_CLIENT_CA: file("nothing.pem"),
        REGISTRY_TLS_CRL: file("missing.crl"),
        REGISTRY_DOCS: file("folder"),
        REGISTRY_OPERATIONS_PORT: good["REGISTRY_PORT"],
        REGISTRY_HOST: "192.0.2.1",
      }),
    ).toEqual([
      1,
      [
        "error: REGISTRY_PROT is not a setting of the registry. Did you mean REGISTRY_PORT?",
        "error: REGISTRY_JWT_ISSUER is not set: it must be one or several issuers separated by spaces.",
        'error: REGISTRY_RATE_LIMIT must be a whole number of requests a second from 0 to 1000000; it is "many".',
        "error: REGISTRY_TLS_CRL names DIR/missing.crl, which cannot be read: ENOENT: no such file or directory, open 'DIR/missing.crl'",
        "error: REGISTRY_TLS_KEY is not the private key of the certificate in REGISTRY_TLS_CERT.",
        "error: REGISTRY_TLS_CLIENT_CA cannot be used: The file contains no PEM certificate.",
        `error: REGISTRY_HOST is 192.0.2.1, where port ${good["REGISTRY_PORT"]} cannot be listened at: listen EADDRNOTAVAIL: address not available 192.0.2.1:${good["REGISTRY_PORT"]}`,
        "error: REGISTRY_STORE names DIR/ca.pem, which is not a folder.",
        "error: REGISTRY_DOCS names DIR/folder/index.html, which cannot be read: ENOENT: no such file or directory, open 'DIR/folder/index.html'",
        "The settings cannot be used: 9 to mend.",
      ],
    ]);
  });

  it.each([
    [
      "a certificate that ran out",
      () => ({ REGISTRY_TLS_KEY: file("expired.key"), REGISTRY_TLS_CERT: file("expired.pem") }),
      "error: REGISTRY_TLS_CERT cannot be used: The certificate expired on 2021-01-01T00:00:00.000Z.",
    ],
    [
      "a key that is none",
      () => ({ REGISTRY_TLS_KEY: file("nothing.pem") }),
      "error: REGISTRY_TLS_KEY cannot be used: The file contains no PEM private key without a passphrase.",
    ],
    [
      "revocation lists of others",
      () => ({ REGISTRY_TLS_CRL: file("other.crl") }),
      "error: REGISTRY_TLS_CRL has no current list of CN=Clients: its clients would be refused.",
    ],
    [
      "a key set without keys",
      () => ({ REGISTRY_JWKS: file("empty.json") }),
      "error: REGISTRY_JWKS names DIR/empty.json, which cannot be used: It holds no key that can verify a signature.",
    ],
    [
      "a store that may not be created",
      () => ({ REGISTRY_STORE_CREATE: "never" }),
      "error: REGISTRY_STORE names DIR/data, where no store is, and REGISTRY_STORE_CREATE is never.",
    ],
    [
      "one port for two servers",
      () => ({ REGISTRY_OPERATIONS_PORT: good["REGISTRY_PORT"] }),
      () => `error: REGISTRY_OPERATIONS_PORT is ${good["REGISTRY_PORT"]}, at which the registry itself listens.`,
    ],
  ])("finds %s", async (_, changes, expected) => {
    const sentence = typeof expected === "string" ? expected : expected();
    expect(await check(changes())).toEqual([1, [sentence, "The settings cannot be used: 1 to mend."]]);
  });

  it("warns of temporary conditions, and of those that only callers would notice", async () => {
    await chmod(file("server.key"), 0o644);
    const port = await freePort();
    const [code, lines] = await check({
      REGISTRY_BASE_URL: "https://registry.example/STU3",
      REGISTRY_JWKS: `http://user:secret@127.0.0.1:${port}/jwks`,
    });
    await chmod(file("server.key"), 0o600);
    expect([code, lines]).toEqual([
      0,
      [
        "warning: REGISTRY_TLS_KEY names DIR/server.key, which other users can read.",
        "warning: REGISTRY_TLS_CERT names a certificate that is not for registry.example, the host of REGISTRY_BASE_URL.",
        `warning: REGISTRY_JWKS names http://127.0.0.1:${port}/jwks, which does not answer with keys now: connect ECONNREFUSED 127.0.0.1:${port}`,
        "The settings can be used.",
      ],
    ]);
  });

  it("rejects any other word", async () => {
    let printed = "";
    expect(await configCommand([], good, (text) => (printed += text))).toBe(2);
    expect(printed).toMatch(/^registry config knows "check" and nothing else\.\n/);
  });
});

it("the settings in the startup log line contain no credentials", () => {
  const settings = effectiveSettings({
    REGISTRY_STORE: "mongodb://user:p@ss/word@host/db?authMechanismProperties=AWS_SESSION_TOKEN:x",
    REGISTRY_JWKS: "https://user:secret@a.example/jwks https://b.example/@jwks",
    REGISTRY_PORT: "1",
    REGISTRY_TLS_CRL: "",
  });
  expect(settings).toMatchObject({
    REGISTRY_STORE: "mongodb://***@host/db?***",
    REGISTRY_JWKS: "https://***@a.example/jwks https://b.example/@jwks",
    REGISTRY_PORT: "1",
    REGISTRY_LOG_LEVEL: "info",
  });
  expect(settings).not.toHaveProperty("REGISTRY_TLS_CRL");
});
