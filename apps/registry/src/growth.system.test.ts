import { readFile, readdir } from "node:fs/promises";
import { expect, it } from "@jest/globals";
import { sampled } from "@appointment-registry/test-kit";
import {
  canonicalValue,
  decodeSearchToken,
  mirroredId,
  parseNhsNumberToken,
  parseAccept,
  parseHttpDate,
  parseIfMatch,
  parseIfNoneMatch,
  parseMediaType,
  parseReturnPreference,
  parseSearchToken,
} from "@appointment-registry/registry-contract";
import { parseAuthorization, bearerToken } from "./auth/bearer.js";
import { acceptClaims } from "./auth/claims.js";
import { readCompactJws } from "./auth/compact-jws.js";
import { readKeySet } from "./auth/key-set.js";
import { parseStrictObject } from "./auth/strict-json.js";
import { clientErrorFormat } from "./http/client-error.js";
import { joinRepeated } from "./http/headers/field.js";
import { requireFraming } from "./http/headers/framing.js";
import { requireHost } from "./http/headers/host.js";
import { parseIfNoneExist } from "./http/headers/if-none-exist.js";
import { parseHistoryRequest } from "./http/history-request.js";
import { negotiate } from "./http/negotiation.js";
import { parseParameters, parseQuery, requireKnown } from "./http/query.js";
import { parseSearchRequest } from "./http/search-request.js";
import { readChildren, readElement } from "./tls/der.js";
import { readCertificateChain, readForwardedCertificates } from "./tls/forwarded-forms.js";
import { canonicalName } from "./tls/names.js";
import { headerValues } from "./tls/trusted-proxy.js";

const base64url = (text: string): string => Buffer.from(text).toString("base64url");
const json = JSON.stringify;
/** One letter for every `of` letters. */
const some = (text: string, of: number): string[] =>
  Array.from({ length: text.length / of }, (_, n) => text[n * of] ?? "");
/** Raw header lines, as many as the text has letters for. */
const lines = (name: string, text: string): string[] => some(text, name.length + 5).flatMap((value) => [name, value]);
const elements = (text: string): Uint8Array => {
  const content = Buffer.from(text.replace(/[^]/gu, "\u0005\0"), "latin1");
  return Buffer.concat([Buffer.from([0x30, 0x83, content.length >> 16, content.length >> 8, content.length]), content]);
};
const rules = { audiences: ["a"], clockToleranceSeconds: 0, maxAgeSeconds: 100 };

/**
 * Parsers that read a caller's text before its size is known to be small, by function name. They cover headers, parameters, malformed
 * heads, tokens, certificates and the keys of an issuer. Elements of a body have their own table in the FHIR library. Each parser is tested
 * with texts of every shape.
 */
const PARSERS: Readonly<Record<string, (text: string) => unknown>> = {
  parseAccept,
  parseMediaType,
  negotiate: (format) => negotiate({ format, accept: undefined, contentType: undefined }),
  parseIfMatch,
  parseIfNoneMatch,
  parseHttpDate,
  parseIfNoneExist: (text) => parseIfNoneExist(`identifier=s|${text}`),
  "parseIfNoneExist, whole": parseIfNoneExist,
  parseReturnPreference,
  mirroredId,
  requireHost: (host) => requireHost({ httpVersion: "1.1", headers: {}, rawHeaders: ["host", host] }),
  requireFraming: (text) => requireFraming({ httpVersion: "1.1", headers: { host: "a", "transfer-encoding": text } }),
  parseParameters,
  parseQuery: (text) => parseQuery(`/?${text}`),
  requireKnown: (text) => requireKnown(parseParameters(text), ["a"]),
  parseSearchRequest: (text) =>
    parseSearchRequest([["identifier", text, text], ["_count", text, text], ...parseParameters(text)], "https://a"),
  parseHistoryRequest: (text) => parseHistoryRequest("a", [["_since", text, text]], "https://a"),
  "parseHistoryRequest, _count": (text) => parseHistoryRequest("a", [["_count", text, text]], "https://a"),
  decodeSearchToken,
  parseSearchToken,
  parseNhsNumberToken,
  canonicalValue: (text) => canonicalValue(`http://p.example/${text}`),
  clientErrorFormat: (text) => clientErrorFormat(Buffer.from(`GET / HTTP/1.1\r\nAccept: a${text}b\r\n`)),
  bearerToken: (text) => bearerToken(`Bearer ${text}`, Infinity),
  "readCompactJws, malformed": (text) => readCompactJws(text, new Set(["ES256"])),
  acceptClaims: (text) => acceptClaims({ exp: 100, aud: ["a", ...text], scope: text, sub: text }, rules, 50),
  readForwardedCertificates,
  "readForwardedCertificates, RFC 9440": (text) => readForwardedCertificates(`:${text}:`),
  "readForwardedCertificates, PEM": (text) => readForwardedCertificates(`-----BEGIN CERTIFICATE-----${text}`),
  "readForwardedCertificates, Envoy": (text) => readForwardedCertificates(`Cert="${text}`),
  readCertificateChain,
};

