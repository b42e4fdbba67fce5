import { createPrivateKey } from "node:crypto";
import { once } from "node:events";
import { copyFile, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer as createHttpServer } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import { createServer as createTcpServer } from "node:net";
import type { AddressInfo, Server, Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createServer as createTlsServer } from "node:tls";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { quickly } from "@appointment-registry/client/testing";
import { INTERACTION_IDS } from "@appointment-registry/registry-contract";
import {
  FhirDouble,
  claims,
  createAuthority,
  newSigningKey,
  sampled,
  sign,
  startConnectProxy,
} from "@appointment-registry/test-kit";
import type { Authority, DoubleAnswer } from "@appointment-registry/test-kit";
import { startIssuer } from "../harness/issuer.js";
import type { Issuer } from "../harness/issuer.js";
import { RegistryUnderTest } from "../harness/registry.js";
import { ClientCommand } from "./command.js";

interface Finding {
  readonly check: string;
  readonly ok: boolean;
  readonly found: string;
  readonly advice?: string;
}

let registry: RegistryUnderTest;
let issuer: Issuer;
let authority: Authority;
let double: FhirDouble;
let client: ClientCommand;
let directory: string;
const open = new Set<() => Promise<void>>();
const file = (name: string): string => join(directory, name);

beforeAll(async () => {
  registry = await RegistryUnderTest.start();
  issuer = await startIssuer(registry);
  authority = await createAuthority("another");
  double = await FhirDouble.start(authority);
  client = await ClientCommand.for(registry, quickly);
  directory = await mkdtemp(join(tmpdir(), "doctor "));
  for (const name of ["ca.pem", "client.pem", "client.key"]) {
    await copyFile(join(registry.directory, "tls", name), file(name));
  }
  await writeFile(file("other-ca.pem"), authority.cert);
});
afterAll(async () => {
  await Promise.all([...open].map((close) => close()));
  await double?.stop();
  await issuer?.stop();
  await registry?.stop();
  if (directory !== undefined) await rm(directory, { recursive: true, force: true });
});

type Settings = Readonly<Record<string, string>>;

async function diagnosed(settings: Settings): Promise<{ readonly code: number | null; readonly findings: Finding[] }> {
  const { code, stdout } = await client.with(settings).run("doctor", "--json");
  return {
    code,
    findings: stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Finding),
  };
}

/** The expected result of `npm run client -- doctor` for a setup: only the last check fails, with these sentences. */
type SetUp = readonly [
  name: string,
  settings: () => Settings | Promise<Settings>,
  check: string,
  found: RegExp,
  advice: RegExp,
];

function says(setUps: readonly SetUp[]): void {
  it.each(sampled(setUps, 5))("%s", async (_, settings, check, found, advice) => {
    const { code, findings } = await diagnosed(await settings());
    expect(code).toBe(check === "settings" ? 2 : 1);
    expect(findings.filter(({ ok }) => !ok)).toEqual([
      { check, ok: false, found: expect.stringMatching(found), advice: expect.stringMatching(advice) },
    ]);
    expect(findings.at(-1)?.ok).toBe(false);
  });
}

const cert = (certificate: string, key = "client.key"): Settings => ({
  APPOINTMENT_CLIENT_CERT: file(certificate),
  APPOINTMENT_CLIENT_KEY: file(key),
});

async function issued(options: Parameters<Authority["issue"]>[1]): Promise<Settings> {
  const made = await authority.issue("CN=supplier", options);
  await writeFile(file("issued.pem"), made.cert);
  await writeFile(file("issued.key"), made.key);
  return cert("issued.pem", "issued.key");
}

async function written(name: string, content: string | Uint8Array): Promise<string> {
  await writeFile(file(name), content);
  return file(name);
}

const encryptedKey = (): string =>
  String(
    createPrivateKey(double.tls.key).export({ type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase: "p" }),
  );

const day = 86_400_000;

