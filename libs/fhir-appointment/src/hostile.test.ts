import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { DEFAULT_LIMITS } from "./limits.js";
import type { Limits } from "./limits.js";
import { readResource } from "./read-resource.js";
import type { Format } from "./format.js";
import type { ReadResult } from "./read-resource.js";
import { THOROUGH } from "./testing/effort.js";
import { resources } from "./testing/resources.js";
import { writeResource } from "./write-resource.js";

/** Sizes and limits: the default ones, or a fraction of them in `npm test`. */
const MILLION = THOROUGH ? 1_000_000 : 40_000;
const LIMITS: Limits = {
  ...DEFAULT_LIMITS,
  size: 16 * 1.048576 * MILLION,
  elements: MILLION,
  stringLength: 8 * 1.048576 * MILLION,
};
const NAMESPACE = 'xmlns="http://hl7.org/fhir"';

const patient = (content: string): string => `<Patient ${NAMESPACE}>${content}</Patient>`;
const inJson = (content: string): string => `{"resourceType":"Patient",${content}}`;

/** Documents that are designed to be costly, and the rule that rejects them. */
const DOCUMENTS: readonly [name: string, format: Format, make: () => string, answer: string][] = [
  [
    "a billion laughs",
    "xml",
    () => `<!DOCTYPE lolz [<!ENTITY a "lol"><!ENTITY b "${"&a;".repeat(1000)}">]>${patient('<id value="&b;"/>')}`,
    "xml:doctype",
  ],
  ["an undefined entity", "xml", () => patient('<id value="&lol;"/>'), "xml:not-well-formed"],
  ["nested elements", "xml", () => patient("<a>".repeat(3 * MILLION)), "xml:too-complex"],
  ["nested extensions", "xml", () => patient('<extension url="a">'.repeat(MILLION / 2)), "xml:too-complex"],
  [
    "nested XHTML",
    "xml",
    () =>
      patient(
        `<text><status value="generated"/><div xmlns="http://www.w3.org/1999/xhtml">${"<b>".repeat(3 * MILLION)}`,
      ),
    "xml:too-complex",
  ],
  [
    "many attributes",
    "xml",
    () => `<Patient ${NAMESPACE} ${Array.from({ length: MILLION }, (_, index) => `a${index}="1"`).join(" ")}/>`,
    "xml:too-complex",
  ],
  [
    "many namespaces",
    "xml",
    () =>
      `<Patient ${NAMESPACE} ${Array.from({ length: MILLION / 2 }, (_, index) => `xmlns:a${index}="a"`).join(" ")}/>`,
    "xml:too-complex",
  ],
  ["many elements", "xml", () => patient("<id/>".repeat(2 * MILLION)), "xml:too-complex"],
  ["many unknown elements", "xml", () => patient("<a/>".repeat(MILLION / 2)), "structure:unknown-element"],
  ["a long name", "xml", () => `<${"a".repeat(10 * MILLION)}`, "xml:not-well-formed"],
  ["a long attribute that never ends", "xml", () => `<Patient a="${"a".repeat(10 * MILLION)}`, "xml:not-well-formed"],
  [
    "a long comment that never ends",
    "xml",
    () => `<Patient ${NAMESPACE}><!--${"- ".repeat(5 * MILLION)}`,
    "xml:not-well-formed",
  ],
  ["many starts of a tag", "xml", () => "<".repeat(5 * MILLION), "xml:not-well-formed"],
  ["many starts of an entity", "xml", () => patient(`<id value="${"&".repeat(5 * MILLION)}"/>`), "xml:not-well-formed"],
  ["many ends of CDATA", "xml", () => patient("]]>".repeat(MILLION)), "xml:not-well-formed"],
  ["many spaces", "xml", () => `${" ".repeat(10 * MILLION)}x`, "xml:not-well-formed"],
  [
    "a long encoding declaration",
    "xml",
    () => `<?xml version="1.0" ${" encoding".repeat(MILLION)}`,
    "xml:not-well-formed",
  ],
  ["nested arrays", "json", () => inJson(`"name":${"[".repeat(10 * MILLION)}`), "json:too-complex"],
  ["nested objects", "json", () => inJson(`"name":${'{"a":'.repeat(2 * MILLION)}`), "json:too-complex"],
  ["many values", "json", () => inJson(`"name":[${"1,".repeat(2 * MILLION)}1]`), "json:too-complex"],
  [
    "many unknown names",
    "json",
    () => inJson(Array.from({ length: 0.3 * MILLION }, (_, index) => `"a${index}":1`).join(",")),
    "structure:unknown-element",
  ],
  [
    "many repetitions of a name",
    "json",
    () => inJson('"id":"a",'.repeat(MILLION / 2) + '"id":"b"'),
    "json:duplicate-name",
  ],
  ["a long number", "json", () => inJson(`"multipleBirthInteger":${"9".repeat(10 * MILLION)}`), "json:too-complex"],
  ["a number that fits", "json", () => inJson(`"multipleBirthInteger":${"9".repeat(5 * MILLION)}`), "structure:value"],
  [
    "an integer with a long exponent",
    "json",
    () => inJson(`"multipleBirthInteger":1e${"9".repeat(MILLION)}`),
    "structure:value",
  ],
  ["a long string that never ends", "json", () => inJson(`"id":"${"a".repeat(10 * MILLION)}`), "json:not-well-formed"],
  [
    "a string of escapes that never ends",
    "json",
    () => inJson(`"id":"${"\\u0041".repeat(MILLION)}`),
    "json:not-well-formed",
  ],
  [
    "white space in a code, doubled",
    "json",
    () => inJson(`"language":"${"a ".repeat(MILLION / 2)} "`),
    "structure:value",
  ],
  ["white space only, as a code", "json", () => inJson(`"language":"${" ".repeat(MILLION)}"`), "structure:value"],
  [
    "a language of many parts",
    "json",
    () => inJson(`"language":"en-a${"-bb".repeat(0.3 * MILLION)}-"`),
    "structure:code",
  ],
  [
    "a narrative of many starts of a tag",
    "json",
    () => inJson(`"text":{"status":"generated","div":"${"<".repeat(MILLION)}"}`),
    "xhtml:not-well-formed",
  ],
  [
    "namespaces on siblings within many prefixes",
    "xml",
    () => {
      const prefixes = (depth: number) => Array.from({ length: 50 }, (_, at) => `xmlns:a${depth}b${at}="u"`).join(" ");
      const outer = Array.from({ length: 40 }, (_, depth) => `<a ${prefixes(depth)}>`).join("");
      return patient(outer + '<b xmlns:x="u"/>'.repeat(0.3 * MILLION));
    },
    "xml:not-well-formed",
  ],
  [
    "many items without a value",
    "xml",
    () => patient(`<name>${'<given id="a"/>'.repeat(0.3 * MILLION)}</name>`),
    "structure:empty",
  ],
  [
    "base64 that ends wrongly",
    "json",
    () => `{"resourceType":"Binary","contentType":"a/b","content":"${"A=\\n".repeat(MILLION)}"}`,
    "structure:value",
  ],
  ["a date of digits", "json", () => inJson(`"birthDate":"${"1".repeat(MILLION)}"`), "structure:value"],
  [
    "narratives of many small ones, each with a namespace of its own",
    "json",
    () =>
      inJson(
        `"contained":[${Array.from({ length: MILLION / 50 }, () => '{"resourceType":"Patient","text":{"status":"empty","div":"<p xmlns=\'x\'/>"}}').join(",")}]`,
      ),
    "xhtml:namespace",
  ],
];

