import { afterEach, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import type { RequestListener } from "node:http";
import { request as httpRequest } from "node:http";
import { Agent, request as httpsRequest } from "node:https";
import type { AddressInfo } from "node:net";
import { connect as connectTcp } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { ConnectionOptions, TLSSocket } from "node:tls";
import { connect as connectTls } from "node:tls";
import type { Authority, Issued } from "@appointment-registry/test-kit";
import { createAuthority, eventually, replaceFile } from "@appointment-registry/test-kit";
import type { HttpConfig, TlsConfig } from "../config/config.js";
import type { RegistryError } from "../errors.js";
import type { LogFields } from "../logging/log.js";
import { createLog } from "../logging/log.js";
import type { Listener } from "./listener.js";
import { createListener } from "./listener.js";
import { serve } from "./testing/serve.js";

const HTTP: HttpConfig = {
  maxBodyBytes: 1 << 20,
  bodyTimeoutMilliseconds: 1000,
  headersTimeoutMilliseconds: 1000,
  keepAliveMilliseconds: 5000,
  maxConnections: 100,
  maxHandshakes: 1000,
  answerTimeoutMilliseconds: 60_000,
  shutdownMilliseconds: 0,
};

let ca: Authority;
let other: Authority;
let server: Issued;
let client: Issued;
beforeAll(async () => {
  ca = await createAuthority("Clients");
  other = await createAuthority("Others");
  server = await ca.issue("CN=localhost", { usage: "server" });
  client = await ca.issue("CN=supplier-a,O=Example");
});

let directory: string;
let listener: Listener;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "tls-"));
  await writeFile(file("server.key"), server.key);
  await writeFile(file("server.pem"), server.cert);
  await writeFile(file("ca.pem"), ca.cert);
});
afterEach(async () => {
  listener.close();
  listener.server.closeAllConnections();
  listener.server.close();
  await rm(directory, { recursive: true });
});
const file = (name: string): string => join(directory, name);

/** Lines of the log at `warn`. */
let warnings: LogFields[];
/** Offset of the listener's clock ahead of the system's. */
let ahead: number;

async function listen(more: Partial<TlsConfig> = {}): Promise<void> {
  warnings = [];
  ahead = 0;
  const config: TlsConfig = {
    keyFile: file("server.key"),
    certFile: file("server.pem"),
    clientCaFile: file("ca.pem"),
    crlFile: undefined,
    allowList: undefined,
    trustedProxy: undefined,
    reloadMilliseconds: 50,
    ...more,
  };
  const log = { ...createLog("silent"), warn: (_: string, fields: LogFields = {}) => void warnings.push(fields) };
  listener = await createListener(config, HTTP, log, () => Date.now() + ahead);
  // As in the registry: the certificate is queried when the head has arrived, and the response is sent when the body has.
  const answer: RequestListener = (request, response) => {
    let text: string;
    try {
      text = listener.clientCertificate(request).thumbprint;
    } catch (error) {
      const { code, facts } = error as RegistryError;
      text = code;
      response.writeHead(403, facts.endsConnection ? { connection: "close" } : {});
    }
    request.resume().on("end", () => response.end(text));
  };
  await serve(listener, answer);
}
const port = (): number => (listener.server.address() as AddressInfo).port;

/** Reads the files now; the file watcher would also do so, but later. */
async function takenUp(): Promise<void> {
  await listener.reload().catch(() => undefined);
}

