import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { createHmac, createPrivateKey, randomBytes } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CompactEncrypt, FlattenedSign, exportJWK } from "jose";
import type { ErrorCode } from "@appointment-registry/registry-contract";
import { ERRORS } from "@appointment-registry/registry-contract";
import type { SigningKey } from "@appointment-registry/test-kit";
import { AUDIENCE, ISSUER, claims, newSigningKey, publicJwk, sign } from "@appointment-registry/test-kit";
import { ALGORITHMS } from "../config/variables.js";
import { RegistryError } from "../errors.js";
import { createLog } from "../logging/log.js";
import type { AccessTokenVerifier } from "./access-token.js";
import { createAccessTokenVerifier } from "./access-token.js";

const THUMBPRINT = "bwcK0esc3ACC3DB2Y5_lESsXE8o9ltc05O89jdN-dg2";
const keys = {
  rsa: newSigningKey("RS256", "rsa"),
  ec: newSigningKey("ES256", "ec"),
  encryption: newSigningKey("ES384", "encryption"),
  short: newSigningKey("RS256", "short", 1024),
  named: newSigningKey("RS256", "named"),
  other: newSigningKey("RS256", "other"),
  foreign: newSigningKey("RS256", "rsa"),
  foreignEc: newSigningKey("ES256", "ec"),
  unpublished: newSigningKey("ES256", "unpublished"),
} satisfies Record<string, SigningKey>;
const foreignJwk = await exportJWK(keys.foreign.publicKey);

let directory: string;
let verifier: AccessTokenVerifier;
let strict: AccessTokenVerifier;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "tokens-"));
  const file = join(directory, "jwks.json");
  const rsaPem = keys.rsa.publicKey.export({ type: "spki", format: "pem" });
  const set = [
    await publicJwk(keys.rsa, { alg: undefined as never }),
    await publicJwk(keys.ec),
    await publicJwk(keys.encryption, { use: "enc" }),
    await publicJwk(keys.short, { alg: undefined as never }),
    await publicJwk(keys.named, { alg: "RS512" }),
    await publicJwk(keys.other, { key_ops: ["sign"] as never }),
    { kty: "oct", kid: "secret", k: Buffer.from(rsaPem).toString("base64url") },
  ];
  await writeFile(file, JSON.stringify({ keys: set }));
  const options = {
    issuers: [{ issuer: ISSUER, jwks: { kind: "file", file } as const }],
    audiences: [AUDIENCE],
    algorithms: ALGORITHMS,
    clockToleranceSeconds: 30,
    maxAgeSeconds: 86_400,
    maxBytes: 8192,
    remembered: 100,
    bindingRequired: false,
    keys: { refreshSeconds: 300, cooldownSeconds: 1, staleSeconds: 60, fetchTimeoutSeconds: 1, caFile: undefined },
    log: createLog("silent"),
  };
  verifier = createAccessTokenVerifier(options);
  strict = createAccessTokenVerifier({ ...options, bindingRequired: true });
});
afterAll(async () => {
  verifier.close();
  strict.close();
  await rm(directory, { recursive: true });
});

const b64 = (value: string | Buffer | object): string =>
  (typeof value === "string" || Buffer.isBuffer(value)
    ? Buffer.from(value as string)
    : Buffer.from(JSON.stringify(value))
  ).toString("base64url");
const now = (): number => Math.floor(Date.now() / 1000);
const good = (more: Record<string, unknown> = {}, header: Record<string, unknown> = {}): Promise<string> =>
  sign(keys.rsa, claims(more), header);