const text = (content: string): string =>
  JSON.stringify({ status: "generated", div: `<div xmlns="http://www.w3.org/1999/xhtml">${content}</div>` });

const first = (result: ReadResult): string =>
  result.kind === "resource" ? "accepted" : (result.issues[0]?.rule ?? "");

/** CPU time of the process in milliseconds, regardless of other work on the machine; the minimum of three runs. */
function cost(run: () => void): number {
  const costs = [1, 2, 3].map(() => {
    const before = process.cpuUsage();
    run();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  });
  return Math.min(...costs);
}

/** Documents of nearly the maximum size. */
const LARGE: Readonly<Record<Format, Buffer>> = {
  xml: Buffer.from(patient('<name><given value="Ann"/><given value="Bea"/></name>'.repeat(0.28 * MILLION))),
  json: Buffer.from(
    inJson(
      `"name":[${Array<string>(0.2 * MILLION)
        .fill('{"given":["Ann","Bea"],"text":"Ann"}')
        .join(",")}]`,
    ),
  ),
};

describe("a hostile document", () => {
  const valid = Object.fromEntries(
    Object.entries(LARGE).map(([format, source]) => {
      const read = () =>
        expect(readResource(source, { format: format as Format, limits: LIMITS }).kind).toBe("resource");
      return [format, cost(read)];
    }),
  ) as Readonly<Record<Format, number>>;

  it.each(DOCUMENTS)("%s costs no more than a large valid one", (_, format, make, answer) => {
    const source = Buffer.from(make());
    const took = cost(() => {
      const result = readResource(source, { format, limits: LIMITS });
      expect(first(result)).toBe(answer);
      expect(result.kind === "resource" ? 0 : result.issues.length).toBeLessThanOrEqual(51);
    });
    expect(took).toBeLessThan(2 * valid[format]);
  });

  it("is rejected unread if it exceeds the limit", () => {
    const result = readResource(new Uint8Array(17 * 1024 * 1024), { format: "json" });
    expect(first(result)).toBe("read:too-large");
  });
});

