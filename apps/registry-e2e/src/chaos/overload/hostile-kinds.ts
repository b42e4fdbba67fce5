import type { Subject } from "@appointment-registry/bench";

/** A request that a hostile caller repeats. The caller has a certificate but no token, except for bodies that are parsed. */
export interface HostileKind {
  readonly name: string;
  readonly bytes: Buffer;
  /** Number of answers to `bytes`. */
  readonly answers: number;
  /** True if each byte is sent in a TLS record of its own. */
  readonly byteByByte?: true;
}

const MOST_BYTES = 14_000;
const filled = (seed: string): string => seed.repeat(Math.floor(MOST_BYTES / seed.length));
const base64url = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");
const chunks = (chunk: string, count: number): string => `${chunk.repeat(count)}0\r\n\r\n`;
const MOST_BODY_BYTES = 262_144;
const whole = (seed: string, bytes = MOST_BODY_BYTES - 1000): string => seed.repeat(Math.floor(bytes / seed.length));
const CHUNKED = "Transfer-Encoding: chunked\r\nContent-Type: application/fhir+json";

/**
 * Fields whose parsers have a row in the growth table (apps/registry/src/growth.system.test.ts), with texts that were or could be costly.
 */
const FIELDS: Readonly<Record<string, string>> = {
  "Accept, spaces": `Accept: application/json;${filled(" ")}=`,
  "Accept, an open quote": `Accept: "${filled('\\"')}`,
  "Accept, ranges": `Accept: ${filled("a/b;q=.5,")}`,
  "Content-Type, spaces": `Content-Type: application/json;${filled(" ")}=`,
  "If-Match, tags": `If-Match: ${filled('W/"1",')}`,
  "If-None-Match, tags": `If-None-Match: ${filled('W/"1",')}`,
  "If-None-Exist, criteria": `If-None-Exist: ${filled("identifier=s|a&")}`,
  "If-Modified-Since": `If-Modified-Since: ${filled("1 ")}`,
  "Prefer, preferences": `Prefer: ${filled("return=")}`,
  "X-Request-ID": `X-Request-ID: ${filled("a-")}`,
  "many fields": Array.from({ length: 1500 }, (_, n) => `a${n}:b`).join("\r\n"),
  "one field, many times": Array.from({ length: 1000 }, () => "accept: a/b").join("\r\n"),
  "a token of text": `Authorization: Bearer ${filled("a.")}`,
  "a token with claims": `Authorization: Bearer ${base64url({ alg: "ES256", kid: "a" })}.${base64url({
    aud: Array.from({ length: 2000 }, () => "a"),
  })}.AAAA`,
  "a token nested": `Authorization: Bearer ${base64url({ alg: "ES256" })}.${Buffer.from(`{"a":${filled("[")}`)
    .toString("base64url")
    .slice(0, MOST_BYTES)}.AAAA`,
};

const json = (member: string): string => `{"resourceType":"Appointment",${member}}`;
const xml = (content: string): string => `<Appointment xmlns="http://hl7.org/fhir">${content}</Appointment>`;

/** Bodies of the maximum size that take the longest to read, by media type. */
const BODIES: Readonly<Record<string, readonly [type: string, body: string]>> = {
  "JSON, numbers": ["application/fhir+json", json(`"a":[${whole("1e5,")}1]`)],
  "JSON, names": ["application/fhir+json", json(`${Array.from({ length: 20_000 }, (_, n) => `"a${n}":1`).join(",")}`)],
  "JSON, elements": ["application/fhir+json", json(`"participant":[${whole("{},")}{}]`)],
  "JSON, escapes": ["application/fhir+json", json(`"description":"${whole("\\u0041")}"`)],
  "JSON, a narrative": [
    "application/fhir+json",
    json(`"text":{"div":"<div xmlns='http://www.w3.org/1999/xhtml'>${whole("<b>a</b>")}</div>"}`),
  ],
  "XML, elements": ["application/fhir+xml", xml(whole("<participant/>"))],
  "XML, references": ["application/fhir+xml", xml(`<description value="${whole("&#65;")}"/>`)],
  "XML, namespaces": [
    "application/fhir+xml",
    xml(Array.from({ length: 9000 }, (_, n) => `<a xmlns:n${n}="u"/>`).join("")),
  ],
  "parameters of a search": ["application/x-www-form-urlencoded", whole("patient.identifier=a%7Cb&")],
};

/** Returns all kinds of requests that a caller can multiply. Most are processed before the caller's token is checked. */
export function hostileKinds({ address: { host, port }, base, token }: Subject): HostileKind[] {
  const head = (line: string, fields = ""): string =>
    `${line} HTTP/1.1\r\nHost: ${host}:${port}\r\n${fields === "" ? "" : `${fields}\r\n`}\r\n`;
  const get = (query: string): string => head(`GET ${base}/Appointment?${query}`);
  const post = (fields: string): string => head(`POST ${base}/Appointment`, fields);
  const one = (name: string, text: string): HostileKind => ({ name, bytes: Buffer.from(text, "latin1"), answers: 1 });
  const ahead = (name: string, text: string, answers: number): HostileKind => ({
    ...{ name, answers },
    bytes: Buffer.from(text.repeat(answers), "latin1"),
  });
  const short = head(`GET ${base}/Appointment`);
  return [
    ...Object.entries(FIELDS).map(([name, fields]) => one(name, head(`GET ${base}/Appointment`, fields))),
    one("_format, spaces", get(`_format=application/json;${filled("+")}%3D`)),
    one("parameters", get(filled("a=b&"))),
    one("parameters, escaped", get(filled("%20"))),
    one("a malformed head", head(`GET ${base}/Appointment`, `Accept: a${filled(" ")}b\0`)),
    one("chunks of one byte", post(CHUNKED) + chunks("1\r\na\r\n", 20_000)),
    one("chunks of four bytes", post(CHUNKED) + chunks("4\r\naaaa\r\n", 20_000)),
    one("chunks with extensions", post(CHUNKED) + chunks("1;a=b\r\na\r\n", 2000)),
    one("trailers", post(CHUNKED) + `1\r\na\r\n0\r\n${filled("a: b\r\n")}\r\n`),
    one("a body of 256 KiB", post("Content-Length: 262144") + "[".repeat(262_144)),
    ahead("900 requests sent ahead", short, 900),
    ahead("900 requests for capabilities sent ahead", head(`GET ${base}/metadata`), 900),
    ahead("900 requests with bodies sent ahead", post("Content-Length: 2") + "{}", 900),
    ahead("20 compressed capabilities sent ahead", head(`GET ${base}/metadata`, "Accept-Encoding: br"), 20),
    one("_format, many times", get(filled("_format=xml&"))),
    one("a path, escaped", head(`GET ${base}/Appointment/${filled("%41")}`)),
    one("cookies", head(`GET ${base}/Appointment`, `Cookie: ${filled("a=b; ")}`)),
    one("encodings", head(`GET ${base}/metadata`, `Accept-Encoding: ${filled("gzip;q=.5,")}`)),
    ...Object.entries(BODIES).map(([name, [type, text]]) => {
      const path = type.endsWith("urlencoded") ? "/Appointment/_search" : "/Appointment";
      const fields = `Authorization: Bearer ${token}\r\nContent-Type: ${type}\r\nContent-Length: ${text.length}`;
      return one(`a body: ${name}`, head(`POST ${base}${path}`, fields) + text);
    }),
    {
      ...one(
        "a head in records of one byte",
        head(`GET ${base}/Appointment`, filled("a:b\r\n").slice(0, 3000).trimEnd()),
      ),
      byteByByte: true,
    },
  ];
}
