import { describe, expect, it } from "@jest/globals";
import { SaxesParser } from "saxes";
import { parseResource, readResource } from "./read-resource.js";
import type { Format } from "./format.js";
import { writeResource } from "./write-resource.js";

const XHTML = 'xmlns="http://www.w3.org/1999/xhtml"';
const FORMATS: readonly Format[] = ["json", "xml"];
const kept = (div: string) => ({ resourceType: "Patient", text: { status: "generated", div } });

function wellFormed(xml: string): boolean {
  const parser = new SaxesParser({ xmlns: true });
  let faults = 0;
  parser.on("error", () => {
    faults += 1;
  });
  parser.write(xml).close();
  return faults === 0;
}

describe("a narrative that was accepted as a separate document", () => {
  const DIV = `<div ${XHTML}><p>not <b>able</b></p></div>`;

  it.each([
    ["a declaration", `<?xml version="1.0"?>${DIV}`],
    ["a declaration with an encoding", `<?xml version="1.0" encoding="UTF-16" standalone='no' ?>\n${DIV}`],
    ["comments and processing instructions around it", `<!-- <div> --><?a <div>?> ${DIV}\n<!-- </div> --><?b?>`],
    ["white space around it", `\r\n ${DIV}\t`],
  ])("is written without %s", (_, div) => {
    for (const format of FORMATS)
      for (const lenient of [false, true]) {
        const text = writeResource(kept(div), { format, lenient });
        expect(readResource(text, { format })).toEqual({ kind: "resource", resource: kept(DIV) });
      }
  });
});

describe("a resource that no reader accepts", () => {
  const BROKEN: readonly [name: string, resource: object, lenient: object][] = [
    ["a narrative that is not XML", kept("a < b"), kept(`<div ${XHTML}>a &lt; b</div>`)],
    [
      "two divs",
      kept(`<div ${XHTML}/><div ${XHTML}/>`),
      kept(`<div ${XHTML}>&lt;div ${XHTML}/&gt;&lt;div ${XHTML}/&gt;</div>`),
    ],
    [
      "a property that is not an element",
      { ...kept(`<div ${XHTML}>x</div>`), colour: "red" },
      kept(`<div ${XHTML}>x</div>`),
    ],
    [
      "an element with the wrong shape",
      { resourceType: "Patient", name: { text: "A" }, active: true },
      { resourceType: "Patient", active: true },
    ],
    [
      "a null item without extensions",
      { resourceType: "Patient", name: [null, { text: "A" }] },
      { resourceType: "Patient", name: [{ text: "A" }] },
    ],
  ];

  it.each(BROKEN)("is not written: %s", (_, resource) => {
    for (const format of FORMATS) expect(() => writeResource(resource, { format })).toThrow(TypeError);
  });

  it.each(BROKEN)("is written as far as possible, if lenient: %s", (_, resource, lenient) => {
    for (const format of FORMATS) {
      const text = writeResource(resource, { format, lenient: true });
      expect(readResource(text, { format })).toEqual({ kind: "resource", resource: lenient });
    }
  });

  it("is written with replacement characters in XML", () => {
    const resource = { resourceType: "Patient", name: [{ text: "a\u0000b\ud800" }] };
    expect(() => writeResource(resource, { format: "xml" })).toThrow(TypeError);
    const xml = writeResource(resource, { format: "xml", lenient: true });
    expect(xml).toBe('<Patient xmlns="http://hl7.org/fhir"><name><text value="a\ufffdb\ufffd"/></name></Patient>');
    expect(wellFormed(xml)).toBe(true);
  });

  it("is not written if the type is unknown, lenient or not", () => {
    for (const lenient of [false, true])
      expect(() => writeResource({ resourceType: "Nothing" }, { format: "json", lenient })).toThrow(TypeError);
  });
});

describe("parseResource", () => {
  it.each([
    ["json", '{"resourceType":"Patient","colour":"red","gender":"x","text":{"div":"<u>"}}'],
    ["json", '{"resourceType":"Patient","id":"a","id":"b"}'],
  ] as const)("reads %s without validating it: %s", (format, text) => {
    expect(readResource(text, { format }).kind).toBe("invalid");
    const parsed = parseResource(text, { format, expectedType: "Patient" });
    expect(parsed).toEqual({ kind: "resource", resource: { ...JSON.parse(text.replace(',"id":"b"', "")) } });
  });

  it("reads the part of XML that the JSON shape can represent", () => {
    const text =
      '<Patient xmlns="http://hl7.org/fhir"><gender value="x"/><id value="a"/><colour value="red"/></Patient>';
    expect(parseResource(text, { format: "xml" })).toEqual({
      kind: "resource",
      resource: { resourceType: "Patient", gender: "x", id: "a" },
    });
  });

  it("reads documents beyond the limits of readResource", () => {
    const nested = (depth: number): object =>
      depth === 0 ? { url: "urn:x", valueBoolean: true } : { url: "urn:x", extension: [nested(depth - 1)] };
    const deep = { resourceType: "Patient", extension: [nested(100)] };
    for (const format of FORMATS) {
      const text = writeResource(deep, { format });
      expect(readResource(text, { format }).kind).toBe("unreadable");
      expect(parseResource(text, { format })).toEqual({ kind: "resource", resource: deep });
    }
  });

  it.each([
    ["json", "", "read:empty"],
    ["json", "{", "json:not-well-formed"],
    ["json", "[]", "json:root"],
    ["json", '{"resourceType":"Slot"}', "read:resource-type"],
    ["xml", "<Patient>", "xml:namespace"],
    ["xml", '<Nothing xmlns="http://hl7.org/fhir"/>', "xml:root"],
  ] as const)("does not read %s %j", (format, text, rule) => {
    const parsed = parseResource(text, { format, expectedType: "Patient" });
    expect(parsed.kind === "unreadable" && parsed.issues.map((issue) => issue.rule)).toEqual([rule]);
  });
});
