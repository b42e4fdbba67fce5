import { performance } from "node:perf_hooks";
import { describe, expect, it } from "@jest/globals";
import { readResource } from "./read-resource.js";
import type { Format, ReadResult } from "./read-resource.js";

const MILLION = 1_000_000;
const NAMESPACE = 'xmlns="http://hl7.org/fhir"';

const patient = (content: string): string => `<Patient ${NAMESPACE}>${content}</Patient>`;
const inJson = (content: string): string => `{"resourceType":"Patient",${content}}`;

/** What a document costs and what is made of it: each within the time of a large valid one. */
const DOCUMENTS: readonly [name: string, format: Format, make: () => string, answer: string][] = [
  [
    "a billion laughs",
    "xml",
    () => `<!DOCTYPE lolz [<!ENTITY a "lol"><!ENTITY b "${"&a;".repeat(1000)}">]>${patient('<id value="&b;"/>')}`,
    "xml:doctype",
  ],
  ["an undefined entity", "xml", () => patient('<id value="&lol;"/>'), "xml:not-well-formed"],
  ["10 MB of nested elements", "xml", () => patient("<a>".repeat(3 * MILLION)), "xml:too-complex"],
  ["10 MB of nested extensions", "xml", () => patient('<extension url="a">'.repeat(MILLION / 2)), "xml:too-complex"],
  [
    "10 MB of nested XHTML",
    "xml",
    () =>
      patient(
        `<text><status value="generated"/><div xmlns="http://www.w3.org/1999/xhtml">${"<b>".repeat(3 * MILLION)}`,
      ),
    "xml:too-complex",
  ],
  [
    "a million attributes",
    "xml",
    () => `<Patient ${NAMESPACE} ${Array.from({ length: MILLION }, (_, index) => `a${index}="1"`).join(" ")}/>`,
    "xml:too-complex",
  ],
  [
    "a million namespaces",
    "xml",
    () =>
      `<Patient ${NAMESPACE} ${Array.from({ length: MILLION / 2 }, (_, index) => `xmlns:a${index}="a"`).join(" ")}/>`,
    "xml:too-complex",
  ],
  ["two million elements", "xml", () => patient("<id/>".repeat(2 * MILLION)), "xml:too-complex"],
  ["half a million unknown elements", "xml", () => patient("<a/>".repeat(MILLION / 2)), "structure:unknown-element"],
  ["a name of 10 MB", "xml", () => `<${"a".repeat(10 * MILLION)}`, "xml:not-well-formed"],
  [
    "an attribute of 10 MB that never ends",
    "xml",
    () => `<Patient a="${"a".repeat(10 * MILLION)}`,
    "xml:not-well-formed",
  ],
  [
    "a comment of 10 MB that never ends",
    "xml",
    () => `<Patient ${NAMESPACE}><!--${"- ".repeat(5 * MILLION)}`,
    "xml:not-well-formed",
  ],
  ["five million starts of a tag", "xml", () => "<".repeat(5 * MILLION), "xml:not-well-formed"],
  [
    "five million starts of an entity",
    "xml",
    () => patient(`<id value="${"&".repeat(5 * MILLION)}"/>`),
    "xml:not-well-formed",
  ],
  ["five million ends of CDATA", "xml", () => patient("]]>".repeat(MILLION)), "xml:not-well-formed"],
  ["ten million spaces", "xml", () => `${" ".repeat(10 * MILLION)}x`, "xml:not-well-formed"],
  [
    "an encoding declaration of 10 MB",
    "xml",
    () => `<?xml version="1.0" ${" encoding".repeat(MILLION)}`,
    "xml:not-well-formed",
  ],
  ["10 MB of nested arrays", "json", () => inJson(`"name":${"[".repeat(10 * MILLION)}`), "json:too-complex"],
  ["10 MB of nested objects", "json", () => inJson(`"name":${'{"a":'.repeat(2 * MILLION)}`), "json:too-complex"],
  ["two million values", "json", () => inJson(`"name":[${"1,".repeat(2 * MILLION)}1]`), "json:too-complex"],
  [
    "300,000 unknown names",
    "json",
    () => inJson(Array.from({ length: 300_000 }, (_, index) => `"a${index}":1`).join(",")),
    "structure:unknown-element",
  ],
  [
    "half a million times one name",
    "json",
    () => inJson('"id":"a",'.repeat(MILLION / 2) + '"id":"b"'),
    "json:duplicate-name",
  ],
  ["a number of 10 MB", "json", () => inJson(`"multipleBirthInteger":${"9".repeat(10 * MILLION)}`), "json:too-complex"],
  ["a number of 5 MB", "json", () => inJson(`"multipleBirthInteger":${"9".repeat(5 * MILLION)}`), "structure:value"],
  [
    "an integer of many exponents",
    "json",
    () => inJson(`"multipleBirthInteger":1e${"9".repeat(MILLION)}`),
    "structure:value",
  ],
  [
    "a string of 10 MB that never ends",
    "json",
    () => inJson(`"id":"${"a".repeat(10 * MILLION)}`),
    "json:not-well-formed",
  ],
  [
    "a string of a million escapes that never ends",
    "json",
    () => inJson(`"id":"${"\\u0041".repeat(MILLION)}`),
    "json:not-well-formed",
  ],
  ["white space in a code, doubled", "json", () => inJson(`"language":"${"a ".repeat(MILLION)} "`), "structure:value"],
  ["white space only, as a code", "json", () => inJson(`"language":"${" ".repeat(MILLION)}"`), "structure:value"],
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
        `"contained":[${Array.from({ length: 20_000 }, () => '{"resourceType":"Patient","text":{"status":"empty","div":"<p xmlns=\'x\'/>"}}').join(",")}]`,
      ),
    "xhtml:namespace",
  ],
];