describe("doctor, for the client certificate", () => {
  says([
    [
      "none",
      () => ({ APPOINTMENT_CLIENT_CERT: "", APPOINTMENT_CLIENT_KEY: "" }),
      "client certificate",
      /^none$/,
      /^Set --cert and --key: /,
    ],
    [
      "without its key",
      () => ({ APPOINTMENT_CLIENT_KEY: "" }),
      "settings",
      /^--cert cannot be used without --key\.$/,
      /doctor --help/,
    ],
    [
      "missing",
      () => cert("nowhere.pem"),
      "settings",
      /^--cert .*nowhere\.pem cannot be read: there is no such file or folder\.$/,
      /--help/,
    ],
    [
      "a private key",
      () => cert("client.key"),
      "client certificate",
      /^--cert .*client\.key is a private key, not a certificate$/,
      /^Set --cert to the certificate and --key to the private key\.$/,
    ],
    [
      "as the key",
      () => cert("client.pem", "client.pem"),
      "client certificate",
      /^--key .*client\.pem is a certificate, not a private key$/,
      /^Set --cert to the certificate/,
    ],
    [
      "of another key",
      async () => ({ ...(await issued({})), ...cert("client.pem", "issued.key") }),
      "client certificate",
      /^CN=sandbox-client, until /,
      /^The private key belongs to another certificate\.$/,
    ],
    [
      "empty",
      async () => ({ APPOINTMENT_CLIENT_CERT: await written("empty.pem", "\n") }),
      "client certificate",
      / is empty$/,
      /^Use the PEM file\.$/,
    ],
    [
      "text",
      async () => ({ APPOINTMENT_CLIENT_CERT: await written("text.pem", "CN=me") }),
      "client certificate",
      / is not a PEM file$/,
      /BEGIN/,
    ],
    [
      "damaged",
      async () => ({
        APPOINTMENT_CLIENT_CERT: await written("damaged.pem", double.tls.cert.replace(/[\w+/]{20}/, "x".repeat(20))),
      }),
      "client certificate",
      / contains a certificate that cannot be read$/,
      /^The file is damaged/,
    ],
    [
      "DER",
      async () => ({ APPOINTMENT_CLIENT_CERT: await written("client.der", (await authority.issue("CN=der")).der) }),
      "client certificate",
      / is DER, not PEM$/,
      /openssl x509 -inform der/,
    ],
    [
      "PKCS #12",
      async () => ({ APPOINTMENT_CLIENT_CERT: await written("client.p12", Buffer.from("30820a0102010330", "hex")) }),
      "client certificate",
      / is binary, not PEM$/,
      /openssl pkcs12 .* -nokeys/,
    ],
    [
      "a request",
      async () => ({
        APPOINTMENT_CLIENT_CERT: await written(
          "client.csr",
          "-----BEGIN CERTIFICATE REQUEST-----\nAA==\n-----END CERTIFICATE REQUEST-----\n",
        ),
      }),
      "client certificate",
      / is a certificate request$/,
      /^Use the certificate that the authority issued for it\.$/,
    ],
    [
      "expired",
      () => issued({ notBefore: new Date(Date.now() - 2 * day), notAfter: new Date(Date.now() - day) }),
      "client certificate",
      /^CN=supplier, until /,
      /^It has expired: get a new one\.$/,
    ],
    [
      "not yet valid",
      () => issued({ notBefore: new Date(Date.now() + day / 2) }),
      "client certificate",
      /^CN=supplier, /,
      /^It is not valid yet: check this machine's clock\.$/,
    ],
    [
      "for servers",
      () => issued({ usage: "server" }),
      "client certificate",
      /^CN=supplier, /,
      /does not allow client authentication/,
    ],
    ["of a short key", () => issued({ key: "RSA-1024" }), "client certificate", /^CN=supplier, /, /1024 bits/],
    [
      "of another authority",
      () => issued({}),
      "capability statement",
      /it does not accept the client certificate .*issued\.pem/,
      /authority which the registry trusts/,
    ],
    [
      "with the authority first",
      async () => {
        const made = await authority.issue("CN=supplier");
        await written("issued.key", made.key);
        await written("reversed.pem", authority.cert + made.cert);
        return cert("reversed.pem", "issued.key");
      },
      "client certificate",
      /^CN=another, /,
      /^--cert must start with the client's own certificate/,
    ],
    [
      "with an encrypted key",
      async () => ({ ...cert("client.pem"), APPOINTMENT_CLIENT_KEY: await written("encrypted.key", encryptedKey()) }),
      "client certificate",
      /^--key .*encrypted\.key is encrypted$/,
      /^Set its passphrase: APPOINTMENT_CLIENT_KEY_PASSPHRASE or --key-passphrase\.$/,
    ],
    [
      "with an encrypted key, and another passphrase",
      async () => ({
        APPOINTMENT_CLIENT_KEY: await written("encrypted.key", encryptedKey()),
        APPOINTMENT_CLIENT_KEY_PASSPHRASE: "q",
      }),
      "client certificate",
      / cannot be decrypted$/,
      /^Correct its passphrase: /,
    ],
    [
      "with a key of OpenSSH",
      async () => ({
        APPOINTMENT_CLIENT_KEY: await written(
          "ssh.key",
          "-----BEGIN OPENSSH PRIVATE KEY-----\nAA==\n-----END OPENSSH PRIVATE KEY-----\n",
        ),
      }),
      "client certificate",
      / is in the format of OpenSSH$/,
      /ssh-keygen -p -m PKCS8/,
    ],
    [
      "with a public key",
      async () => ({
        APPOINTMENT_CLIENT_KEY: await written(
          "public.key",
          "-----BEGIN PUBLIC KEY-----\nAA==\n-----END PUBLIC KEY-----\n",
        ),
      }),
      "client certificate",
      / is a public key$/,
      /^Use the private key\.$/,
    ],
  ]);
});

