import { afterEach, describe, expect, it } from "@jest/globals";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { JwksServer, SigningKey } from "@appointment-registry/test-kit";
import {
  AUDIENCE,
  ISSUER,
  claims,
  newSigningKey,
  publicJwk,
  replaceFile,
  serveJwks,
  sign,
} from "@appointment-registry/test-kit";
import { ALGORITHMS } from "../config/variables.js";
import type { JwksLocation, KeysConfig } from "../config/config.js";
import { RegistryError } from "../errors.js";
import { createLog } from "../logging/log.js";
import type { AccessTokenVerifier, VerifierOptions } from "./access-token.js";
import { createAccessTokenVerifier } from "./access-token.js";

const cleanUp: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of cleanUp.splice(0).reverse()) await step();
});

function verifierOf(
  jwks: JwksLocation,
  keys: Partial<KeysConfig> = {},
  more: Partial<VerifierOptions> = {},
): AccessTokenVerifier {
  const verifier = createAccessTokenVerifier({
    issuers: [{ issuer: ISSUER, jwks }],
    audiences: [AUDIENCE],
    algorithms: ALGORITHMS,
    clockToleranceSeconds: 30,
    maxAgeSeconds: 86_400,
    maxBytes: 8192,
    remembered: 1000,
    bindingRequired: false,
    keys: {
      refreshSeconds: 300,
      cooldownSeconds: 1,
      staleSeconds: 60,
      fetchTimeoutSeconds: 1,
      caFile: undefined,
      ...keys,
    },
    log: createLog("silent"),
    ...more,
  });
  cleanUp.push(() => verifier.close());
  return verifier;
}
async function issuer(...keys: SigningKey[]): Promise<JwksServer> {
  const server = await serveJwks(await Promise.all(keys.map((key) => publicJwk(key))));
  cleanUp.push(() => server.stop());
  return server;
}
const publish = async (server: JwksServer, ...keys: SigningKey[]): Promise<void> => {
  server.answer = { keys: await Promise.all(keys.map((key) => publicJwk(key))) };
};
const outcome = async (verifier: AccessTokenVerifier, token: string): Promise<string> => {
  try {
    return (await verifier.verify(`Bearer ${token}`, { certificateThumbprint: undefined })).clientId;
  } catch (error) {
    if (error instanceof RegistryError) return error.code;
    throw error;
  }
};

