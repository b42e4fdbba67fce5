import { afterAll, describe, expect, it } from "@jest/globals";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { Agent, request as httpsRequest } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Issued } from "@appointment-registry/test-kit";
import {
  AUDIENCE,
  ISSUER,
  claims,
  createAuthority,
  eventually,
  newSigningKey,
  publicJwk,
  replaceFile,
  serveJwks,
  sign,
} from "@appointment-registry/test-kit";
import { ALGORITHMS } from "../config/variables.js";
import type { RegistryError } from "../errors.js";
import { createLog } from "../logging/log.js";
import { createListener } from "../tls/listener.js";
import { createAccessTokenVerifier } from "./access-token.js";
import { parseAuthorization } from "./bearer.js";

const cleanUp: (() => unknown)[] = [];
afterAll(async () => {
  for (const step of cleanUp.splice(0).reverse()) await step();
});

/** Expected result; `either` around the moment of a change. */
type Expected = "accepted" | "refused" | "either";
interface Tally {
  accepted: number;
  refused: number;
  either: number;
  wronglyAccepted: number;
  wronglyRefused: number;
}

const REFRESH = 1000;
const RELOAD = 100;

describe("under load, with real servers and in real time", () => {
  it("keys, certificates and revocation lists change, the issuer goes away, and nobody is judged wrongly", async () => {
    const directory = await mkdtemp(join(tmpdir(), "load-"));
    cleanUp.push(() => rm(directory, { recursive: true }));
    const file = (name: string): string => join(directory, name);
    const ca = await createAuthority("Clients");
    const server = await ca.issue("CN=localhost", { usage: "server" });
    const [good, doomed] = [await ca.issue("CN=good"), await ca.issue("CN=doomed")];
    await writeFile(file("key"), server.key);
    await writeFile(file("cert"), server.cert);
    await writeFile(file("ca"), ca.cert);
    await writeFile(file("crl"), await ca.crl([]));

    const [first, second, stranger] = [newSigningKey("RS256"), newSigningKey("ES256"), newSigningKey("ES256")];
    const issuer = await serveJwks([await publicJwk(first)]);
    cleanUp.push(() => issuer.stop());
    const verifier = createAccessTokenVerifier({
      issuers: [{ issuer: ISSUER, jwks: { kind: "url", url: issuer.url } }],
      audiences: [AUDIENCE],
      algorithms: ALGORITHMS,
      clockToleranceSeconds: 0,
      maxAgeSeconds: 86_400,
      maxBytes: 8192,
      remembered: 100,
      bindingRequired: false,
      keys: {
        refreshSeconds: REFRESH / 1000,
        cooldownSeconds: 1,
        staleSeconds: 60,
        fetchTimeoutSeconds: 1,
        caFile: undefined,
      },
      log: createLog("silent"),
    });
    cleanUp.push(() => verifier.close());
    const listener = await createListener(
      {
        keyFile: file("key"),
        certFile: file("cert"),
        clientCaFile: file("ca"),
        crlFile: file("crl"),
        allowList: undefined,
        trustedProxy: undefined,
        reloadMilliseconds: RELOAD,
      },
      {
        maxBodyBytes: 1024,
        bodyTimeoutMilliseconds: 5000,
        headersTimeoutMilliseconds: 5000,
        keepAliveMilliseconds: 60_000,
        maxConnections: 1000,
        maxHandshakes: 1000,
        answerTimeoutMilliseconds: 60_000,
        shutdownMilliseconds: 0,
      },
      createLog("silent"),
    );
    listener.server.on("request", (request, response) => {
      void (async () => {
        try {
          const certificateThumbprint = listener.clientCertificate(request).thumbprint;
          await verifier.verify(parseAuthorization(request), { certificateThumbprint });
          response.end("accepted");
        } catch (error) {
          response.statusCode = 403;
          response.end((error as RegistryError).code);
        }
      })();
    });
    listener.server.listen(0, "127.0.0.1");
    await once(listener.server, "listening");
    cleanUp.push(() => {
      listener.close();
      listener.server.closeAllConnections();
      listener.server.close();
    });
    const { port } = listener.server.address() as AddressInfo;

    const send = (as: Issued, token: string, agent: Agent | false): Promise<string> =>
      new Promise((resolve) => {
        const options = {
          host: "127.0.0.1",
          port,
          servername: "localhost",
          agent,
          ca: ca.cert,
          cert: as.cert,
          key: as.key,
        };
        const request = httpsRequest({ ...options, headers: { authorization: `Bearer ${token}` } }, (response) => {
          let text = "";
          response.on("data", (chunk) => (text += chunk)).on("end", () => resolve(text));
          response.on("error", () => resolve("no answer"));
        });
        request.on("error", () => resolve("no answer"));
        request.end();
      });

    // Expectations for each kind of request, based on the instants at which things change.
    const at = { rotated: Infinity, withdrawn: Infinity, revoked: Infinity, revocationKnown: Infinity };
    const between = (change: number, effect: number, sent: number, answered: number): Expected =>
      answered < change ? "accepted" : sent > effect ? "refused" : "either";
    let serial = 0;
    const fresh = async (): Promise<string> =>
      sign(Date.now() > at.rotated ? second : first, claims({ jti: serial++ }));
    const oldKey = await sign(first, claims());
    const short = await sign(first, claims({ iat: undefined, nbf: undefined, exp: Math.floor(Date.now() / 1000) + 3 }));
    const shortEnds = (Math.floor(Date.now() / 1000) + 3) * 1000;
    const kinds: Record<
      string,
      { as: Issued; token: () => Promise<string> | string; expected: (s: number, a: number) => Expected }
    > = {
      "a new token each time": { as: good, token: fresh, expected: () => "accepted" },
      "a token of the first key": {
        as: good,
        token: () => oldKey,
        expected: (s, a) => between(at.withdrawn, at.withdrawn + REFRESH, s, a),
      },
      "a certificate that is revoked": {
        as: doomed,
        token: fresh,
        expected: (s, a) => between(at.revoked, at.revocationKnown, s, a),
      },
      "a token that expires": {
        as: good,
        token: () => short,
        expected: (s, a) => between(shortEnds, shortEnds, s, a),
      },
      "a token of a stranger": { as: good, token: () => sign(stranger, claims()), expected: () => "refused" },
      "a stranger with the right kid": {
        as: good,
        token: () => sign(stranger, claims(), { kid: second.kid }),
        expected: () => "refused",
      },
      "a token of long ago": {
        as: good,
        token: () => sign(first, claims({ iat: 1, nbf: 1, exp: 2 })),
        expected: () => "refused",
      },
    };
    const tallies: Record<string, Tally> = {};
    let running = true;
    const answered = new Map<string, number>();
    const workers = Object.entries(kinds).flatMap(([name, kind]) => {
      const tally: Tally = { accepted: 0, refused: 0, either: 0, wronglyAccepted: 0, wronglyRefused: 0 };
      tallies[name] = tally;
      // One that keeps its connection, and one that opens a new one each time.
      return [new Agent({ keepAlive: true, maxSockets: 1 }), false as const].map(async (agent) => {
        const worker = `${name}, ${agent === false ? "new" : "kept"} connections`;
        while (running) {
          const token = await kind.token();
          const sent = Date.now();
          const outcome = (await send(kind.as, token, agent)) === "accepted" ? "accepted" : "refused";
          const expected = kind.expected(sent, Date.now());
          tally[expected === "either" ? "either" : outcome]++;
          if (expected === "accepted" && outcome === "refused") tally.wronglyRefused++;
          if (expected === "refused" && outcome === "accepted") tally.wronglyAccepted++;
          answered.set(worker, (answered.get(worker) ?? 0) + 1);
        }
        if (agent !== false) agent.destroy();
      });
    });

    /** Resolves when each worker has received three more responses. */
    const rounds = async (): Promise<void> => {
      const before = new Map(answered);
      await eventually(
        async () =>
          answered.size === workers.length && [...answered].every(([name, n]) => n >= (before.get(name) ?? 0) + 3),
        "every worker is answered",
      );
    };
    const issuerKeys = () => verifier.state().issuers[0];
    const failsOnceMore = async (): Promise<void> => {
      const failures = issuerKeys()?.failures ?? 0;
      await eventually(async () => (issuerKeys()?.failures ?? 0) > failures, "the issuer's keys cannot be fetched");
    };

    await rounds();
    issuer.answer = { keys: [await publicJwk(first), await publicJwk(second)] };
    at.rotated = Date.now();
    await rounds();
    const renewed = await ca.issue("CN=localhost", { usage: "server" });
    await replaceFile(file("key"), renewed.key);
    await rounds();
    await replaceFile(file("cert"), renewed.cert);
    await rounds();
    issuer.answer = "drop";
    await failsOnceMore();
    at.revoked = Date.now();
    await replaceFile(file("crl"), await ca.crl([doomed]));
    await eventually(async () => (await send(doomed, await fresh(), false)) !== "accepted", "the revocation is known");
    at.revocationKnown = Date.now();
    issuer.answer = 503;
    await failsOnceMore();
    await rounds();
    issuer.answer = { keys: [await publicJwk(first), await publicJwk(second)] };
    await eventually(async () => issuerKeys()?.state === "fresh", "the issuer's keys are fetched again");
    await rounds();
    issuer.answer = { keys: [await publicJwk(second)] };
    at.withdrawn = Date.now();
    await eventually(async () => Date.now() > Math.max(at.withdrawn + REFRESH, shortEnds), "both instants have passed");
    await rounds();
    running = false;
    await Promise.all(workers);

    process.stdout.write(
      Object.entries(tallies)
        .map(
          ([name, t]) =>
            `  ${name.padEnd(32)} accepted ${t.accepted}, refused ${t.refused}, around a change ${t.either}, wrong ${t.wronglyAccepted + t.wronglyRefused}\n`,
        )
        .join(""),
    );
    for (const [name, { wronglyAccepted, wronglyRefused, accepted, refused }] of Object.entries(tallies)) {
      expect({ name, wronglyAccepted, wronglyRefused }).toEqual({ name, wronglyAccepted: 0, wronglyRefused: 0 });
      expect(accepted + refused).toBeGreaterThan(10);
    }
    expect(verifier.state().issuers[0]?.failures).toBeGreaterThan(0);
  });
});
