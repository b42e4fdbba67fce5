import { createPrivateKey, generateKeyPairSync } from "node:crypto";
import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import type { TLSSocket } from "node:tls";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { createAuthority, startConnectProxy } from "@appointment-registry/test-kit";
import type { ConnectProxy } from "@appointment-registry/test-kit";
import { jwtVerify } from "jose";
import { startGateway } from "./testing/gateway.js";
import { Partner, SCOPES, jwt } from "./testing/partner.js";
import type { Ran } from "./testing/partner.js";
import { PERMISSIONS, interactionId } from "./tokens.js";

interface Asked {
  readonly form: URLSearchParams;
  readonly authorization: string | undefined;
  readonly subject: string;
}

/** A token endpoint with its own authority. It keeps the requests, and its answers can be changed. */
class Issuer {
  readonly asked: Asked[] = [];
  answer = ({ form }: Asked): { status: number; body: string; headers?: Record<string, string> } => {
    const access_token = jwt({ scope: (form.get("scope") ?? "").split(" ") });
    return { status: 200, body: JSON.stringify({ access_token, token_type: "Bearer", expires_in: 3600 }) };
  };

  private constructor(private readonly server: ReturnType<typeof createServer>) {}

  static async start(tls: { cert: string; key: string; ca: string }): Promise<Issuer> {
    const server = createServer({ ...tls, requestCert: true, rejectUnauthorized: false });
    const issuer = new Issuer(server);
    server.on("request", (incoming: IncomingMessage, outgoing) => {
      const chunks: Buffer[] = [];
      incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
      incoming.on("end", () => {
        const subject = String((incoming.socket as TLSSocket).getPeerCertificate().subject?.CN ?? "");
        const form = new URLSearchParams(Buffer.concat(chunks).toString("utf8"));
        const asked = { form, authorization: incoming.headers.authorization, subject };
        issuer.asked.push(asked);
        const { status, body, headers } = issuer.answer(asked);
        outgoing.writeHead(status, { "content-type": "application/json", ...headers }).end(body);
      });
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return issuer;
  }

  get url(): string {
    return `https://localhost:${(this.server.address() as AddressInfo).port}/oauth2/token`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, "close");
  }
}

let partner: Partner;
beforeAll(async () => {
  partner = await Partner.start();
});
afterAll(() => partner?.stop());

const passed = { code: 0, stdout: expect.stringContaining("1 passed, 0 failed, 0 blocked, 0 not tested") };
const oneLine = ({ code, stderr }: Ran): { code: number; lines: number } => ({
  code,
  lines: stderr.trimEnd().split("\n").length,
});

describe("a token URL", () => {
  let issuer: Issuer;
  beforeAll(async () => {
    const authority = await createAuthority("issuer's authority");
    const own = await authority.issue("CN=localhost", { usage: "server" });
    const client = await authority.issue("CN=client of the issuer");
    await partner.write("issuer.pem", authority.cert);
    await partner.write("issuer-client.pem", client.cert);
    await partner.write("issuer-client.key", client.key);
    issuer = await Issuer.start({ cert: own.cert, key: own.key, ca: authority.cert });
  });
  afterAll(() => issuer?.stop());
  let usual: Issuer["answer"];
  beforeEach(() => {
    usual = issuer.answer;
    issuer.asked.length = 0;
  });
  afterEach(() => {
    issuer.answer = usual;
  });

  const run = (...more: readonly string[]): Promise<Ran> =>
    partner.run(
      ...partner.basics,
      ...["--token-url", issuer.url, "--token-ca", partner.file("issuer.pem"), "--client-id", "a:b c", ...more],
    );
  const secret = ["--client-secret", "ü+/%"];

  it("is trusted by its own CA, and an error without it names its origin and the option", async () => {
    expect(await run(...secret)).toMatchObject(passed);
    const { origin } = new URL(issuer.url);
    const untrusted = await run(...secret, "--token-ca", partner.file("ca.pem"));
    expect(oneLine(untrusted)).toEqual({ code: 2, lines: 1 });
    expect(untrusted.stderr).toContain(`${issuer.url} gave no token: the certificate of ${origin} is not trusted (`);
    expect(untrusted.stderr).toContain("give its CA with --token-ca");
  });

  it("is called with the client certificate of the registry, or with a separate one", async () => {
    await run(...secret);
    await run(
      ...secret,
      ...["--token-cert", partner.file("issuer-client.pem"), "--token-key", partner.file("issuer-client.key")],
    );
    expect([...new Set(issuer.asked.map(({ subject }) => subject))]).toEqual(["supplier-a", "client of the issuer"]);
    expect((await run(...secret, "--token-cert", partner.file("issuer-client.pem"))).stderr).toBe(
      "--token-cert and --token-key go together: one is missing.\n",
    );
  });

  it("receives the secret in the form (client_secret_post), with additional parameters", async () => {
    expect(await run(...secret, "--token-parameter", "audience=https://a.example?b=c")).toMatchObject(passed);
    const [{ form, authorization } = { form: undefined }] = issuer.asked;
    expect(Object.fromEntries(form ?? [])).toEqual({
      grant_type: "client_credentials",
      client_id: "a:b c",
      client_secret: "ü+/%",
      audience: "https://a.example?b=c",
      scope: SCOPES.join(" "),
    });
    expect(authorization).toBeUndefined();
  });

  it("receives it by HTTP Basic, with each part form-encoded (RFC 6749, 2.3.1)", async () => {
    expect(await run(...secret, "--client-auth", "client_secret_basic")).toMatchObject(passed);
    const [{ form, authorization = "" } = { form: undefined }] = issuer.asked;
    const sent = Buffer.from(authorization.replace("Basic ", ""), "base64").toString("utf8");
    expect(sent.split(":").map((part) => new URLSearchParams(`v=${part}`).get("v"))).toEqual(["a:b c", "ü+/%"]);
    expect(form?.has("client_secret")).toBe(false);
  });

  it.each([
    ["RS512", "pkcs8", generateKeyPairSync("rsa", { modulusLength: 2048 })],
    ["RS512", "pkcs1", generateKeyPairSync("rsa", { modulusLength: 2048 })],
    ["ES256", "sec1", generateKeyPairSync("ec", { namedCurve: "P-256" })],
    ["Ed25519", "pkcs8", generateKeyPairSync("ed25519")],
  ] as const)("receives a signed assertion for itself (private_key_jwt): %s, %s", async (algorithm, type, keys) => {
    const pem = createPrivateKey(keys.privateKey.export({ format: "pem", type: "pkcs8" })).export({
      format: "pem",
      type: type as "pkcs8",
    });
    const key = await partner.write("assertion.key", String(pem));
    expect(await run("--client-key", key, "--client-key-id", "test-1")).toMatchObject(passed);
    const { form } = issuer.asked[0] as Asked;
    expect(form.get("client_assertion_type")).toBe("urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
    const verified = await jwtVerify(form.get("client_assertion") ?? "", keys.publicKey, { audience: issuer.url });
    expect(verified.protectedHeader).toMatchObject({ alg: algorithm, kid: "test-1" });
    expect(verified.payload).toMatchObject({ iss: "a:b c", sub: "a:b c" });
  });

  it("is requested for other scopes, or none, if configured, and for tokens that lack one permission each", async () => {
    issuer.answer = () => usual({ form: new URLSearchParams({ scope: SCOPES.join(" ") }) } as Asked);
    expect(await run(...secret, "--scope", "registry/.default")).toMatchObject(passed);
    expect(await run(...secret, "--scope", "")).toMatchObject(passed);
    const scopes = issuer.asked.map(({ form }) => form.get("scope"));
    expect([scopes[0], scopes[5]]).toEqual(["registry/.default", null]);
    expect(scopes.slice(1, 5)).toEqual(
      PERMISSIONS.map((without) =>
        PERMISSIONS.filter((each) => each !== without)
          .map(interactionId)
          .join(" "),
      ),
    );
  });

  it.each<[string, { status: number; body: string; headers?: Record<string, string> }, RegExp]>([
    [
      "a refusal",
      { status: 401, body: '{"error":"invalid_client"}' },
      /gave no token: 401 \{"error":"invalid_client"\}$/,
    ],
    [
      "HTML",
      { status: 200, body: "<p>\n\u001B]0;x</p>", headers: { "content-type": "text/html" } },
      /gave no token: 200 <p> \uFFFD\]0;x<\/p>$/,
    ],
    ["a redirect", { status: 302, body: "", headers: { location: "https://elsewhere.example" } }, /gave no token: 302/],
    ["JSON without a token", { status: 200, body: "{}" }, /gave no token: 200 \{\}$/],
    ["an opaque token", { status: 200, body: '{"access_token":"x","token_type":"Bearer"}' }, /^The token is not a JWT/],
  ])("that answers with %s is reported in one sentence", async (_, answer, why) => {
    issuer.answer = () => answer;
    const ran = await run(...secret);
    expect(oneLine(ran)).toEqual({ code: 2, lines: 1 });
    expect(ran.stderr.trimEnd()).toMatch(why);
  });

  it.each([
    ["no secret", [], /^client_secret_post needs --client-secret\.$/],
    ["no key", ["--client-auth", "private_key_jwt"], /^private_key_jwt needs --client-key/],
    ["another way", ["--client-auth", "none"], /--client-auth.*It must be one of client_secret_post/],
    [
      "a parameter without a name",
      ["--client-secret", "s", "--token-parameter", "x"],
      /^--token-parameter x: it must be name=value\.$/,
    ],
  ])("is not called with %s", async (_, words, why) => {
    const ran = await run(...words);
    expect(oneLine(ran)).toEqual({ code: 2, lines: 1 });
    expect(ran.stderr.trimEnd()).toMatch(why);
    expect(issuer.asked).toEqual([]);
  });
});

describe("a token command", () => {
  const run = (command: string): Promise<Ran> => partner.run(...partner.basics, "--token-command", command);
  const printing = (text: string): string => `"${process.execPath}" -e "${text}"`;

  it("receives the requested permissions in CONFORMANCE_SCOPE", async () => {
    const script = await partner.write(
      "token.mjs",
      `const part = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
       console.log([part({ alg: "RS256" }), part({ scope: process.env.CONFORMANCE_SCOPE }), "c2ln"].join("."));`,
    );
    expect(await run(`"${process.execPath}" "${script}"`)).toMatchObject(passed);
  });

  it.each([
    ["fails", printing("console.error('first\\nno key'); process.exit(3)"), "The token command failed: no key\n"],
    ["prints nothing", printing(""), "The token command did not print one token.\n"],
    ["prints two words", printing("console.log('a b')"), "The token command did not print one token.\n"],
  ])("that %s is reported in one sentence", async (_, command, said) => {
    expect(await run(command)).toEqual({ code: 2, stdout: "", stderr: said });
  });
});

it("tokens by permission are each used for their own permission", async () => {
  partner.double.received.length = 0;
  const tokens = Object.fromEntries(PERMISSIONS.map((name) => [name, jwt({ scope: interactionId(name) })]));
  const words = PERMISSIONS.flatMap((name) => ["--token-for", `${name}=${tokens[name] ?? ""}`]);
  await partner.run(...partner.basics, ...words, "--only", "search-every-status");
  const used = (method: string, path: RegExp): unknown[] => [
    ...new Set(
      partner.double.received
        .filter((request) => request.method === method && path.test(request.path))
        .map(({ headers }) => headers.authorization),
    ),
  ];
  expect(used("POST", /^\/Appointment$/)).toEqual([`Bearer ${tokens["create"] ?? ""}`]);
  expect(used("GET", /^\/Appointment\//)).toEqual([`Bearer ${tokens["read"] ?? ""}`]);
  expect(used("GET", /^\/Appointment\?/)).toEqual([`Bearer ${tokens["search"] ?? ""}`]);
  expect(used("PUT", /./)).toEqual([`Bearer ${tokens["update"] ?? ""}`]);
});

describe("an HTTP proxy", () => {
  let proxy: ConnectProxy;
  const environment = { ...process.env };
  beforeAll(async () => {
    proxy = await startConnectProxy();
  });
  afterAll(() => proxy?.stop());
  beforeEach(() => {
    proxy.tunnels.length = 0;
    proxy.status = 200;
  });
  afterEach(() => {
    process.env = { ...environment };
  });

  const run = (...more: readonly string[]): Promise<Ran> => partner.run(...partner.basics, "--token", jwt({}), ...more);
  const { host } = { host: () => new URL(partner.double.baseUrl).host };

  it("tunnels every request, and sees no certificate and no token", async () => {
    const { port } = new URL(proxy.url);
    expect(await run("--proxy", `http://me:p%40ss@127.0.0.1:${port}`)).toMatchObject(passed);
    const authorization = `Basic ${Buffer.from("me:p@ss").toString("base64")}`;
    expect(proxy.tunnels[0]).toEqual({ target: host(), authorization });
  });

  it("is taken from HTTPS_PROXY, except for the hosts in NO_PROXY", async () => {
    process.env["HTTPS_PROXY"] = proxy.url;
    expect(await run()).toMatchObject(passed);
    expect(proxy.tunnels.length).toBeGreaterThan(0);
    proxy.tunnels.length = 0;
    process.env["NO_PROXY"] = "localhost";
    expect(await run()).toMatchObject(passed);
    expect(proxy.tunnels).toEqual([]);
  });

  it("that refuses is reported in one sentence, without the password", async () => {
    proxy.status = 407;
    const { port } = new URL(proxy.url);
    const ran = await run("--proxy", `http://me:secret@127.0.0.1:${port}`);
    expect(ran).toEqual({
      code: 2,
      stdout: "",
      stderr: `${partner.double.baseUrl} cannot be called: the proxy answers 407 to the tunnel that is asked for\n`,
    });
  });
});

describe("a registry behind a gateway that ends TLS", () => {
  it("is called by plain HTTP with a warning, and mutual TLS is not reported", async () => {
    const gateway = await startGateway(partner.double);
    try {
      const words = ["--url", gateway.baseUrl, "--public-url", partner.double.baseUrl, "--token", jwt({})];
      const only = ["--only", "register-location", "--only", "cancel-mutual-tls"];
      const { code, stdout, stderr } = await partner.run(...words, ...only);
      expect(stderr).toBe(
        `Warning: ${gateway.baseUrl} is called without TLS: mutual TLS is not tested, and tokens and patient data are ` +
          "sent in clear text. Use it only behind a gateway, within one machine or private network.\n",
      );
      expect(stdout).toContain(`Warning: ${gateway.baseUrl} is called without TLS`);
      expect(stdout).toContain("ok         register-location");
      expect(stdout).toContain("not tested cancel-mutual-tls");
      expect(code).toBe(0);
    } finally {
      await gateway.stop();
    }
  });
});