type Answer = { status: number | undefined; text: string };
/** Returns the response, or the error code received instead of any HTTP. */
function get(options: object, make: typeof httpsRequest | typeof httpRequest = httpsRequest): Promise<Answer | string> {
  return new Promise((resolve) => {
    const request = make(
      { host: "127.0.0.1", port: port(), servername: "localhost", agent: false, ...options },
      (response) => {
        let text = "";
        response.on("data", (chunk) => (text += chunk));
        response.on("end", () => resolve({ status: response.statusCode, text }));
      },
    );
    request.on("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? "no answer"));
    request.end();
  });
}
const as = (issued: Issued | undefined, more: object = {}): object => ({
  ca: [ca.cert, other.cert],
  ...(issued === undefined ? {} : { cert: issued.cert, key: issued.key }),
  ...more,
});
const ok = (issued: Issued): Answer => ({ status: 200, text: issued.thumbprint });

describe("mutual TLS", () => {
  it("returns the thumbprint of an acceptable client certificate", async () => {
    await listen();
    expect(await get(as(client))).toEqual(ok(client));
  });

  it.each<[string, () => Promise<Issued | undefined> | undefined]>([
    ["no certificate", () => undefined],
    ["a certificate of another authority", () => other.issue("CN=supplier-a,O=Example")],
    [
      "a certificate of another authority with the same name",
      async () => (await createAuthority("Clients")).issue("CN=supplier-a"),
    ],
    ["an expired certificate", () => ca.issue("CN=old", { notAfter: new Date(Date.now() - 60_000) })],
    ["a certificate that is not valid yet", () => ca.issue("CN=new", { notBefore: new Date(Date.now() + 600_000) })],
    ["a server's certificate", () => ca.issue("CN=server", { usage: "server" })],
    ["a certificate signed by a client's certificate", async () => forged(await ca.issue("CN=supplier-a"))],
    ["the key of another", async () => ({ ...(await ca.issue("CN=x")), ...mismatched() })],
    [
      "a certificate of an intermediate that was not sent",
      async () => leafOnly(await (await ca.intermediate("Below")).issue("CN=x")),
    ],
  ])("speaks no HTTP with %s", async (_, issue) => {
    await listen();
    let requests = 0;
    listener.server.on("request", () => requests++);
    const answer = await get(as(await issue())).catch((error: Error) => error.message);
    expect(typeof answer).toBe("string");
    expect(requests).toBe(0);
    expect(await get(as(client))).toEqual(ok(client));
  });

  it("accepts a certificate for several purposes, for none in particular, and from an intermediate that was sent", async () => {
    await listen();
    for (const usage of ["any", "none"] as const) {
      const issued = await ca.issue("CN=x", { usage });
      expect(await get(as(issued))).toEqual(ok(issued));
    }
    const below = await (await ca.intermediate("Below")).issue("CN=x");
    expect(await get(as(below))).toEqual(ok(below));
  });

  it.each<[string, boolean, ConnectionOptions]>([
    ["TLS 1.1", false, { maxVersion: "TLSv1.1", minVersion: "TLSv1", ciphers: "DEFAULT@SECLEVEL=0" }],
    ["TLS 1.2 with CBC", false, { maxVersion: "TLSv1.2", ciphers: "ECDHE-ECDSA-AES128-SHA256" }],
    ["TLS 1.2 without forward secrecy", false, { maxVersion: "TLSv1.2", ciphers: "AES128-GCM-SHA256" }],
    ["TLS 1.2 with GCM", true, { maxVersion: "TLSv1.2", ciphers: "ECDHE-ECDSA-AES128-GCM-SHA256" }],
    ["TLS 1.3", true, { minVersion: "TLSv1.3" }],
  ])("%s is spoken: %s", async (_, spoken, options) => {
    await listen();
    const answer = await get(as(client, options));
    expect(typeof answer === "object").toBe(spoken);
  });

  it("ignores a forwarded certificate where no proxy is configured", async () => {
    await listen();
    const forwarded = await ca.issue("CN=somebody-else");
    const headers = { "client-cert": `:${forwarded.der.toString("base64")}:` };
    expect(await get(as(client, { headers }))).toEqual(ok(client));
  });

  it("refuses, with an answer, who is not on the allow list", async () => {
    const listed = await ca.issue("CN=supplier-b,O=Example");
    await listen({ allowList: { thumbprints: new Set([listed.thumbprint]), subjects: ["cn=supplier-c, o=Example"] } });
    expect(await get(as(listed))).toEqual(ok(listed));
    for (const subject of ["CN=supplier-c,O=Example", "O=Example,CN=supplier-c"]) {
      const named = await ca.issue(subject);
      expect(await get(as(named))).toEqual(ok(named));
    }
    for (const subject of ["CN=supplier-c", "CN=supplier-c,O=Example,OU=x", "CN=supplier-cc,O=Example"]) {
      expect(await get(as(await ca.issue(subject)))).toEqual({ status: 403, text: "certificate-refused" });
    }
    expect(await get(as(client))).toEqual({ status: 403, text: "certificate-refused" });
  });

  it("continues to work while it receives plain HTTP, noise and half a handshake", async () => {
    await listen();
    for (const bytes of ["GET / HTTP/1.1\r\nHost: x\r\n\r\n", "\x16\x03\x01", "\x00".repeat(1000)]) {
      const socket = connectTcp(port(), "127.0.0.1");
      socket.on("error", () => undefined);
      socket.write(bytes, "latin1");
      await delay(20);
      socket.destroy();
    }
    expect(await get(as(client))).toEqual(ok(client));
  });
});

describe("files that change while the registry serves", () => {
  it("take effect without closing connections: key and certificate", async () => {
    await listen();
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const kept = (): Promise<Answer | string> => get(as(client, { agent }));
    expect(await kept()).toEqual(ok(client));
    const [before] = Object.values(agent.freeSockets)[0] as [TLSSocket];
    const renewed = await ca.issue("CN=localhost", { usage: "server" });
    // In between, key and certificate do not match: the last valid pair stays in use.
    await replaceFile(file("server.key"), renewed.key);
    await takenUp();
    expect(await get(as(client))).toEqual(ok(client));
    await replaceFile(file("server.pem"), renewed.cert);
    await takenUp();
    expect(await serialOfServer()).toBe(renewed.serialNumber.toUpperCase());
    expect(await kept()).toEqual(ok(client));
    expect((Object.values(agent.freeSockets)[0] as [TLSSocket])[0]).toBe(before);
    agent.destroy();
  });

  it("close the connections of a certificate that a new revocation list names, and no others", async () => {
    await writeFile(file("crl.pem"), await ca.crl([]));
    await listen({ crlFile: file("crl.pem") });
    const bad = await ca.issue("CN=bad");
    const agents = [client, bad].map(() => new Agent({ keepAlive: true, maxSockets: 1 }));
    const kept = (index: number): Promise<Answer | string> => get(as([client, bad][index], { agent: agents[index] }));
    expect([await kept(0), await kept(1)]).toEqual([ok(client), ok(bad)]);
    const socketsBefore = agents.map((agent) => Object.values(agent.freeSockets)[0]?.[0]);
    await replaceFile(file("crl.pem"), await ca.crl([bad]));
    await takenUp();
    expect(await kept(0)).toEqual(ok(client));
    expect(Object.values((agents[0] as Agent).freeSockets)[0]?.[0]).toBe(socketsBefore[0]);
    expect(typeof (await kept(1))).toBe("string");
    expect(typeof (await get(as(bad)))).toBe("string");
    expect(await get(as(client))).toEqual(ok(client));
    for (const agent of agents) agent.destroy();
  });

  it("refuse everybody when the revocation list has run out, until there is a new one", async () => {
    await writeFile(file("crl.pem"), await ca.crl([], { nextUpdate: new Date(Date.now() - 1000) }));
    await listen({ crlFile: file("crl.pem") });
    expect(typeof (await get(as(client)))).toBe("string");
    await replaceFile(file("crl.pem"), await ca.crl([]));
    await takenUp();
    expect(await get(as(client))).toEqual(ok(client));
  });

  it("add an authority, and remove one together with its connections", async () => {
    await listen();
    const foreign = await other.issue("CN=supplier-z");
    expect(typeof (await get(as(foreign)))).toBe("string");
    await replaceFile(file("ca.pem"), ca.cert + other.cert);
    await takenUp();
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    expect(await get(as(foreign, { agent }))).toEqual(ok(foreign));
    await replaceFile(file("ca.pem"), ca.cert);
    await takenUp();
    expect(typeof (await get(as(foreign, { agent })))).toBe("string");
    expect(await get(as(client))).toEqual(ok(client));
    agent.destroy();
  });

  it("remain in use unchanged while they are broken or missing", async () => {
    await listen();
    await writeFile(file("ca.pem"), "-----BEGIN CERTIFICATE-----\nAAAA");
    await rm(file("server.key"));
    await expect(listener.reload()).rejects.toMatchObject({ name: "OperatorError" });
    await takenUp();
    expect(await get(as(client))).toEqual(ok(client));
  });
});

describe.each(["TLSv1.2", "TLSv1.3"] as const)("over %s", (version) => {
  const only = { minVersion: version, maxVersion: version };

  /** Resolves to the session that the server offered last. */
  const connectWith = (issued: Issued, session?: Buffer): Promise<{ session: Buffer | undefined; resumed: boolean }> =>
    new Promise((resolve, reject) => {
      let latest: Buffer | undefined;
      let resumed = false;
      const options = { host: "127.0.0.1", port: port(), servername: "localhost", ...as(issued, only), session };
      const socket = connectTls(options, () => {
        resumed = socket.isSessionReused();
        socket.end("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
      });
      socket.on("session", (data: Buffer) => (latest = data));
      socket.on("error", reject);
      socket.on("close", () => resolve({ session: latest, resumed }));
      socket.resume();
    });

  it("no TLS session can be resumed, so none outlives its verdict", async () => {
    await listen();
    const first = await connectWith(client);
    expect((await connectWith(client, first.session)).resumed).toBe(false);
    const renewed = await ca.issue("CN=localhost", { usage: "server" });
    await replaceFile(file("server.key"), renewed.key);
    await replaceFile(file("server.pem"), renewed.cert);
    await takenUp();
    const second = await connectWith(client);
    expect((await connectWith(client, second.session)).resumed).toBe(false);
  });

  it("an open connection is refused from the millisecond on at which its verdict ends, and closed", async () => {
    const end = Math.ceil(Date.now() / 1000) * 1000 + 3_600_000;
    await writeFile(file("crl.pem"), await ca.crl([], { nextUpdate: new Date(end) }));
    await listen({ crlFile: file("crl.pem") });
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const kept = (): Promise<Answer | string> => get(as(client, { ...only, agent }));
    const leavingUntilEnd = 600_000;
    ahead = end - Date.now() - leavingUntilEnd;
    expect(await kept()).toEqual(ok(client));
    expect(Object.values(agent.freeSockets).length).toBe(1);
    ahead += leavingUntilEnd;
    await delay(2);
    expect(await kept()).toEqual({ status: 403, text: "certificate-refused" });
    expect(Object.values(agent.freeSockets).length).toBe(0);
    expect(typeof (await kept())).toBe("string");
    // A new list is sufficient.
    await replaceFile(file("crl.pem"), await ca.crl([], { nextUpdate: new Date(end + 3_600_000) }));
    await takenUp();
    expect(await kept()).toEqual(ok(client));
    agent.destroy();
  });

  it("an idle connection is closed when its verdict ends", async () => {
    await listen();
    const socket = connectTls({ host: "127.0.0.1", port: port(), servername: "localhost", ...as(client, only) });
    await once(socket, "secureConnect");
    socket.resume();
    ahead = 48 * 3_600_000;
    await once(socket, "close");
  });

  it.each([
    ["a request", "", ["200", "403"]],
    ["a request that expects 100-continue", "Expect: 100-continue\r\n", ["100", "200", "403"]],
  ])("%s in progress when its certificate is revoked is answered, and no other", async (_, field, expected) => {
    await writeFile(file("crl.pem"), await ca.crl([]));
    await listen({ crlFile: file("crl.pem") });
    const bad = await ca.issue("CN=bad");
    const socket = connectTls({ host: "127.0.0.1", port: port(), servername: "localhost", ...as(bad, only) });
    let text = "";
    socket.on("data", (chunk: Buffer) => (text += chunk.toString()));
    socket.on("error", () => undefined);
    const head = "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n";
    socket.write(`${head}${field}\r\n`);
    await once(listener.server, field === "" ? "request" : "checkContinue");
    await replaceFile(file("crl.pem"), await ca.crl([bad]));
    await takenUp();
    socket.write(`x${head}\r\nx`);
    await once(socket, "close");
    expect([...text.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status)).toEqual(expected);
  });
});

describe("a rejected caller", () => {
  const LEAF_OF_OTHERS = { subject: "CN=supplier-z", issuer: "CN=Others" };
  it.each<[string, string, () => Promise<Issued | undefined>, object]>([
    ["no-certificate", "no certificate", async () => undefined, {}],
    ["untrusted", "one of another authority", () => other.issue("CN=supplier-z"), LEAF_OF_OTHERS],
    [
      "not-valid-now",
      "one that has expired",
      () => ca.issue("CN=old", { notAfter: new Date(Date.now() - 60_000) }),
      { subject: "CN=old", issuer: "CN=Clients" },
    ],
    [
      "wrong-purpose",
      "a server's",
      () => ca.issue("CN=server", { usage: "server" }),
      { subject: "CN=server", issuer: "CN=Clients" },
    ],
    [
      "weak-key",
      "RSA 1024",
      () => ca.issue("CN=weak", { key: "RSA-1024" }),
      { subject: "CN=weak", issuer: "CN=Clients" },
    ],
    ["revoked", "a revoked one", () => ca.issue("CN=bad"), { subject: "CN=bad", issuer: "CN=Clients" }],
    ["handshake-failed", "TLS 1.1", async () => client, {}],
  ])("for %s leaves a line and is counted (%s)", async (reason, what, issue, names) => {
    const issued = await issue();
    const revoked = reason === "revoked" && issued !== undefined ? [issued] : [];
    await writeFile(file("crl.pem"), await ca.crl(revoked));
    await listen({ crlFile: file("crl.pem") });
    const old = what === "TLS 1.1" ? { minVersion: "TLSv1", maxVersion: "TLSv1.1", ciphers: "DEFAULT@SECLEVEL=0" } : {};
    expect(typeof (await get(as(issued, old)))).toBe("string");
    expect(warnings).toEqual([
      {
        reason,
        remoteAddress: "127.0.0.1",
        ...names,
        ...("code" in (warnings[0] ?? {}) ? { code: warnings[0]?.code } : {}),
      },
    ]);
    expect([...listener.state().refused].filter(([, count]) => count > 0)).toEqual([[reason, 1]]);
  });

  it("by the allow list, or behind a proxy, is logged too", async () => {
    await listen({ allowList: { thumbprints: new Set(), subjects: [] } });
    expect(await get(as(client))).toEqual({ status: 403, text: "certificate-refused" });
    expect(warnings).toEqual([
      { reason: "not-allowed", remoteAddress: "127.0.0.1", subject: "O=Example,CN=supplier-a", issuer: "CN=Clients" },
    ]);
  });

  it("is not one that disconnects", async () => {
    await listen();
    const socket = connectTcp(port(), "127.0.0.1");
    await once(socket, "connect");
    socket.destroy();
    expect(await get(as(client))).toEqual(ok(client));
    expect([warnings, [...listener.state().refused].filter(([, count]) => count > 0)]).toEqual([[], []]);
  });
});

describe("behind a trusted proxy", () => {
  const proxied = {
    keyFile: undefined,
    certFile: undefined,
    trustedProxy: { addresses: ["127.0.0.1"], header: "client-cert" },
  };
  const via = (headers: object): Promise<Answer | string> => get({ headers }, httpRequest);
  const rfc9440 = (issued: Issued): string => `:${issued.der.toString("base64")}:`;

  it("the certificate is taken from the header, in any of its forms", async () => {
    await listen(proxied);
    const pem = client.cert.trim();
    for (const value of [rfc9440(client), encodeURIComponent(pem), pem.replaceAll("\n", " ")]) {
      expect(await via({ "client-cert": value })).toEqual(ok(client));
    }
  });

  it("a chain may be sent with it", async () => {
    await listen(proxied);
    const below = await ca.intermediate("Below");
    const leaf = await below.issue("CN=x");
    const chain = Buffer.from(below.cert.replace(/-----[A-Z ]+-----|\n/g, ""), "base64").toString("base64");
    expect(await via({ "client-cert": rfc9440(leaf) })).toEqual({ status: 403, text: "certificate-refused" });
    expect(await via({ "client-cert": rfc9440(leaf), "client-cert-chain": `:${chain}:` })).toEqual(ok(leaf));
  });

  it.each<[string, () => Promise<object>]>([
    ["no certificate", async () => ({})],
    ["an empty one", async () => ({ "client-cert": "" })],
    ["two", async () => ({ "client-cert": [rfc9440(client), rfc9440(client)] })],
    ["noise", async () => ({ "client-cert": ":AAAA:" })],
    ["half a one", async () => ({ "client-cert": `:${client.der.subarray(0, 200).toString("base64")}:` })],
    ["one of another authority", async () => ({ "client-cert": rfc9440(await other.issue("CN=x")) })],
    [
      "one of another authority with the same name",
      async () => ({ "client-cert": rfc9440(await (await createAuthority("Clients")).issue("CN=x")) }),
    ],
    [
      "an expired one",
      async () => ({ "client-cert": rfc9440(await ca.issue("CN=x", { notAfter: new Date(Date.now() - 1000) })) }),
    ],
    [
      "one of the future",
      async () => ({ "client-cert": rfc9440(await ca.issue("CN=x", { notBefore: new Date(Date.now() + 60_000) })) }),
    ],
    ["a server's", async () => ({ "client-cert": rfc9440(await ca.issue("CN=x", { usage: "server" })) })],
    ["one with a byte changed", async () => ({ "client-cert": rfc9440({ ...client, der: tampered(client.der) }) })],
  ])("%s is rejected", async (_, headers) => {
    await listen(proxied);
    expect(await via(await headers())).toEqual({ status: 403, text: "certificate-refused" });
  });

  it("revocation is checked, and takes effect when the list changes", async () => {
    await writeFile(file("crl.pem"), await ca.crl([]));
    await listen({ ...proxied, crlFile: file("crl.pem") });
    expect(await via({ "client-cert": rfc9440(client) })).toEqual(ok(client));
    await replaceFile(file("crl.pem"), await ca.crl([client]));
    await takenUp();
    expect(await via({ "client-cert": rfc9440(client) })).toEqual({ status: 403, text: "certificate-refused" });
    await replaceFile(file("crl.pem"), await other.crl([]));
    await takenUp();
    expect(await via({ "client-cert": rfc9440(client) })).toEqual({ status: 403, text: "certificate-refused" });
  });

  it("the verdict on a certificate ends when the list or the certificate expires", async () => {
    const end = Math.ceil(Date.now() / 1000) * 1000 + 3_600_000;
    await writeFile(file("crl.pem"), await ca.crl([], { nextUpdate: new Date(end) }));
    await listen({ ...proxied, crlFile: file("crl.pem") });
    const soon = await ca.issue("CN=soon", { notBefore: new Date(end - 60_000) });
    const via2 = (): Promise<(Answer | string)[]> =>
      Promise.all([client, soon].map((issued) => via({ "client-cert": rfc9440(issued) })));
    const refused = { status: 403, text: "certificate-refused" };
    expect(await via2()).toEqual([ok(client), refused]);
    ahead = end - Date.now() - 30_000;
    expect(await via2()).toEqual([ok(client), ok(soon)]);
    ahead += 30_001;
    expect(await via2()).toEqual([refused, refused]);
    expect(warnings.map(({ reason, subject }) => [reason, subject])).toEqual([
      ["not-valid-now", "CN=soon"],
      ["revocation-unknown", expect.any(String)],
      ["revocation-unknown", expect.any(String)],
    ]);
  });

  it("all other addresses get no HTTP", async () => {
    await listen({ ...proxied, trustedProxy: { addresses: ["10.0.0.0/8", "::1"], header: "client-cert" } });
    expect(typeof (await via({ "client-cert": rfc9440(client) }))).toBe("string");
  });

  it("the hop from the proxy may use TLS", async () => {
    await listen({ trustedProxy: { addresses: ["127.0.0.0/8"], header: "x-cert" } });
    expect(await get(as(undefined, { headers: { "x-cert": rfc9440(client) } }))).toEqual(ok(client));
    expect(await get(as(client))).toEqual({ status: 403, text: "certificate-refused" });
  });
});

describe("hostile connections", () => {
  const open = async (): Promise<TLSSocket> => {
    const socket = connectTls({ host: "127.0.0.1", port: port(), servername: "localhost", ...as(client) });
    socket.on("error", () => undefined);
    await once(socket, "secureConnect");
    return socket;
  };
  const isClosed = (socket: TLSSocket): Promise<boolean> => {
    socket.resume();
    return eventually(() => socket.destroyed);
  };

  it("that send their head byte by byte, or nothing at all, are closed", async () => {
    await listen();
    const [slow, silent] = [await open(), await open()];
    const drip = setInterval(() => slow.write("x"), 50);
    slow.write("GET / HTTP/1.1\r\nX-A: ");
    try {
      expect(await Promise.all([isClosed(slow), isClosed(silent)])).toEqual([true, true]);
    } finally {
      clearInterval(drip);
    }
    expect(await get(as(client))).toEqual(ok(client));
  });

  it.each([
    ["", ""],
    [" that expect 100-continue", "Expect: 100-continue\r\n"],
  ])(
    "that send hundreds of requests%s without waiting get every answer, and those that send without end are closed",
    async (_, field) => {
      await listen();
      const request = `GET / HTTP/1.1\r\nHost: x\r\n${field}\r\n`;
      const [patient, endless] = [await open(), await open()];
      let text = "";
      patient.on("data", (chunk: Buffer) => (text += chunk.toString("latin1")));
      patient.write(request.repeat(500));
      endless.pause();
      endless.write(request.repeat(20_000));
      const answers = (): number => text.split("HTTP/1.1 200 OK").length - 1;
      await eventually(() => answers() >= 500);
      expect(answers()).toBe(500);
      expect(await isClosed(endless)).toBe(true);
      patient.destroy();
      expect(await get(as(client))).toEqual(ok(client));
    },
  );

  it("beyond the limit are closed, while earlier ones are served", async () => {
    await listen();
    listener.server.maxConnections = 5;
    const kept = await Promise.all(Array.from({ length: 5 }, open));
    expect(typeof (await get(as(client)))).toBe("string");
    for (const socket of kept) socket.destroy();
    expect(await eventually(async () => typeof (await get(as(client))) !== "string")).toBe(true);
    expect(await get(as(client))).toEqual(ok(client));
  });

  it.each<[string, string]>([
    [
      "both Content-Length and Transfer-Encoding",
      "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /x HTTP/1.1\r\nHost: x\r\n\r\n",
    ],
    [
      "two different Content-Lengths",
      "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nabcde",
    ],
    ["chunked that is not last", "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n"],
    ["a space before the colon", "GET / HTTP/1.1\r\nHost : x\r\nHost: x\r\n\r\n"],
    ["a folded header", "GET / HTTP/1.1\r\nHost: x\r\nX-A: a\r\n b\r\n\r\n"],
    ["bare line feeds", "GET / HTTP/1.1\nHost: x\n\n"],
    [
      "a chunk size that overflows",
      "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\n",
    ],
    ["a null byte in a header", "GET / HTTP/1.1\r\nHost: x\r\nX-A: a\0b\r\n\r\n"],
    ["20 KB of headers", `GET / HTTP/1.1\r\nHost: x\r\nX-A: ${"a".repeat(20_000)}\r\n\r\n`],
  ])("with %s get at most one answer, and it is a refusal", async (_, bytes) => {
    await listen();
    const socket = await open();
    let text = "";
    socket.on("data", (chunk: Buffer) => (text += chunk.toString("latin1")));
    socket.write(bytes, "latin1");
    await isClosed(socket);
    socket.destroy();
    const statuses = [...text.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status]) => Number(status));
    expect(statuses.filter((status) => status < 400)).toEqual([]);
    expect(statuses.length).toBeLessThanOrEqual(1);
    expect(await get(as(client))).toEqual(ok(client));
  });
});

function leafOnly(issued: Issued): Issued {
  return { ...issued, cert: `${issued.cert.split("-----END CERTIFICATE-----")[0]}-----END CERTIFICATE-----\n` };
}
function mismatched(): Partial<Issued> {
  return { key: client.key };
}
async function forged(by: Issued): Promise<Issued> {
  const { forgeBelow } = await import("@appointment-registry/test-kit");
  return forgeBelow(by);
}
function tampered(der: Buffer): Buffer {
  const copy = Buffer.from(der);
  const at = copy.indexOf("supplier-a");
  copy[at] = "S".charCodeAt(0);
  return copy;
}
function serialOfServer(): Promise<string> {
  return new Promise((resolve) => {
    const socket = connectTls({ host: "127.0.0.1", port: port(), servername: "localhost", ...as(client) }, () => {
      resolve(socket.getPeerCertificate().serialNumber);
      socket.destroy();
    });
  });
}