const first = (result: ReadResult): string =>
  result.kind === "resource" ? "accepted" : (result.issues[0]?.rule ?? "");

describe("a hostile document", () => {
  it.each(DOCUMENTS)("%s ends soon and within memory", (_, format, make, answer) => {
    const source = Buffer.from(make());
    let took = Infinity;
    for (let attempt = 0; attempt < 3 && took > 2000; attempt++) {
      const start = performance.now();
      const result = readResource(source, { format });
      took = performance.now() - start;
      expect(first(result)).toBe(answer);
      expect(result.kind === "resource" ? 0 : result.issues.length).toBeLessThanOrEqual(1000);
    }
    expect(took).toBeLessThan(2000);
  });

  it("is refused unread where it is larger than the limit", () => {
    const result = readResource(new Uint8Array(17 * 1024 * 1024), { format: "json" });
    expect(first(result)).toBe("read:too-large");
  });
});

describe("limits", () => {
  const limited = (format: Format, text: string, limits: object) => first(readResource(text, { format, limits }));

  it.each([
    ["size", "xml", patient('<id value="a"/>'), 10, 100, "read:too-large"],
    ["depth", "xml", patient('<name><given value="a"/></name>'), 2, 3, "xml:too-complex"],
    ["elements", "xml", patient('<id value="a"/><active value="true"/>'), 2, 3, "xml:too-complex"],
    ["attributes", "xml", patient('<active id="a" value="true"/>'), 1, 2, "xml:too-complex"],
    ["stringLength", "xml", patient('<language value="aaaaa"/>'), 4, 30, "xml:too-complex"],
    ["size", "json", inJson('"id":"a"'), 10, 100, "read:too-large"],
    ["depth", "json", inJson('"name":[{"given":["a"]}]'), 1, 2, "json:too-complex"],
    ["elements", "json", inJson('"id":"a"'), 2, 3, "json:too-complex"],
    ["stringLength", "json", inJson('"language":"aaaaaaaaaaaaaaaaaaaa"'), 12, 30, "json:too-complex"],
  ] as const)("%s of %s is refused beyond it and accepted up to it", (name, format, text, below, enough, rule) => {
    expect(limited(format, text, { [name]: below })).toBe(rule);
    expect(limited(format, text, { [name]: enough })).toBe("accepted");
  });
});