describe("the keys of an issuer", () => {
  it("are fetched once for many tokens, and each token's signature is checked once", async () => {
    const key = newSigningKey();
    const server = await issuer(key);
    const verifier = verifierOf({ kind: "url", url: server.url });
    const tokens = await Promise.all([1, 2, 3].map((jti) => sign(key, claims({ jti }))));
    for (let round = 0; round < 10; round++)
      for (const token of tokens) expect(await outcome(verifier, token)).toBe("supplier-a");
    expect([server.requests, verifier.state()]).toEqual([
      1,
      expect.objectContaining({ remembered: 3, hits: 27, signatureChecks: 3 }),
    ]);
  });

  it("are fetched anew for a kid never seen, and a thousand unknown ones fetch little", async () => {
    const [first, second] = [newSigningKey(), newSigningKey()];
    const server = await issuer(first);
    const verifier = verifierOf({ kind: "url", url: server.url });
    expect(await outcome(verifier, await sign(first, claims()))).toBe("supplier-a");
    await publish(server, first, second);
    expect(await outcome(verifier, await sign(second, claims()))).toBe("supplier-a");
    expect(server.requests).toBe(2);
    const unknown = await Promise.all(
      Array.from({ length: 1000 }, (_, kid) => sign(first, claims(), { kid: String(kid) })),
    );
    const outcomes = await Promise.all(unknown.map((token) => outcome(verifier, token)));
    expect(new Set(outcomes)).toEqual(new Set(["token-key-unknown"]));
    expect(server.requests).toBeLessThan(12);
  });

  it("serve a hundred concurrent requests with the same new kid", async () => {
    const [first, second] = [newSigningKey(), newSigningKey()];
    const server = await issuer(first);
    const verifier = verifierOf({ kind: "url", url: server.url });
    expect(await outcome(verifier, await sign(first, claims()))).toBe("supplier-a");
    await publish(server, second);
    const tokens = await Promise.all(Array.from({ length: 100 }, (_, jti) => sign(second, claims({ jti }))));
    const outcomes = await Promise.all(tokens.map((token) => outcome(verifier, token)));
    expect(new Set(outcomes)).toEqual(new Set(["supplier-a"]));
    expect(server.requests).toBe(2);
  });

  it("that are withdrawn refuse within the refresh interval what they signed, though it is remembered", async () => {
    const [first, second] = [newSigningKey(), newSigningKey()];
    const server = await issuer(first, second);
    let clock = 0;
    const verifier = verifierOf({ kind: "url", url: server.url }, { refreshSeconds: 1 }, { clock: () => clock });
    const [withdrawn, kept] = [await sign(first, claims()), await sign(second, claims())];
    expect([await outcome(verifier, withdrawn), await outcome(verifier, kept)]).toEqual(["supplier-a", "supplier-a"]);
    await publish(server, second);
    clock = 1_001;
    expect([await outcome(verifier, withdrawn), await outcome(verifier, kept)]).toEqual([
      "token-key-unknown",
      "supplier-a",
    ]);
  });

  it("that were replaced under their old kid are detected at the first signature mismatch", async () => {
    const [before, after] = [newSigningKey("ES256", "same"), newSigningKey("ES256", "same")];
    const server = await issuer(before);
    const verifier = verifierOf({ kind: "url", url: server.url });
    expect(await outcome(verifier, await sign(before, claims()))).toBe("supplier-a");
    await publish(server, after);
    expect(await outcome(verifier, await sign(after, claims()))).toBe("supplier-a");
    expect(await outcome(verifier, await sign(before, claims()))).toBe("token-signature");
  });

  it.each<[string, JwksServer["answer"]]>([
    ["answers 503", 503],
    ["redirects", 302],
    ["closes the connection", "drop"],
    ["does not answer", "hang"],
    ["answers no JSON", "<html>"],
    ["answers no key set", "{}"],
    ["answers two megabytes", JSON.stringify({ keys: [], padding: "x".repeat(2 << 20) })],
  ])("stay in use for a bounded time while the issuer %s", async (_, answer) => {
    const [key, unknown] = [newSigningKey(), newSigningKey()];
    const server = await issuer(key);
    let now = 0;
    const verifier = verifierOf(
      { kind: "url", url: server.url },
      { refreshSeconds: 10, staleSeconds: 20 },
      { clock: () => now },
    );
    const state = (): string | undefined => verifier.state().issuers[0]?.state;
    const early = await sign(key, claims());
    expect([await outcome(verifier, early), state()]).toEqual(["supplier-a", "fresh"]);
    server.answer = answer;
    now += 11_000;
    expect([await outcome(verifier, await sign(key, claims({ jti: 1 }))), state()]).toEqual(["supplier-a", "stale"]);
    expect(await outcome(verifier, await sign(unknown, claims()))).toBe("token-key-unknown");
    now += 20_000;
    expect([await outcome(verifier, early), state()]).toEqual(["keys-unavailable", "unavailable"]);
    await publish(server, key);
    now += 1001;
    expect([await outcome(verifier, early), state()]).toEqual(["supplier-a", "fresh"]);
  });

  it("grow old by a clock that is never set, whatever the system's clock says", async () => {
    const server = await issuer(newSigningKey());
    let clock = 0;
    const verifier = verifierOf(
      { kind: "url", url: server.url },
      { refreshSeconds: 10, staleSeconds: 20 },
      { now: () => 0, clock: () => clock },
    );
    await verifier.refresh();
    const states = [0, 10_000, 10_001, 30_000, 30_001].map((at) => {
      clock = at;
      return verifier.state().issuers[0]?.state;
    });
    expect(states).toEqual(["fresh", "fresh", "stale", "stale", "unavailable"]);
  });

  it("that could never be fetched are a failure of the registry, not of the caller, and are used as soon as they arrive", async () => {
    const key = newSigningKey();
    const server = await issuer(key);
    server.answer = 500;
    let clock = 0;
    const verifier = verifierOf({ kind: "url", url: server.url }, {}, { clock: () => clock });
    const token = await sign(key, claims());
    for (let round = 0; round < 20; round++) expect(await outcome(verifier, token)).toBe("keys-unavailable");
    expect(server.requests).toBeLessThan(4);
    await publish(server, key);
    clock = 1_001;
    expect(await outcome(verifier, token)).toBe("supplier-a");
  });

  it("in a file are read again when it changes, and kept when it cannot be read", async () => {
    const directory = await mkdtemp(join(tmpdir(), "jwks-"));
    cleanUp.push(() => rm(directory, { recursive: true }));
    const file = join(directory, "jwks.json");
    const [first, second] = [newSigningKey(), newSigningKey()];
    await writeFile(file, JSON.stringify({ keys: [await publicJwk(first)] }));
    let clock = 0;
    const verifier = verifierOf({ kind: "file", file }, {}, { clock: () => clock });
    const [a, b] = [await sign(first, claims()), await sign(second, claims())];
    expect([await outcome(verifier, a), await outcome(verifier, b)]).toEqual(["supplier-a", "token-key-unknown"]);
    await replaceFile(file, JSON.stringify({ keys: [await publicJwk(second)] }));
    clock += 1_001;
    expect([await outcome(verifier, a), await outcome(verifier, b)]).toEqual(["token-key-unknown", "supplier-a"]);
    await writeFile(file, '{"keys": [');
    clock += 1_001;
    expect(await outcome(verifier, b)).toBe("supplier-a");
    await rm(file);
    clock += 1_001;
    expect([await outcome(verifier, b), verifier.state().issuers[0]?.state]).toEqual(["supplier-a", "stale"]);
  });

  it("of one issuer verify no tokens of another", async () => {
    const [a, b] = [newSigningKey("ES256", "same"), newSigningKey("ES256", "same")];
    const [first, second] = [await issuer(a), await issuer(b)];
    const verifier = verifierOf(
      { kind: "url", url: first.url },
      {},
      {
        issuers: [
          { issuer: "https://a", jwks: { kind: "url", url: first.url } },
          { issuer: "https://b", jwks: { kind: "url", url: second.url } },
        ],
      },
    );
    const results = [];
    for (const key of [a, b])
      for (const iss of ["https://a", "https://b"])
        results.push(await outcome(verifier, await sign(key, claims({ iss }))));
    expect(results).toEqual(["supplier-a", "token-signature", "token-signature", "supplier-a"]);
  });
});