/** The same for input that is multiplied by structure: the number of elements matters, not the letters. */
const STRUCTURES: Readonly<Record<string, (text: string) => unknown>> = {
  "requireHost, many": (text) => requireHost({ httpVersion: "1.1", headers: {}, rawHeaders: lines("host", text) }),
  joinRepeated: (text) => joinRepeated({ headers: {}, rawHeaders: lines("content-type", text) }),
  parseAuthorization: (text) => parseAuthorization({ rawHeaders: lines("x", text) }),
  readCompactJws: (text) =>
    readCompactJws(
      `${base64url(json({ alg: "ES256", kid: text }))}.${base64url(json({ scope: text, aud: [...text] }))}.AAAA`,
      new Set(["ES256"]),
    ),
  parseStrictObject: (text) => parseStrictObject(Buffer.from(`{"a":${json([...text])},${json(text)}:{}}`)),
  "parseStrictObject, names": (text) =>
    parseStrictObject(Buffer.from(json(Object.fromEntries(some(text, 8).map((_, n) => [`a${n}`, 0]))))),
  "parseStrictObject, nested": (text) => parseStrictObject(Buffer.from(`{"a":${text.replace(/[^]/gu, "[")}`)),
  "acceptClaims, scopes": (text) =>
    acceptClaims({ exp: 100, aud: "a", scope: text.replace(/[^]/gu, "a "), azp: text }, rules, 50),
  readKeySet: (text) => readKeySet(json({ keys: some(text, 1000).map((kid) => ({ kid, n: text.slice(0, 900) })) })),
  headerValues: (text) => headerValues({ rawHeaders: lines("client-cert", text) }, "client-cert"),
  "readForwardedCertificates, fields of Envoy": (text) =>
    readForwardedCertificates(
      some(text, 8)
        .map(() => 'By="a";')
        .join(""),
    ),
  "readCertificateChain, many": (text) =>
    readCertificateChain(
      some(text, 8)
        .map(() => ":MAA=:")
        .join(),
    ),
  readChildren: (text) => {
    const der = elements(text);
    return readChildren(der, readElement(der, 0));
  },
  canonicalName: (text) => canonicalName(elements(text)),
};

/** Functions named like a parser that read nothing a caller can multiply, or whose input is limited for the stated reason. */
const OTHERS: Readonly<Record<string, string>> = {
  readBody: "the limit of the body",
  readForm: "the limit of the body; parseParameters",
  readSubmission: "the limit of the body; the table of the FHIR library",
  readValidateRequest: "the limit of the body; the table of the FHIR library",
  requirePermission: "reads the catalogue",
  readChunksInTurns: "CHUNKS_IN_A_TURN; npm run chaos -- overload",
  readPeers: "the longest chain",
  readCertificate: "X509Certificate; readChildren",
  readExtension: "readChildren",
  readFullNames: "readChildren",
  readElement: "readChildren",
  readObjectIdentifier: "readChildren",
  readInteger: "readChildren",
  readSmallInteger: "readChildren",
  readBits: "readChildren",
  readTime: "readChildren",
  readNameConstraints: "of authorities",
  validateCertificationPath: "MOST_ATTEMPTS; certification-path.system.test.ts",
  readCertificates: "a file of the operator",
  decodePem: "a file of the operator",
  readRevocationList: "a file of the operator; npm run bench -- revocation",
  parseMember: "parseAccept",
  parseMembers: "parseAccept",
};