describe("limits", () => {
  const limited = (format: Format, text: string, limits: object) => first(readResource(text, { format, limits }));

  // The same resource in both formats under the same limits: both are accepted, or neither.
  it.each([
    ["size", "xml", patient('<id value="a"/>'), 10, 100, "read:too-large"],
    ["depth", "xml", patient('<name><given value="a"/></name>'), 2, 3, "xml:too-complex"],
    ["elements", "xml", patient('<id value="a"/><active value="true"/>'), 2, 3, "xml:too-complex"],
    ["attributes", "xml", patient('<active id="a" value="true"/>'), 1, 2, "xml:too-complex"],
    ["stringLength", "xml", patient('<gender value="unknown"/>'), 6, 30, "xml:too-complex"],
    ["size", "json", inJson('"id":"a"'), 10, 100, "read:too-large"],
    ["depth", "json", inJson('"name":[{"given":["a"]}]'), 2, 3, "json:too-complex"],
    ["elements", "json", inJson('"id":"a","active":true'), 2, 3, "json:too-complex"],
    ["attributes", "json", inJson(`"text":${text("<p id='a' class='b'>a</p>")}`), 1, 2, "xhtml:not-well-formed"],
    ["stringLength", "json", inJson('"gender":"unknown"'), 11, 30, "json:too-complex"],
  ] as const)(
    "%s of %s: rejected beyond the limit and accepted up to it",
    (name, format, text, below, enough, rule) => {
      expect(limited(format, text, { [name]: below })).toBe(rule);
      expect(limited(format, text, { [name]: enough })).toBe("accepted");
    },
  );

  /** Returns for each format whether a resource is accepted under the limits. */
  const verdicts = (resource: object, limits: object) =>
    (["json", "xml"] as const).map((format) => limited(format, writeResource(resource, { format }), limits));

  const nested = (depth: number): object =>
    depth === 0 ? { url: "urn:x", valueBoolean: true } : { url: "urn:x", extension: [nested(depth - 1)] };

  it.each([
    [
      "extensions",
      { resourceType: "Patient", extension: [nested(61)] },
      { resourceType: "Patient", extension: [nested(62)] },
    ],
    [
      "extensions of a primitive",
      { resourceType: "Patient", _active: { extension: [nested(60)] } },
      { resourceType: "Patient", _active: { extension: [nested(61)] } },
    ],
    [
      "contained resources",
      { resourceType: "Patient", contained: [{ resourceType: "Patient", id: "a", extension: [nested(60)] }] },
      { resourceType: "Patient", contained: [{ resourceType: "Patient", id: "a", extension: [nested(61)] }] },
    ],
    ["elements of a narrative", narrative(64), narrative(65)],
  ])("count the depth of %s alike in both formats", (_, accepted, refused) => {
    expect(verdicts(accepted, {})).toEqual(["accepted", "accepted"]);
    expect(verdicts(refused, {})).not.toContain("accepted");
  });

  it("count elements alike in both formats", () => {
    fc.assert(
      fc.property(resources(), fc.nat(60), (resource, elements) => {
        const [json, xml] = verdicts(resource, { elements });
        expect(json === "accepted").toBe(xml === "accepted");
      }),
      { numRuns: 300 },
    );
  });

  it("count the size in the format in which the resource is larger", () => {
    const resource = { resourceType: "Patient", name: [{ text: '"'.repeat(1000) }] };
    expect(verdicts(resource, { size: 6100 })).toEqual(["accepted", "accepted"]);
    expect(verdicts(resource, { size: 6000 })).toEqual(["read:too-large", "read:too-large"]);
  });
});

function narrative(depth: number): object {
  const content = `${"<b>".repeat(depth - 1)}a${"</b>".repeat(depth - 1)}`;
  return { resourceType: "Patient", text: JSON.parse(text(content)) as object };
}
