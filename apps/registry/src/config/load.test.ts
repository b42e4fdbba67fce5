import { getHeapStatistics } from "node:v8";
import { describe, expect, it } from "@jest/globals";
import { ConfigError, loadConfig } from "./load.js";

const LEAST = {
  REGISTRY_BASE_URL: "https://registry.example.org/STU3",
  REGISTRY_STORE: "lmdb:/var/lib/registry",
  REGISTRY_TLS_KEY: "/etc/registry/server.key",
  REGISTRY_TLS_CERT: "/etc/registry/server.pem",
  REGISTRY_TLS_CLIENT_CA: "/etc/registry/clients.pem",
  REGISTRY_JWT_ISSUER: "https://issuer.example.org",
  REGISTRY_JWKS: "https://issuer.example.org/jwks",
};

function problems(env: Record<string, string | undefined>): readonly string[] {
  try {
    loadConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

describe("the settings", () => {
  it("are complete with seven variables", () => {
    expect(loadConfig(LEAST)).toEqual({
      admission: {
        maxRequests: 512,
        maxDelayMilliseconds: 500,
        memoryBytes: Math.floor(getHeapStatistics().heap_size_limit / 4),
        maxLargeAnswers: 16,
        certificateRate: undefined,
      },
      workers: 1,
      host: "127.0.0.1",
      port: 8443,
      baseUrl: "https://registry.example.org/STU3",
      store: { kind: "lmdb", directory: "/var/lib/registry", create: true },
      tls: {
        keyFile: "/etc/registry/server.key",
        certFile: "/etc/registry/server.pem",
        clientCaFile: "/etc/registry/clients.pem",
        crlFile: undefined,
        allowList: undefined,
        trustedProxy: undefined,
        reloadMilliseconds: 1000,
      },
      tokens: {
        issuers: [
          { issuer: "https://issuer.example.org", jwks: { kind: "url", url: "https://issuer.example.org/jwks" } },
        ],
        audiences: ["https://registry.example.org/STU3"],
        algorithms: [
          "RS256",
          "RS384",
          "RS512",
          "PS256",
          "PS384",
          "PS512",
          "ES256",
          "ES384",
          "ES512",
          "EdDSA",
          "Ed25519",
        ],
        clockToleranceSeconds: 30,
        maxAgeSeconds: 86400,
        maxBytes: 8192,
        remembered: 10000,
        bindingRequired: false,
        keys: {
          refreshSeconds: 60,
          cooldownSeconds: 1,
          staleSeconds: 3600,
          fetchTimeoutSeconds: 5,
          caFile: undefined,
        },
      },
      rateLimit: undefined,
      audit: { directory: "/var/lib/registry-audit", maxFileBytes: 67108864 },
      log: { level: "info" },
      operations: undefined,
      http: {
        maxBodyBytes: 262144,
        bodyTimeoutMilliseconds: 10000,
        headersTimeoutMilliseconds: 10000,
        keepAliveMilliseconds: 65000,
        maxConnections: 4096,
        maxHandshakes: 1024,
        answerTimeoutMilliseconds: 60000,
        shutdownMilliseconds: 10000,
      },
    });
  });

  it("ignore unrelated variables and empty ones", () => {
    expect(problems({ ...LEAST, PATH: "/bin", REGISTRY_TLS_CRL: "", REGISTRY_JWT_AUDIENCE: undefined })).toEqual([]);
  });

  it("name an unknown variable and the one that may be meant", () => {
    expect(problems({ ...LEAST, REGISTRY_JWT_ISUER: "x", REGISTRY_COLOUR: "blue" })).toEqual([
      "REGISTRY_JWT_ISUER is not a setting of the registry. Did you mean REGISTRY_JWT_ISSUER?",
      "REGISTRY_COLOUR is not a setting of the registry.",
    ]);
  });

  it("list all seven required variables if none is set", () => {
    expect(problems({}).map((problem) => problem.split(" ")[0])).toEqual([
      "REGISTRY_BASE_URL",
      "REGISTRY_STORE",
      "REGISTRY_TLS_CLIENT_CA",
      "REGISTRY_JWT_ISSUER",
      "REGISTRY_JWKS",
      "REGISTRY_TLS_KEY",
      "REGISTRY_TLS_CERT",
    ]);
  });

  it("report every fault at once, and no secret", () => {
    expect(
      problems({
        ...LEAST,
        REGISTRY_PORT: "65536",
        REGISTRY_STORE: "postgres://user:secret@db",
        REGISTRY_TLS_CLIENT_CA: undefined,
        REGISTRY_JWT_ALGORITHMS: "RS256 HS256",
        REGISTRY_TRUSTED_PROXIES: "10.0.0.300",
      }),
    ).toEqual([
      'REGISTRY_PORT must be a whole number from 0 to 65535; it is "65536".',
      "REGISTRY_STORE must be lmdb:DIRECTORY, mongodb://... or mongodb+srv://....",
      "REGISTRY_TLS_CLIENT_CA is not set: it must be a PEM file.",
      'REGISTRY_TRUSTED_PROXIES must be IP addresses or CIDR ranges separated by spaces; it is "10.0.0.300".',
      'REGISTRY_JWT_ALGORITHMS must be some of RS256 RS384 RS512 PS256 PS384 PS512 ES256 ES384 ES512 EdDSA Ed25519, separated by spaces; it is "RS256 HS256".',
    ]);
  });

  it.each(["registry.example.org", "ftp://registry.example.org", "https://h/STU3?x=1", "https://h/STU3#x", "https://"])(
    "reject %s as the base URL",
    (baseUrl) => {
      expect(problems({ ...LEAST, REGISTRY_BASE_URL: baseUrl })).toHaveLength(1);
    },
  );

  it("accept the base URL without its trailing slash, and both spellings as the audience", () => {
    const config = loadConfig({ ...LEAST, REGISTRY_BASE_URL: "https://h/STU3/" });
    expect([config.baseUrl, config.tokens.audiences]).toEqual([
      "https://h/STU3",
      ["https://h/STU3", "https://h/STU3/"],
    ]);
  });

  it("pair several issuers with the same number of key sets", () => {
    const several = { ...LEAST, REGISTRY_JWT_ISSUER: "https://a https://b" };
    expect(loadConfig({ ...several, REGISTRY_JWKS: "https://a/jwks /etc/b.json" }).tokens.issuers).toEqual([
      { issuer: "https://a", jwks: { kind: "url", url: "https://a/jwks" } },
      { issuer: "https://b", jwks: { kind: "file", file: "/etc/b.json" } },
    ]);
    expect(problems(several)).toHaveLength(1);
  });

  it("accept a single key file with spaces in its name", () => {
    const config = loadConfig({ ...LEAST, REGISTRY_JWKS: "/etc/the keys/jwks.json" });
    expect(config.tokens.issuers[0]?.jwks).toEqual({ kind: "file", file: "/etc/the keys/jwks.json" });
  });

  it("require no server certificate behind a trusted proxy", () => {
    const { REGISTRY_TLS_KEY: key, REGISTRY_TLS_CERT: _, ...rest } = LEAST;
    expect(problems(rest)).toEqual([
      "REGISTRY_TLS_KEY is not set: it must be a PEM file.",
      "REGISTRY_TLS_CERT is not set: it must be a PEM file.",
    ]);
    const proxied = { ...rest, REGISTRY_TRUSTED_PROXIES: "10.0.0.5 10.1.0.0/24" };
    expect(loadConfig(proxied).tls.trustedProxy).toEqual({
      addresses: ["10.0.0.5", "10.1.0.0/24"],
      header: "client-cert",
    });
    expect(problems({ ...proxied, REGISTRY_TLS_KEY: key })).toEqual([
      "REGISTRY_TLS_CERT is not set: it must be a PEM file.",
    ]);
  });

  it("accept thumbprints in hexadecimal and in base64url", () => {
    const hex = Array.from({ length: 32 }, (_, index) => index.toString(16).padStart(2, "0"));
    const base64url = Buffer.from(hex.join(""), "hex").toString("base64url");
    for (const written of [hex.join(":").toUpperCase(), hex.join(""), base64url]) {
      const { allowList } = loadConfig({ ...LEAST, REGISTRY_TLS_ALLOWED_THUMBPRINTS: written }).tls;
      expect([...(allowList?.thumbprints ?? [])]).toEqual([base64url]);
    }
  });
});
