import { beforeAll, describe, expect, it } from "@jest/globals";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import type { RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type {
  Caller,
  HandshakeResult,
  TimedChain,
  TrustedPem,
  Validity,
  WaitingConnection,
} from "@appointment-registry/test-kit";
import {
  TIMED_CASES,
  createAuthority,
  proxyCaller,
  replaceFile,
  timedChains,
  tlsCaller,
  waitingConnection,
} from "@appointment-registry/test-kit";
import type { HttpConfig, TlsConfig } from "../config/config.js";
import type { RegistryError } from "../errors.js";
import { createLog } from "../logging/log.js";
import type { Listener } from "./listener.js";
import { createListener } from "./listener.js";
import { serve } from "./testing/serve.js";

const MINUTE = 60_000;
/**
 * OpenSSL, which only knows the system clock, considers the certificates of all chains valid, unless their validity begins at this moment.
 */
const MOMENT = new Date(Math.ceil(Date.now() / 1000) * 1000 + 10 * MINUTE);
/** The clock is moved forward, and finally back. */
const OFFSETS = [-1000, -1, 0, 1, 40 * MINUTE, -1000];
const EXPECTED: Readonly<Record<Validity, readonly HandshakeResult[]>> = {
  ends: ["accepted", "accepted", "accepted", "refused", "refused", "accepted"],
  begins: ["refused", "refused", "accepted", "accepted", "accepted", "refused"],
  lasts: OFFSETS.map(() => "accepted"),
};
const WAYS = ["TLSv1.2", "TLSv1.3"].flatMap((version) => [`${version}, new connections`, `${version}, one connection`]);
const VERSIONS = ["TLSv1.2", "TLSv1.3"] as const;

/** The same cases with real time, shipped registries and load: `npm run chaos -- trust`. */
describe("what a client is answered before and after the moment at which", () => {
  const seen = new Map<string, HandshakeResult[]>();
  const waited = new Map<string, readonly number[]>();
  let resumed = 0;
  let failures: readonly Error[] = [];
  beforeAll(async () => {
    const world = await World.open();
    try {
      await world.run(seen, waited);
      resumed = world.resumed;
      failures = world.failures;
    } finally {
      await world.close();
    }
  });

  const direct = TIMED_CASES.filter(({ validity, byCertificates }) => !(validity === "begins" && byCertificates));
  describe.each(WAYS)("%s:", (way) => {
    it.each(direct)("$name", ({ name, validity }) => expect(seen.get(`${way}: ${name}`)).toEqual(EXPECTED[validity]));
  });
  it.each(TIMED_CASES)("by a proxy: $name", ({ name, validity }) => {
    expect(seen.get(`by a proxy: ${name}`)).toEqual(EXPECTED[validity]);
  });

  const open = TIMED_CASES.filter(({ validity }) => validity !== "begins");
  describe.each(VERSIONS)("%s, a request in progress:", (version) => {
    it.each(open)("$name", ({ name, validity }) => {
      expect(waited.get(`${version}, under way: ${name}`)).toEqual([200, validity === "ends" ? 403 : 200]);
    });
  });
  describe.each(VERSIONS)("%s, an idle connection:", (version) => {
    it.each(open)("$name", ({ name, validity }) => {
      expect(waited.get(`${version}, idle: ${name}`)).toEqual(validity === "ends" ? [] : [200, 200]);
    });
  });

  it("(no session was resumed, and unusable files were reported)", () => {
    expect([resumed, failures.map(({ message }) => message)]).toEqual([
      0,
      [
        "A revocation list cannot be used. An element is missing or of another type.",
        "The file with the revocation lists cannot be read.",
      ],
    ]);
  });
});

/** One listener for clients and one for a proxy, which trust all chains and use an adjustable clock. */
class World {
  #now = MOMENT.getTime() + (OFFSETS[0] as number);
  readonly failures: Error[] = [];
  resumed = 0;

  private constructor(
    private readonly directory: string,
    private readonly ca: string,
    private readonly chains: readonly TimedChain[],
    private readonly listeners: Listener[],
  ) {}

  static async open(): Promise<World> {
    const directory = await mkdtemp(join(tmpdir(), "time-"));
    const ca = await createAuthority("Server");
    const server = await ca.issue("CN=localhost", { usage: "server" });
    const chains = await timedChains(MOMENT);
    const world = new World(directory, ca.cert, chains, []);
    await writeFile(join(directory, "server.key"), server.key);
    await writeFile(join(directory, "server.pem"), server.cert);
    await world.#write(chains.map(({ trusted }) => trusted));
    await world.#listen(undefined);
    await world.#listen({ addresses: ["127.0.0.1"], header: "client-cert" });
    return world;
  }

  async run(seen: Map<string, HandshakeResult[]>, waited: Map<string, readonly number[]>): Promise<void> {
    const callers = this.#callers();
    const waiting = await this.#waiting();
    await this.#replace();
    for (const offset of OFFSETS) {
      this.#now = MOMENT.getTime() + offset;
      if (offset === 40 * MINUTE) await this.#without("crl.pem");
      const answers = await Promise.all(
        [...callers].map(async ([name, caller]) => [name, await caller.ask()] as const),
      );
      for (const [name, answer] of answers) seen.set(name, [...(seen.get(name) ?? []), answer]);
      if (offset !== 1) continue;
      await Promise.all(
        [...waiting].map(async ([name, connection]) => {
          const ends = / idle: /.test(name) && this.#chain(name).validity === "ends";
          waited.set(name, ends ? await connection.closed.then(() => []) : await connection.finish());
        }),
      );
    }
    for (const caller of callers.values()) {
      this.resumed += caller.resumed;
      caller.close();
    }
  }

  async close(): Promise<void> {
    for (const { server, close } of this.listeners) {
      close();
      server.closeAllConnections();
      server.close();
    }
    await rm(this.directory, { recursive: true });
  }

  #callers(): Map<string, Caller> {
    const [direct, proxied] = this.listeners.map(({ server }) => (server.address() as AddressInfo).port);
    const target = { path: "/", ca: this.ca };
    return new Map(
      this.chains.flatMap(({ name, client }) => [
        ...VERSIONS.flatMap((version): [string, Caller][] =>
          [false, true].map((keepAlive) => [
            `${version}, ${keepAlive ? "one connection" : "new connections"}: ${name}`,
            tlsCaller({ ...target, port: direct as number }, client, { version, keepAlive }),
          ]),
        ),
        [`by a proxy: ${name}`, proxyCaller({ path: "/", port: proxied as number }, client)] as [string, Caller],
      ]),
    );
  }

  async #waiting(): Promise<Map<string, WaitingConnection>> {
    const target = { path: "/", ca: this.ca, port: (this.listeners[0]?.server.address() as AddressInfo).port };
    const connections = new Map<string, WaitingConnection>();
    for (const { name, client, validity } of this.chains) {
      if (validity === "begins") continue;
      for (const version of VERSIONS) {
        const body = { method: "POST", path: "/", content: "x" };
        const [idle, underWay] = [
          await waitingConnection(target, client, version),
          await waitingConnection(target, client, version, body),
        ];
        if (idle !== undefined) connections.set(`${version}, idle: ${name}`, idle);
        if (underWay !== undefined) connections.set(`${version}, under way: ${name}`, underWay);
      }
    }
    return connections;
  }

  #chain(way: string): TimedChain {
    return this.chains.find(({ name }) => way.endsWith(`: ${name}`)) as TimedChain;
  }

  /** Performs the timely replacements, with concurrent reloads; then installs lists that cannot be used. */
  async #replace(): Promise<void> {
    await this.#write(this.chains.map(({ trusted, replaced }) => replaced ?? trusted));
    await Promise.all(this.listeners.flatMap((listener) => [listener.reload(), listener.reload(), listener.reload()]));
    await replaceFile(join(this.directory, "crl.pem"), "-----BEGIN X509 CRL-----\nAAAA\n-----END X509 CRL-----\n");
    await this.#reloadFailing();
  }

  async #without(file: string): Promise<void> {
    await rm(join(this.directory, file));
    await this.#reloadFailing();
  }

  async #reloadFailing(): Promise<void> {
    await Promise.all(this.listeners.map((listener) => listener.reload())).catch((error: Error) =>
      this.failures.push(error),
    );
  }

  async #write(trusted: readonly TrustedPem[]): Promise<void> {
    await replaceFile(join(this.directory, "ca.pem"), trusted.map(({ authorities }) => authorities).join(""));
    await replaceFile(join(this.directory, "crl.pem"), trusted.map(({ lists }) => lists).join(""));
  }

  async #listen(trustedProxy: TlsConfig["trustedProxy"]): Promise<void> {
    const file = (name: string): string => join(this.directory, name);
    const http: HttpConfig = {
      maxBodyBytes: 1024,
      bodyTimeoutMilliseconds: 10 * MINUTE,
      headersTimeoutMilliseconds: 10 * MINUTE,
      keepAliveMilliseconds: 10 * MINUTE,
      maxConnections: 1000,
      maxHandshakes: 1000,
      answerTimeoutMilliseconds: 60_000,
      shutdownMilliseconds: 0,
    };
    const tls: TlsConfig = {
      keyFile: trustedProxy === undefined ? file("server.key") : undefined,
      certFile: trustedProxy === undefined ? file("server.pem") : undefined,
      clientCaFile: file("ca.pem"),
      crlFile: file("crl.pem"),
      allowList: undefined,
      trustedProxy,
      reloadMilliseconds: 10 * MINUTE,
    };
    const listener = await createListener(tls, http, createLog("silent"), () => this.#now);
    this.listeners.push(listener);
    const answer: RequestListener = (request, response) => {
      let status = 200;
      try {
        listener.clientCertificate(request);
      } catch (error) {
        status = 403;
        if ((error as RegistryError).facts.endsConnection) response.setHeader("connection", "close");
      }
      request.resume().on("end", () => response.writeHead(status).end());
    };
    await serve(listener, answer);
  }
}