describe("a cached token", () => {
  it("is rejected from the second it expires, and when it exceeds its maximum age", async () => {
    const key = newSigningKey();
    const server = await issuer(key);
    let now = Date.now();
    const verifier = verifierOf(
      { kind: "url", url: server.url },
      {},
      { now: () => now, clockToleranceSeconds: 0, maxAgeSeconds: 60 },
    );
    const iat = Math.floor(now / 1000);
    const [short, old] = [
      await sign(key, claims({ iat, exp: iat + 10 })),
      await sign(key, claims({ iat, exp: iat + 3600 })),
    ];
    for (const token of [short, old]) expect(await outcome(verifier, token)).toBe("supplier-a");
    now = (iat + 9.999) * 1000;
    expect(await outcome(verifier, short)).toBe("supplier-a");
    now = (iat + 10) * 1000;
    expect([await outcome(verifier, short), await outcome(verifier, old)]).toEqual(["token-expired", "supplier-a"]);
    now = (iat + 60) * 1000;
    expect(await outcome(verifier, old)).toBe("token-expired");
  });

  it("is one of a bounded number", async () => {
    const key = newSigningKey();
    const server = await issuer(key);
    const verifier = verifierOf({ kind: "url", url: server.url }, {}, { remembered: 10 });
    for (let jti = 0; jti < 50; jti++)
      expect(await outcome(verifier, await sign(key, claims({ jti })))).toBe("supplier-a");
    expect(verifier.state().remembered).toBe(10);
  });

  it("costs less than half as much as one that is verified", async () => {
    const key = newSigningKey("RS256");
    const server = await issuer(key);
    const authorization = `Bearer ${await sign(key, claims())}`;
    const costOf = async (remembered: number): Promise<number> => {
      const verifier = verifierOf({ kind: "url", url: server.url }, {}, { remembered });
      const run = async (): Promise<void> => {
        for (let n = 0; n < 2000; n++) await verifier.verify(authorization, { certificateThumbprint: undefined });
      };
      await run();
      const before = process.cpuUsage();
      await run();
      const { user, system } = process.cpuUsage(before);
      return user + system;
    };
    expect(await costOf(10)).toBeLessThan((await costOf(0)) / 2);
  });
});