/** Signs bytes that no JWT library would sign, such as a payload with a duplicate member name. */
const signRaw = async (header: string, payload: string | Buffer, key: SigningKey = keys.rsa): Promise<string> => {
  const { createSign } = await import("node:crypto");
  const input = `${b64(header)}.${b64(payload as string)}`;
  return `${input}.${createSign("sha256").update(input).sign(key.privateKey).toString("base64url")}`;
};
const HEADER = '{"alg":"RS256","kid":"rsa","typ":"JWT"}';
const hmac = (secret: string | Buffer, header: object): string => {
  const input = `${b64(header)}.${b64(claims())}`;
  return `${input}.${createHmac("sha256", secret).update(input).digest("base64url")}`;
};
const replacePart = (token: string, index: number, change: (part: string) => string): string =>
  token
    .split(".")
    .map((part, at) => (at === index ? change(part) : part))
    .join(".");
const bearer = async (token: string | Promise<string>): Promise<string> => `Bearer ${await token}`;

type Attack = [name: string, code: ErrorCode, authorization: () => Promise<string | undefined> | string | undefined];

const ATTACKS: Attack[] = [
  ["no header", "token-missing", () => undefined],
  ["an empty header", "token-missing", () => ""],
  ["the scheme alone", "token-missing", () => "Bearer"],
  ["the scheme and spaces", "token-missing", () => "Bearer   "],
  ["the Basic scheme", "token-missing", () => "Basic dXNlcjpwYXNz"],
  ["the token without a scheme", "token-missing", () => good()],
  ["the DPoP scheme", "token-missing", async () => `DPoP ${await good()}`],
  ["a tab after the scheme", "token-missing", async () => `Bearer\t${await good()}`],
  ["two tokens in one header", "token-malformed", async () => `Bearer ${await good()}, Bearer ${await good()}`],
  ["an opaque token", "token-malformed", () => "Bearer 2YotnFZFEjr1zCsicMWpAA"],
  ["two parts", "token-malformed", async () => bearer((await good()).split(".").slice(0, 2).join("."))],
  ["four parts", "token-malformed", async () => bearer(`${await good()}.AAAA`)],
  ["a thousand dots", "token-malformed", () => `Bearer ${".".repeat(1000)}`],
  ["an empty header part", "token-malformed", async () => bearer(replacePart(await good(), 0, () => ""))],
  ["a detached payload", "token-malformed", async () => bearer(replacePart(await good(), 1, () => ""))],
  ["whitespace inside", "token-malformed", async () => bearer((await good()).replace(".", ". "))],
  ["a line break inside", "token-malformed", async () => bearer((await good()).replace(".", ".\n"))],
  ["base64 with padding", "token-malformed", async () => bearer(replacePart(await good(), 2, (part) => `${part}==`))],
  [
    "base64 that is not base64url",
    "token-malformed",
    async () => bearer(replacePart(await good(), 1, (part) => `${part.slice(0, -1)}+`)),
  ],
  ["a signature with stray bits at its end", "token-malformed", async () => bearer(nonCanonical(await good()))],
  ["a header that is no JSON", "token-malformed", async () => bearer(replacePart(await good(), 0, () => b64("{alg")))],
  ["a header that is an array", "token-malformed", async () => bearer(replacePart(await good(), 0, () => b64("[]")))],
  ["a header that is null", "token-malformed", async () => bearer(replacePart(await good(), 0, () => b64("null")))],
  [
    "a header that is not UTF-8",
    "token-malformed",
    async () => bearer(replacePart(await good(), 0, () => b64(Buffer.from([0x7b, 0xff, 0x7d])))),
  ],
  [
    "a header with a byte order mark",
    "token-malformed",
    () => bearer(signRaw(`\ufeff${HEADER}`, JSON.stringify(claims()))),
  ],
  [
    "a header with alg twice",
    "token-malformed",
    () => bearer(signRaw('{"alg":"none","alg":"RS256","kid":"rsa"}', JSON.stringify(claims()))),
  ],
  [
    "a payload with exp twice",
    "token-malformed",
    () => bearer(signRaw(HEADER, `{"exp":1,${JSON.stringify(claims()).slice(1)}`)),
  ],
  [
    "a payload with a name twice, once escaped",
    "token-malformed",
    () => bearer(signRaw(HEADER, `{"\\u0065xp":1,${JSON.stringify(claims()).slice(1)}`)),
  ],
  [
    "a payload with a name twice deep inside",
    "token-malformed",
    () => bearer(signRaw(HEADER, JSON.stringify(claims()).replace(/^\{/, '{"cnf":{"a":[{"b":1,"b":2}]},'))),
  ],
  ["a payload that is a string", "token-malformed", () => bearer(signRaw(HEADER, '"claims"'))],
  ["a payload that is an array", "token-malformed", () => bearer(signRaw(HEADER, "[]"))],
  [
    "a payload that is not UTF-8",
    "token-malformed",
    () => bearer(signRaw(HEADER, Buffer.from([0x7b, 0xc3, 0x28, 0x7d]))),
  ],
  ["another JWT as the payload", "token-malformed", async () => bearer(signRaw(HEADER, await good()))],
  ["cty JWT", "token-malformed", () => bearer(good({}, { cty: "JWT" }))],
  [
    "a JWE",
    "token-malformed",
    () =>
      bearer(
        new CompactEncrypt(randomBytes(8)).setProtectedHeader({ alg: "dir", enc: "A256GCM" }).encrypt(randomBytes(32)),
      ),
  ],
  [
    "the JSON serialisation",
    "token-malformed",
    async () =>
      `Bearer ${JSON.stringify(await new FlattenedSign(Buffer.from(JSON.stringify(claims()))).setProtectedHeader({ alg: "RS256", kid: "rsa" }).sign(keys.rsa.privateKey))}`,
  ],
  ["a token of 9000 bytes", "token-malformed", () => bearer(good({ padding: "x".repeat(9000) }))],
  ["a token of a megabyte", "token-malformed", () => `Bearer ${"a".repeat(1 << 20)}`],
  [
    "crit",
    "token-malformed",
    () => bearer(signRaw('{"alg":"RS256","kid":"rsa","crit":["exp"],"exp":1}', JSON.stringify(claims()))),
  ],
  [
    "an empty crit",
    "token-malformed",
    () => bearer(signRaw('{"alg":"RS256","kid":"rsa","crit":[]}', JSON.stringify(claims()))),
  ],
  [
    "b64 false in crit",
    "token-malformed",
    () => bearer(signRaw('{"alg":"RS256","kid":"rsa","b64":false,"crit":["b64"]}', JSON.stringify(claims()))),
  ],
  [
    "b64 false without crit",
    "token-malformed",
    () => bearer(signRaw('{"alg":"RS256","kid":"rsa","b64":false}', JSON.stringify(claims()))),
  ],
  ["typ JOSE+JSON", "token-malformed", () => bearer(good({}, { typ: "JOSE+JSON" }))],
  ["typ dpop+jwt", "token-malformed", () => bearer(good({}, { typ: "dpop+jwt" }))],
  ["typ logout+jwt", "token-malformed", () => bearer(good({}, { typ: "logout+jwt" }))],
  ["typ that is a number", "token-malformed", () => bearer(good({}, { typ: 1 }))],
  [
    "kid that is a number",
    "token-malformed",
    () => bearer(signRaw('{"alg":"RS256","kid":1}', JSON.stringify(claims()))),
  ],
  [
    "kid that is an array",
    "token-malformed",
    () => bearer(signRaw('{"alg":"RS256","kid":["rsa"]}', JSON.stringify(claims()))),
  ],

  ["alg none, unsigned", "token-algorithm", () => bearer(`${b64({ alg: "none" })}.${b64(claims())}.`)],
  ["alg None", "token-algorithm", () => bearer(`${b64({ alg: "None" })}.${b64(claims())}.`)],
  [
    "alg NONE with a signature",
    "token-algorithm",
    async () => bearer(replacePart(await good(), 0, () => b64({ alg: "NONE", kid: "rsa" }))),
  ],
  ["no alg", "token-algorithm", async () => bearer(replacePart(await good(), 0, () => b64({ kid: "rsa" })))],
  [
    "alg that is an array",
    "token-algorithm",
    async () => bearer(replacePart(await good(), 0, () => b64({ alg: ["RS256"], kid: "rsa" }))),
  ],
  [
    "alg rs256",
    "token-algorithm",
    async () => bearer(replacePart(await good(), 0, () => b64({ alg: "rs256", kid: "rsa" }))),
  ],
  [
    "HS256 with the public key's PEM",
    "token-algorithm",
    () =>
      bearer(hmac(keys.rsa.publicKey.export({ type: "spki", format: "pem" }) as string, { alg: "HS256", kid: "rsa" })),
  ],
  [
    "HS256 with the public key's DER",
    "token-algorithm",
    () => bearer(hmac(keys.rsa.publicKey.export({ type: "spki", format: "der" }), { alg: "HS256", kid: "rsa" })),
  ],
  [
    "HS256 with the key set's secret",
    "token-algorithm",
    () =>
      bearer(
        hmac(keys.rsa.publicKey.export({ type: "spki", format: "pem" }) as string, { alg: "HS256", kid: "secret" }),
      ),
  ],
  ["HS256 with an empty secret", "token-algorithm", () => bearer(hmac("", { alg: "HS256" }))],
  [
    "ES256K",
    "token-algorithm",
    async () => bearer(replacePart(await good(), 0, () => b64({ alg: "ES256K", kid: "ec" }))),
  ],
  [
    "alg __proto__",
    "token-algorithm",
    async () => bearer(replacePart(await good(), 0, () => b64({ alg: "__proto__", kid: "rsa" }))),
  ],

  ["no iss", "token-issuer", () => bearer(good({ iss: undefined }))],
  ["another iss", "token-issuer", () => bearer(good({ iss: "https://evil.test" }))],
  ["iss with a trailing slash", "token-issuer", () => bearer(good({ iss: `${ISSUER}/` }))],
  ["iss in another case", "token-issuer", () => bearer(good({ iss: ISSUER.toUpperCase() }))],
  ["iss in an array", "token-issuer", () => bearer(good({ iss: [ISSUER] }))],
  ["iss null", "token-issuer", () => bearer(good({ iss: null }))],

  ["an unknown kid", "token-key-unknown", () => bearer(sign(keys.unpublished, claims()))],
  ["an empty kid", "token-key-unknown", () => bearer(good({}, { kid: "" }))],
  ["kid that is a path", "token-key-unknown", () => bearer(good({}, { kid: "../../etc/passwd" }))],
  ["kid that is SQL", "token-key-unknown", () => bearer(good({}, { kid: "rsa' OR '1'='1" }))],
  ["kid of a key of another type", "token-key-unknown", () => bearer(good({}, { kid: "ec" }))],
  ["kid of an encryption key", "token-key-unknown", () => bearer(sign(keys.encryption, claims()))],
  ["kid of a key that may not verify", "token-key-unknown", () => bearer(sign(keys.other, claims()))],
  [
    "a key of 1024 bits",
    "token-key-unknown",
    () => bearer(signRaw('{"alg":"RS256","kid":"short"}', JSON.stringify(claims()), keys.short)),
  ],
  ["an algorithm other than the key's own", "token-key-unknown", () => bearer(sign(keys.named, claims()))],
  ["a secret key's kid", "token-key-unknown", () => bearer(good({}, { kid: "secret" }))],

  ["another key with the same kid", "token-signature", () => bearer(sign(keys.foreign, claims()))],
  ["another EC key with the same kid", "token-signature", () => bearer(sign(keys.foreignEc, claims()))],
  [
    "another key, brought along as jwk",
    "token-signature",
    () => bearer(sign(keys.foreign, claims(), { jwk: foreignJwk })),
  ],
  [
    "another key, pointed to by jku",
    "token-signature",
    () => bearer(sign(keys.foreign, claims(), { jku: "https://evil.test/jwks" })),
  ],
  [
    "another key, pointed to by x5u",
    "token-signature",
    () => bearer(sign(keys.foreign, claims(), { x5u: "https://evil.test/cert" })),
  ],
  ["no kid, another key", "token-signature", () => bearer(sign(keys.foreignEc, claims(), { kid: undefined }))],
  ["no signature", "token-signature", async () => bearer(replacePart(await good(), 2, () => ""))],
  [
    "the signature of another token",
    "token-signature",
    async () => bearer(replacePart(await good(), 2, () => "") + (await good({ sub: "x" })).split(".")[2]),
  ],
  [
    "a signature cut short",
    "token-signature",
    async () => bearer(replacePart(await good(), 2, (part) => b64(Buffer.from(part, "base64url").subarray(0, 250)))),
  ],
  ["a bit of the signature flipped", "token-signature", async () => bearer(replacePart(await good(), 2, flipped))],
  [
    "a claim changed after signing",
    "token-signature",
    async () => bearer(replacePart(await good(), 1, () => b64(claims({ groups: ["all"] })))),
  ],
  [
    "PS256 claimed for an RS256 signature",
    "token-signature",
    async () => bearer(replacePart(await good(), 0, () => b64({ alg: "PS256", kid: "rsa" }))),
  ],
  [
    "an ES256 signature of zeros",
    "token-signature",
    async () => bearer(replacePart(await sign(keys.ec, claims()), 2, () => b64(Buffer.alloc(64)))),
  ],
  ["an ES256 signature in DER", "token-signature", async () => bearer(derSignature(await sign(keys.ec, claims())))],
  [
    "an expired token with a bad signature",
    "token-signature",
    async () => bearer(replacePart(await good({ exp: 1, iat: 1, nbf: 1 }), 2, flipped)),
  ],

  ["no exp", "token-claims", () => bearer(good({ exp: undefined }))],
  ["exp that is a string", "token-claims", () => bearer(good({ exp: String(now() + 3600) }))],
  ["exp null", "token-claims", () => bearer(good({ exp: null }))],
  ["exp true", "token-claims", () => bearer(good({ exp: true }))],
  [
    "exp infinite",
    "token-claims",
    () => bearer(signRaw(HEADER, JSON.stringify(claims()).replace(/"exp":\d+/, '"exp":1e999'))),
  ],
  ["exp negative", "token-claims", () => bearer(good({ exp: -1 }))],
  ["exp in milliseconds", "token-claims", () => bearer(good({ exp: (now() + 3600) * 1000 }))],
  ["nbf that is a string", "token-claims", () => bearer(good({ nbf: "0" }))],
  ["iat that is an object", "token-claims", () => bearer(good({ iat: {} }))],
  ["iat after exp", "token-claims", () => bearer(good({ iat: now() + 20, exp: now() + 10 }))],
  ["no iat and ten years to live", "token-claims", () => bearer(good({ iat: undefined, exp: now() + 315_360_000 }))],
  [
    "expired a minute ago",
    "token-expired",
    () => bearer(good({ iat: now() - 3660, nbf: now() - 3660, exp: now() - 60 })),
  ],
  [
    "expired just outside the tolerance",
    "token-expired",
    () => bearer(good({ iat: now() - 3660, nbf: now() - 3660, exp: now() - 31 })),
  ],
  ["exp zero", "token-expired", () => bearer(good({ iat: undefined, nbf: undefined, exp: 0 }))],
  ["issued two days ago", "token-expired", () => bearer(good({ iat: now() - 172_800, nbf: undefined }))],
  ["nbf in the future", "token-not-yet-valid", () => bearer(good({ nbf: now() + 60 }))],
  ["iat in the future", "token-not-yet-valid", () => bearer(good({ iat: now() + 60, nbf: undefined }))],

  ["no aud", "token-audience", () => bearer(good({ aud: undefined }))],
  ["another aud", "token-audience", () => bearer(good({ aud: "https://other.test/STU3" }))],
  ["other auds", "token-audience", () => bearer(good({ aud: ["https://other.test/STU3", "x"] }))],
  ["no aud in the array", "token-audience", () => bearer(good({ aud: [] }))],
  ["aud with a trailing slash", "token-audience", () => bearer(good({ aud: `${AUDIENCE}/` }))],
  ["aud in another case", "token-audience", () => bearer(good({ aud: AUDIENCE.toUpperCase() }))],
  ["aud that is a prefix", "token-audience", () => bearer(good({ aud: AUDIENCE.slice(0, -1) }))],
  ["aud that is longer", "token-audience", () => bearer(good({ aud: `${AUDIENCE}.evil.test` }))],
  ["aud with the right one among spaces", "token-audience", () => bearer(good({ aud: `x ${AUDIENCE}` }))],
  ["aud that is an object", "token-audience", () => bearer(good({ aud: { 0: AUDIENCE } }))],
  ["aud with a number in the array", "token-audience", () => bearer(good({ aud: [AUDIENCE, 1] }))],
  ["aud nested in arrays", "token-audience", () => bearer(good({ aud: [[AUDIENCE]] }))],

  ["bound to another certificate", "token-binding", () => bearer(good({ cnf: { "x5t#S256": "A".repeat(43) } }))],
  [
    "bound to the right one in another case",
    "token-binding",
    () => bearer(good({ cnf: { "x5t#S256": THUMBPRINT.toUpperCase() } })),
  ],
  ["bound to a DPoP key", "token-binding", () => bearer(good({ cnf: { jkt: "A".repeat(43) } }))],
  ["an empty cnf", "token-binding", () => bearer(good({ cnf: {} }))],
  ["cnf that is a string", "token-binding", () => bearer(good({ cnf: THUMBPRINT }))],
  ["a thumbprint that is an array", "token-binding", () => bearer(good({ cnf: { "x5t#S256": [THUMBPRINT] } }))],
];

function nonCanonical(token: string): string {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  return token.slice(0, -1) + (alphabet[alphabet.indexOf(token.at(-1) as string) ^ 1] as string);
}
function flipped(part: string): string {
  const bytes = Buffer.from(part, "base64url");
  bytes[7] = (bytes[7] as number) ^ 1;
  return bytes.toString("base64url");
}
function derSignature(token: string): string {
  const [r, s] = [0, 32].map((at) => Buffer.from(token.split(".")[2] as string, "base64url").subarray(at, at + 32));
  const integer = (bytes: Buffer): Buffer => Buffer.concat([Buffer.from([2, 33, 0]), bytes]);
  const both = Buffer.concat([integer(r as Buffer), integer(s as Buffer)]);
  return replacePart(token, 2, () => Buffer.concat([Buffer.from([0x30, both.length]), both]).toString("base64url"));
}
async function refusal(
  which: AccessTokenVerifier,
  authorization: string | undefined,
  thumbprint = THUMBPRINT,
): Promise<ErrorCode | "accepted"> {
  try {
    await which.verify(authorization, { certificateThumbprint: thumbprint });
    return "accepted";
  } catch (error) {
    if (error instanceof RegistryError) return error.code;
    throw error;
  }
}

describe("a token is refused", () => {
  it("in at least 60 ways, each with its own name", () => {
    expect(new Set(ATTACKS.map(([name]) => name)).size).toBe(ATTACKS.length);
    expect(ATTACKS.length).toBeGreaterThanOrEqual(60);
  });

  it.each(ATTACKS)("with %s: %s", async (_, code, authorization) => {
    const value = await authorization();
    expect(await refusal(verifier, value)).toBe(code);
    // Repeated: a rejected token must not be cached as valid.
    expect(await refusal(verifier, value)).toBe(code);
    expect(ERRORS[code].status).toBe(403);
  });

  it("without a binding if one is required", async () => {
    expect(await refusal(strict, await bearer(good()))).toBe("token-binding");
    expect(await refusal(strict, await bearer(good({ cnf: { "x5t#S256": THUMBPRINT } })))).toBe("accepted");
  });

  it("on another connection than the one it is bound to, though it is remembered", async () => {
    const token = await bearer(good({ cnf: { "x5t#S256": THUMBPRINT } }));
    expect(await refusal(verifier, token)).toBe("accepted");
    expect(await refusal(verifier, token, "B".repeat(43))).toBe("token-binding");
    await expect(verifier.verify(token, { certificateThumbprint: undefined })).rejects.toMatchObject({
      code: "token-binding",
    });
  });
});

describe("a token is accepted", () => {
  const twin = (): SigningKey => ({
    ...keys.rsa,
    privateKey: createPrivateKey(keys.rsa.privateKey.export({ type: "pkcs8", format: "pem" })),
  });
  it.each<[string, () => Promise<string>]>([
    ["as the NHS sample has it", () => bearer(good())],
    ["with the scheme in lower case", async () => `bearer ${await good()}`],
    ["with the scheme in capitals and several spaces", async () => `BEARER   ${await good()}`],
    ["with typ at+jwt", () => bearer(good({}, { typ: "at+jwt" }))],
    ["with typ application/at+jwt", () => bearer(good({}, { typ: "application/at+jwt" }))],
    ["with typ jwt in lower case", () => bearer(good({}, { typ: "jwt" }))],
    ["without typ", () => bearer(good({}, { typ: undefined }))],
    ["with ES256", () => bearer(sign(keys.ec, claims()))],
    ["with RS512", () => bearer(sign(twin(), claims(), { alg: "RS512" }))],
    ["with PS256", () => bearer(sign(twin(), claims(), { alg: "PS256" }))],
    ["without kid, where one key fits", () => bearer(sign(keys.ec, claims(), { kid: undefined }))],
    [
      "with a foreign jwk, jku and x5u that are of no account",
      () => bearer(good({}, { jwk: foreignJwk, jku: "https://evil.test", x5u: "https://evil.test" })),
    ],
    ["with an array of audiences", () => bearer(good({ aud: ["https://other.test", AUDIENCE] }))],
    ["with an array of one audience", () => bearer(good({ aud: [AUDIENCE] }))],
    ["without nbf", () => bearer(good({ nbf: undefined }))],
    ["without iat", () => bearer(good({ iat: undefined }))],
    ["expired within the tolerance", () => bearer(good({ iat: now() - 100, nbf: undefined, exp: now() - 20 }))],
    ["not yet valid within the tolerance", () => bearer(good({ iat: now() + 20, nbf: now() + 20 }))],
    ["with fractions of a second", () => bearer(good({ exp: now() + 0.5 + 60 }))],
    ["bound to this certificate", () => bearer(good({ cnf: { "x5t#S256": THUMBPRINT } }))],
    [
      "with claims nobody knows",
      () => bearer(good({ "urn:x": { deep: [1, { a: 1 }, { a: 2 }] }, text: 'quote " and \\ and {' })),
    ],
  ])("%s", async (_, authorization) => {
    expect(await refusal(verifier, await authorization())).toBe("accepted");
  });

  it("with the client and the permissions it names, from any of four claims", async () => {
    const caller = await verifier.verify(
      await bearer(
        good({
          appid: undefined,
          client_id: "c",
          azp: "z",
          scope: "a  b",
          scp: ["c", 1, ""],
          groups: "d",
          roles: ["e f"],
        }),
      ),
      { certificateThumbprint: THUMBPRINT },
    );
    expect({ ...caller, tokenExpires: 0 }).toEqual({
      clientId: "c",
      granted: new Set(["a", "b", "c", "d", "e f"]),
      certificateThumbprint: THUMBPRINT,
      tokenExpires: 0,
    });
  });

  it("with the certificate as its client if it names none", async () => {
    const caller = await verifier.verify(await bearer(good({ appid: undefined, sub: undefined })), {
      certificateThumbprint: THUMBPRINT,
    });
    expect(caller.clientId).toBe(`certificate:${THUMBPRINT}`);
  });
});