/** Returns settings for the FHIR base of one of this suite's servers. */
async function served(server: Server, scheme = "https"): Promise<Settings> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => void sockets.add(socket.on("error", () => socket.destroy())));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  open.add(async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
    await once(server, "close");
  });
  return {
    APPOINTMENT_CLIENT_URL: `${scheme}://localhost:${(server.address() as AddressInfo).port}/STU3`,
    APPOINTMENT_CLIENT_CA: file("other-ca.pem"),
  };
}

async function certified(options: Parameters<Authority["issue"]>[1], subject = "CN=localhost") {
  const { cert: certificate, key } = await authority.issue(subject, { usage: "server", ...options });
  return { cert: certificate, key };
}

/** Returns settings for a server that gives this answer to the request for its capability statement. */
function answering(answer: Partial<DoubleAnswer>): Settings {
  double.intercept = (_, usual) => ({ ...usual(), ...answer });
  return { APPOINTMENT_CLIENT_URL: double.baseUrl, APPOINTMENT_CLIENT_CA: file("other-ca.pem") };
}

const json = { "content-type": "application/fhir+json" };
const page = { headers: { "content-type": "text/html" }, body: "<h1>It works</h1>" };
const statement = (more: object): DoubleAnswer => ({
  status: 200,
  headers: json,
  body: JSON.stringify({ resourceType: "CapabilityStatement", ...more }),
});
const complete = {
  fhirVersion: "3.0.1",
  rest: [{ mode: "server", resource: [{ type: "Appointment", interaction: [{ code: "read" }, { code: "update" }] }] }],
};