const FOLDERS = [
  "auth",
  "http",
  "http/headers",
  "tls",
  "../../../libs/registry-contract/src",
  "../../../libs/registry-contract/src/headers",
];
const PARSER =
  /^export (?:async )?function ((?:parse|read|decode|require|accept|negotiate|headerValues|clientErrorFormat|bearer|validate|join|mirrored|canonical)\w*)/gm;

it("every parser has a row", async () => {
  const found: string[] = [];
  for (const folder of FOLDERS) {
    const directory = new URL(`${folder}/`, import.meta.url);
    for (const file of await readdir(directory)) {
      if (!file.endsWith(".ts") || file.endsWith(".test.ts")) continue;
      const text = await readFile(new URL(file, directory), "utf8");
      found.push(...[...text.matchAll(PARSER)].map(([, name = ""]) => name));
    }
  }
  const known = new Set([
    ...[PARSERS, STRUCTURES].flatMap((table) => Object.keys(table).map((key) => key.split(",")[0])),
    ...Object.keys(OTHERS),
  ]);
  expect(found.filter((name) => !known.has(name))).toEqual([]);
  expect([...known].filter((name) => !found.includes(name as string))).toEqual([]);
});

const SEEDS = [
  " ",
  "\t",
  ",",
  ";",
  "=",
  '"',
  '\\"',
  "a",
  "a/",
  "/",
  "*",
  "*/*,",
  "a/b,",
  "a/b;c=d,",
  "q=",
  ";q=.5",
  "%",
  "%20",
  "%zz",
  "+",
  "\\",
  "\\,",
  "|",
  "&",
  "a=b&",
  "?",
  ":",
  "W/",
  'W/"1",',
  "1,",
  "0",
  "-",
  ".",
  "return=",
  "é",
  "application/json;",
  "; =",
] as const;

/** Maximum size of a head (listener.ts). */
const SIZE = 16 * 1024;

const SHAPES: readonly (readonly [name: string, text: (seed: string, bytes: number) => string])[] = [
  ["alone", (seed, bytes) => seed.repeat(Math.ceil(bytes / seed.length))],
  ["after a media type", (seed, bytes) => `application/json;${seed.repeat(Math.ceil(bytes / seed.length))}=`],
  ["in a quote that does not end", (seed, bytes) => `a/b;c="${seed.repeat(Math.ceil(bytes / seed.length))}`],
];

/** In short mode each shape is combined with a third of the seeds, and all shapes together cover each seed. */
const texts = SHAPES.flatMap((shape, index) =>
  sampled([...SEEDS.slice(index), ...SEEDS.slice(0, index)], 3).map((seed) => [...shape, seed] as const),
);
const ONE = [["alone", SHAPES[0]?.[1] as (seed: string, bytes: number) => string, "a"]] as const;

it.each([
  ...Object.entries(PARSERS).map(([name, parser]) => [name, parser, texts] as const),
  ...Object.entries(STRUCTURES).map(([name, parser]) => [name, parser, ONE] as const),
])("%s: reading time grows linearly with the text", (name, parser, of) => {
  const parse = (text: string) => refused(() => parser(text));
  for (const [shape, text, seed] of of) {
    const measured = () => {
      const cost = cpu(() => parse(text(seed, SIZE)));
      const ofFourTimes = cost === undefined ? undefined : cpu(() => parse(text(seed, 4 * SIZE)));
      // Four times the text costs four times as much if the work is linear, and sixteen times if it is quadratic.
      const linear = cost === undefined || ofFourTimes === undefined || ofFourTimes / cost < 9;
      return { name, shape, seed, linear, fast: cost === undefined || cost < 10_000 };
    };
    let row = measured();
    // Retries if the machine was busy with something else.
    for (let attempt = 0; attempt < 5 && !(row.linear && row.fast); attempt++) row = measured();
    expect(row).toEqual({ name, shape, seed, linear: true, fast: true });
  }
});

/** Minimum CPU time of several runs in microseconds; undefined if it is too small to measure. */
function cpu(work: () => unknown): number | undefined {
  let least = Infinity;
  for (let run = 0; run < 6; run += 1) {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    least = Math.min(least, user + system);
    if (least < 300) return undefined;
  }
  return least;
}

function refused(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error;
  }
}