describe("doctor, for the address and the server", () => {
  const url = (value: string): Settings => ({ APPOINTMENT_CLIENT_URL: value });
  says([
    [
      "no address at all, and a file that is not there",
      () => ({ APPOINTMENT_CLIENT_URL: "", APPOINTMENT_CLIENT_CONFIG: file("none.json") }),
      "settings",
      /^There is no configuration file /,
      /--help/,
    ],
    ["http", () => url(registry.baseUrl.replace("https", "http")), "FHIR base", /^http:/, /is not an https URL/],
    ["with a query", () => url(`${registry.baseUrl}?x`), "FHIR base", /\?x$/, /must have no "\?"/],
    [
      "of the capability statement",
      () => url(`${registry.baseUrl}/metadata`),
      "FHIR base",
      /metadata$/,
      /must end before \/metadata/,
    ],
    [
      "without its path",
      () => url(new URL(registry.baseUrl).origin),
      "capability statement",
      /^none: HTTP 404/,
      /may lack its path/,
    ],
    [
      "of another port",
      () => url("https://localhost:1/STU3"),
      "TLS",
      /^Nothing listens at localhost:1 /,
      /^Check host and port/,
    ],
    [
      "of a name that does not exist",
      () => url("https://registry.invalid/STU3"),
      "TLS",
      /^The name of registry\.invalid cannot be resolved\.$/,
      /--url and the DNS/,
    ],
    [
      "of a name that the certificate lacks",
      async () => ({
        ...(await served(
          createHttpsServer(await certified({ extensions: [{ oid: "2.5.29.17" }] }, "CN=other.example")),
        )),
      }),
      "TLS",
      /is for other names/,
      /--url/,
    ],
    [
      "whose certificate is of an unknown authority",
      () => ({ APPOINTMENT_CLIENT_CA: "" }),
      "TLS",
      /does not trust the authority/,
      /^Set --ca to the authority's certificate\.$/,
    ],
    [
      "whose certificate is of another authority than that of --ca",
      () => ({ APPOINTMENT_CLIENT_CA: file("other-ca.pem") }),
      "TLS",
      /does not trust the authority/,
      /^--ca .*other-ca\.pem does not contain that authority/,
    ],
    [
      "whose authority is a private key",
      () => ({ APPOINTMENT_CLIENT_CA: file("client.key") }),
      "TLS",
      /^--ca .* is a private key, not a certificate$/,
      /authorities' certificates/,
    ],
    [
      "whose certificate has expired",
      async () =>
        served(
          createHttpsServer(
            await certified({ notBefore: new Date(Date.now() - 2 * day), notAfter: new Date(Date.now() - day) }),
          ),
        ),
      "TLS",
      /certificate of localhost:\d+ has expired/,
      /operator/,
    ],
    [
      "whose certificate is not valid yet",
      async () => served(createHttpsServer(await certified({ notBefore: new Date(Date.now() + day / 2) }))),
      "TLS",
      /not valid yet/,
      /clock/,
    ],
    ["without TLS", async () => served(createHttpServer()), "TLS", /does not use TLS at this port/, /^Check the port/],
    [
      "that speaks TLS 1.1 alone",
      async () =>
        served(
          createHttpsServer({
            ...(await certified({})),
            minVersion: "TLSv1",
            maxVersion: "TLSv1.1",
            ciphers: "DEFAULT:@SECLEVEL=0",
          }),
        ),
      "TLS",
      /no TLS version or cipher in common/,
      /TLS 1\.2 or 1\.3/,
    ],
    [
      "that is silent from the start",
      async () => ({ ...(await served(createTcpServer())), APPOINTMENT_CLIENT_TIMEOUT: "300" }),
      "TLS",
      /No connection to localhost:\d+ can be established/,
      /firewalls/,
    ],
    [
      "that is silent after TLS",
      async () => ({ ...(await served(createTlsServer(await certified({})))), APPOINTMENT_CLIENT_TIMEOUT: "2000" }),
      "capability statement",
      /accepts the connection but does not answer/,
      /--timeout/,
    ],
    [
      "that is not of HTTP",
      async () => served(createTlsServer(await certified({}), (socket) => socket.end("220 mail.example ESMTP\r\n"))),
      "capability statement",
      /does not answer with HTTP/,
      /^Check host and port\.$/,
    ],
    [
      "that answers a page",
      () => answering({ status: 200, ...page }),
      "capability statement",
      /^none: HTTP 200, text\/html$/,
      /no FHIR base/,
    ],
    [
      "behind a gateway that fails",
      () => answering({ status: 502, ...page }),
      "capability statement",
      /^none: HTTP 502, text\/html$/,
      /fails: try later/,
    ],
    [
      "behind a gateway that redirects",
      () => answering({ status: 302, headers: { location: "https://login.example/" }, body: "" }),
      "capability statement",
      /^none: HTTP 302$/,
      /redirects to https:\/\/login\.example\/: set --url/,
    ],
    [
      "behind a gateway that refuses",
      () => answering({ status: 403, ...page }),
      "capability statement",
      /^none: HTTP 403/,
      /gateway in front of the registry rejects/,
    ],
    [
      "behind a gateway that does not take the certificate",
      () =>
        answering({ status: 400, headers: page.headers, body: "<h1>400 No required SSL certificate was sent</h1>" }),
      "capability statement",
      /^none: HTTP 400/,
      /does not accept the client certificate/,
    ],
    [
      "of FHIR R4",
      () => answering(statement({ ...complete, fhirVersion: "4.0.1" })),
      "capability statement",
      /^FHIR 4\.0\.1/,
      /another version than STU3/,
    ],
    [
      "that cannot update Appointments",
      () =>
        answering(
          statement({
            ...complete,
            rest: [{ mode: "server", resource: [{ type: "Appointment", interaction: [{ code: "read" }] }] }],
          }),
        ),
      "capability statement",
      /^FHIR 3\.0\.1, Appointment: read$/,
      /lacks update/,
    ],
    [
      "whose clock is an hour ahead",
      () =>
        answering({
          ...statement(complete),
          headers: { ...json, date: new Date(Date.now() + 3_600_000).toUTCString() },
        }),
      "clock",
      /^-3[56]\d\d s from/,
      /clock \(NTP\)/,
    ],
    [
      "by a proxy that does not run",
      () => ({ APPOINTMENT_CLIENT_PROXY: "http://localhost:1" }),
      "TLS",
      /or the proxy, \(/,
      /^Check host and port/,
    ],
    [
      "by a proxy that requires a password",
      async () => {
        const proxy = await startConnectProxy();
        open.add(() => proxy.stop());
        proxy.status = 407;
        return { APPOINTMENT_CLIENT_PROXY: proxy.url };
      },
      "TLS",
      /^The proxy refused the connection \(HTTP 407\)\.$/,
      /user and password/,
    ],
    [
      "by a proxy that is no URL",
      () => ({ APPOINTMENT_CLIENT_PROXY: "localhost:3128" }),
      "settings",
      /^--proxy localhost:3128 is neither/,
      /--help/,
    ],
  ]);

  it.each([["/STU3/"], ["/STU3//"]])("reports no fault for %s", async (path) => {
    const { code, findings } = await diagnosed({ APPOINTMENT_CLIENT_URL: registry.baseUrl.replace("/STU3", path) });
    expect(findings.map(({ ok }) => ok)).toEqual(Array(8).fill(true));
    expect(code).toBe(0);
  });
});

const bearer = async (changes: Record<string, unknown>): Promise<Settings> => ({
  APPOINTMENT_CLIENT_TOKEN: await registry.token(changes),
});
const endpoint = (changes: Settings = {}): Settings => ({
  APPOINTMENT_CLIENT_TOKEN: "",
  APPOINTMENT_CLIENT_TOKEN_URL: issuer.tokenUrl,
  APPOINTMENT_CLIENT_ID: issuer.credentials.clientId,
  APPOINTMENT_CLIENT_SECRET: issuer.credentials.clientSecret,
  ...changes,
});
/** Returns settings for a token endpoint that gives this answer. */
function issuing(answer: DoubleAnswer): Settings {
  double.intercept = () => answer;
  return endpoint({
    APPOINTMENT_CLIENT_TOKEN_URL: `${double.baseUrl}/token`,
    APPOINTMENT_CLIENT_TOKEN_CA: file("other-ca.pem"),
  });
}
const now = Math.floor(Date.now() / 1000);

describe("doctor, for the token", () => {
  says([
    [
      "none",
      () => ({ APPOINTMENT_CLIENT_TOKEN: "" }),
      "access token",
      /^No token is set/,
      /^Set --token-url with --client-id and --client-secret, or --token\.$/,
    ],
    [
      "not a JWT",
      () => ({ APPOINTMENT_CLIENT_TOKEN: "abc" }),
      "access token",
      /^The token is not a JWT\.$/,
      /^Set --token to the JWT/,
    ],
    ["of two words", () => ({ APPOINTMENT_CLIENT_TOKEN: "a b" }), "settings", /white space within/, /--help/],
    [
      "expired",
      () => bearer({ iat: 1000, nbf: 1000, exp: 2000 }),
      "access token",
      /expired \d+ s ago/,
      /^Set --token to a new one/,
    ],
    ["without exp", () => bearer({ exp: undefined }), "access token", /without exp/, /requires the claim exp/],
    [
      "not valid yet",
      () => bearer({ nbf: now + 1800 }),
      "authorised request",
      /not.* valid|nbf/i,
      /clocks of the issuer/,
    ],
    [
      "for another registry",
      () => bearer({ aud: "https://other.example/STU3" }),
      "authorised request",
      /other\.example|audience|aud/i,
      /The token must be for https:\/\/localhost/,
    ],
    [
      "of another issuer",
      () => bearer({ iss: "https://other.example" }),
      "authorised request",
      /issuer|iss/i,
      /must trust the issuer/,
    ],
    [
      "signed with another key",
      async () => ({
        APPOINTMENT_CLIENT_TOKEN: await sign(newSigningKey(), claims({ aud: registry.baseUrl })),
      }),
      "authorised request",
      /key|signature/i,
      /must trust the issuer/,
    ],
    [
      "that grants nothing",
      () => bearer({ groups: [] }),
      "access token",
      /grants no interaction of the registry/,
      /must grant: urn:\S+ .*Get a token with them/,
    ],
    [
      "in a file that is missing",
      () => ({ APPOINTMENT_CLIENT_TOKEN: "", APPOINTMENT_CLIENT_TOKEN_FILE: file("no-token") }),
      "settings",
      /^--token-file .* cannot be read/,
      /--help/,
    ],
    [
      "in a file that is empty",
      async () => ({ APPOINTMENT_CLIENT_TOKEN: "", APPOINTMENT_CLIENT_TOKEN_FILE: await written("empty", " \n") }),
      "settings",
      / is empty: an access token is expected/,
      /--help/,
    ],
    [
      "in a file that holds no JWT",
      async () => ({ APPOINTMENT_CLIENT_TOKEN: "", APPOINTMENT_CLIENT_TOKEN_FILE: await written("no-jwt", "abc\n") }),
      "access token",
      /^The token is not a JWT\.$/,
      /^Check what writes .*no-jwt: a JWT is expected\.$/,
    ],
    [
      "of an endpoint without a secret",
      () => endpoint({ APPOINTMENT_CLIENT_SECRET: "" }),
      "settings",
      /cannot be used without --client-secret/,
      /--help/,
    ],
    [
      "of an endpoint with another secret",
      () => endpoint({ APPOINTMENT_CLIENT_SECRET: "wrong" }),
      "access token",
      /invalid_client/,
      /^Check --client-id and --client-secret, and --token-auth\.$/,
    ],
    [
      "of an endpoint that does not offer the scope",
      () => endpoint({ APPOINTMENT_CLIENT_SCOPE: "a" }),
      "access token",
      /invalid_scope/,
      /^Check --scope\.$/,
    ],
    [
      "of an endpoint at another path",
      () => endpoint({ APPOINTMENT_CLIENT_TOKEN_URL: issuer.tokenUrl.replace("/token", "/oauth") }),
      "access token",
      /not_found/,
      /check --token-url, its path included/,
    ],
    [
      "of an endpoint at another port",
      () => endpoint({ APPOINTMENT_CLIENT_TOKEN_URL: "https://localhost:1/token" }),
      "access token",
      /ECONNREFUSED|refused/,
      /^Check host and port/,
    ],
    [
      "of an endpoint of another authority",
      () => endpoint({ APPOINTMENT_CLIENT_TOKEN_URL: `${double.baseUrl}/token` }),
      "access token",
      /not trusted/,
      /--token-ca/,
    ],
    [
      "of an endpoint that fails",
      () => issuing({ status: 503 }),
      "access token",
      /HTTP 503/,
      /^Try later, or inform its operator\.$/,
    ],
    [
      "of an endpoint that answers a page",
      () => issuing({ status: 200, ...page }),
      "access token",
      /^No access token from /,
      /does not answer as a token endpoint/,
    ],
    [
      "of an endpoint that gives what is no JWT",
      () =>
        issuing({
          status: 200,
          headers: { "content-type": "application/json" },
          body: '{"access_token":"opaque","token_type":"Bearer"}',
        }),
      "access token",
      /^The token is not a JWT\.$/,
      /requires a JWT: check --token-url/,
    ],
    [
      "signed for with a key that is a certificate",
      () => endpoint({ APPOINTMENT_CLIENT_SECRET: "", APPOINTMENT_CLIENT_TOKEN_KEY: file("client.pem") }),
      "access token",
      /^--token-key .* is a certificate, not a private key$/,
      /^Use the private key\.$/,
    ],
  ]);

  it("reports the interactions that a token does not grant, and that it may suffice", async () => {
    const { code, findings } = await diagnosed(await bearer({ groups: [INTERACTION_IDS.read] }));
    expect(code).toBe(0);
    expect(findings.at(-2)).toMatchObject({
      check: "access token",
      found: expect.stringMatching(/grants get$/),
      advice: expect.stringMatching(/^For register, search or cancel it must grant: /),
    });
  });

  it.each([
    [
      "from a file with a line end",
      async () => ({
        APPOINTMENT_CLIENT_TOKEN: "",
        APPOINTMENT_CLIENT_TOKEN_FILE: await written("token", `${await registry.token()}\r\n`),
      }),
    ],
    ["with its scheme", async () => ({ APPOINTMENT_CLIENT_TOKEN: `Bearer ${await registry.token()}` })],
    ["from an endpoint", () => endpoint()],
    ["from an endpoint by HTTP Basic", () => endpoint({ APPOINTMENT_CLIENT_TOKEN_AUTH: "client_secret_basic" })],
  ])("reports no fault for a token %s", async (_, settings) => {
    const { code, findings } = await diagnosed(await settings());
    expect(findings.map(({ ok }) => ok)).toEqual(Array(8).fill(true));
    expect(code).toBe(0);
  });
});
