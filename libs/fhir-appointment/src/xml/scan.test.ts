import { describe, expect, it } from "@jest/globals";
import { SaxesParser } from "saxes";
import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { corruptBytes } from "../testing/corrupt-bytes.js";
import { cases } from "../testing/effort.js";
import { hasSharedData, sharedBytes, sharedDocuments } from "../testing/shared-data.js";
import { ScanFault, scanXml } from "./scan.js";

/**
 * Tags with namespaces and attributes, and text between them; `undefined` if the document is not well formed or has a
 * DOCTYPE.
 */
type Events = string[] | undefined;

function collector() {
  const events: string[] = [];
  let run = "";
  const flush = (): void => {
    // The scanner does not report white space here, but the library does.
    const text = run.replace(/\r\n?/g, "\n");
    if (/[^\t\n ]/.test(text)) events.push(JSON.stringify(text.trim()));
    run = "";
  };
  return {
    events,
    text: (text: string) => {
      run += text;
    },
    open: (uri: string, local: string, attributes: { name: string; uri: string; local: string; value: string }[]) => {
      flush();
      const list = attributes.map(({ name, uri: of, local: own, value }) => {
        // The library trims namespace names, contrary to Namespaces in XML.
        const uriOf = of === "http://www.w3.org/2000/xmlns/" ? "xmlns" : of.trim();
        return `${name}|${uriOf}|${own}|${value}`;
      });
      events.push(`<${uri.trim()}|${local} ${list.join(" ")}>`);
    },
    close: () => {
      flush();
      events.push("</>");
    },
  };
}

function ours(text: string): Events {
  const { events, open, close, text: characters } = collector();
  try {
    scanXml(text, () => ({
      open: (tag) => open(tag.uri, tag.local, [...tag.attributes]),
      close,
      text: characters,
    }));
  } catch (error) {
    if (error instanceof ScanFault) return undefined;
    throw error;
  }
  return events;
}

function theirs(text: string): Events {
  const { events, open, close, text: characters } = collector();
  const parser = new SaxesParser({ xmlns: true });
  const refuse = (): never => {
    throw new SyntaxError("refused");
  };
  parser.on("error", refuse);
  parser.on("doctype", refuse);
  parser.on("opentag", ({ uri, local, attributes }) => open(uri, local, Object.values(attributes)));
  parser.on("closetag", close);
  parser.on("text", characters);
  parser.on("cdata", characters);
  try {
    parser.write(text).close();
  } catch {
    return undefined;
  }
  return events;
}

const inA = (content: string) => `<a xmlns:p="urn:p">${content}</a>`;

describe("the scanner accepts well-formed documents", () => {
  it.each([
    ["<a/>"],
    ["<a></a >"],
    ["<a\n\tb = 'c'\r\nd=\"e\" />"],
    ["<?xml version='1.0' encoding=\"UTF-8\" standalone='yes' ?>\n<!-- c --><?pi?><a/><?pi x?><!---->\n"],
    [inA("<![CDATA[<&]]]]><![CDATA[>]]>")],
    [inA("&lt;&gt;&amp;&quot;&apos;&#233;&#xe9;&#x10FFFF;")],
    [inA('<p:b p:c="1" c="2" xml:lang="en"/>')],
    [inA('<b xmlns="urn:b"><c xmlns=""><p:d xmlns:p="urn:q"/></c></b>')],
    [inA("<é·à:ñ1 xmlns:é·à='urn:e'/><𐀀/>")],
    ["<a b='&#10;&#9; \n\t\r\n&quot;\"'/>"],
    ["<constructor __proto__='1' toString='2'/>"],
  ])("%s", (text) => {
    expect(ours(text)).toEqual(theirs(text));
    expect(ours(text)).toBeDefined();
  });
});

describe("the scanner rejects other documents", () => {
  it.each([
    [""],
    ["  "],
    ["a"],
    ["<a/>b"],
    ["<a/><b/>"],
    ["<a>"],
    ["</a>"],
    ["<a></b>"],
    ["<a><b></a></b>"],
    ["< a/>"],
    ["<a b/>"],
    ["<a b=c/>"],
    ["<a b='c'd='e'/>"],
    ["<a b='1' b='2'/>"],
    ["<a b='<'/>"],
    ["<a b='&'/>"],
    ["<a b='"],
    ["<a / >"],
    ["<a/ >"],
    ["<1a/>"],
    ["<a:b/>"],
    ["<:a/>"],
    ["<a:/>"],
    ["<a::b/>"],
    ["<a xmlns:b='urn:b'><b:c:d/></a>"],
    ["<a b:c=''/>"],
    ["<a xmlns:b='u' xmlns:c='u' b:x='' c:x=''/>"],
    ["<a xmlns:b=''/>"],
    ["<a xmlns:xmlns='urn:x'/>"],
    ["<a xmlns:xml='urn:x'/>"],
    ["<a xmlns:b='http://www.w3.org/XML/1998/namespace'/>"],
    ["<a xmlns='http://www.w3.org/2000/xmlns/'/>"],
    ["<xmlns:a/>"],
    ["<a>&nbsp;</a>"],
    ["<a>&</a>"],
    ["<a>&#0;</a>"],
    ["<a>&#xD800;</a>"],
    ["<a>&#x110000;</a>"],
    ["<a>&#xg;</a>"],
    ["<a>&constructor;</a>"],
    ["<a>]]></a>"],
    ["<a><![CDATA[</a>"],
    ["<![CDATA[]]><a/>"],
    ["<a><![cdata[]]></a>"],
    ["<a><!-- -- --></a>"],
    ["<a><!-- --->"],
    ["<a><?xml version='1.0'?></a>"],
    [" <?xml version='1.0'?><a/>"],
    ["<?xml version='2.0'?><a/>"],
    ["<?xml encoding='UTF-8'?><a/>"],
    ["<?xml version='1.0' standalone='maybe'?><a/>"],
    ["<a><??></a>"],
    ["<a><?b</a>"],
    ["<a><?b:c?></a>"],
    ["<!DOCTYPE a><a/>"],
    ["<a><!DOCTYPE a></a>"],
    ["<a>\u0001</a>"],
    ["<a>\ufffe</a>"],
    ["<a>\ud800</a>"],
    ["<a b='\udc00'/>"],
  ])("%j", (text) => {
    expect(ours(text)).toBeUndefined();
    expect(theirs(text)).toBeUndefined();
  });

  it("and reports the line and column", () => {
    let fault: unknown;
    try {
      scanXml("<a>\r\n  <b c='1'\n c='2'/></a>", () => ({ open() {}, close() {}, text() {} }));
    } catch (error) {
      fault = error;
    }
    expect(fault).toMatchObject({ rule: "xml:not-well-formed", line: 2, column: 3 });
  });
});

const present = hasSharedData("pairs", "mutated documents judged by two scanners");
(present ? describe : describe.skip)("mutated documents", () => {
  const count = Number(process.env["SCAN_MUTATIONS"] ?? cases(1000, 40_000));

  it(`are accepted and reported as by saxes, ${count} of them`, () => {
    const sources = sharedDocuments("pairs")
      .filter((name) => name.endsWith(".xml"))
      .map((name) => sharedBytes("pairs", name))
      .filter(({ length }) => length < 20_000);
    const next = uniformFloat64.bind(undefined, xoroshiro128plus(4));
    const pick = (): Buffer => sources[Math.floor(next() * sources.length)]!;
    let accepted = 0;
    for (let index = 0; index < count; index++) {
      const text = Buffer.from(corruptBytes(pick(), pick(), next))
        .toString("utf8")
        .replace(/^\uFEFF/, "");
      // saxes would read a document of version 1.1 by the rules of 1.1.
      if (/^<\?xml[^>]*version\s*=\s*["']1\.[^0]/.test(text)) continue;
      const found = ours(text);
      if (found !== undefined) accepted += 1;
      const wanted = theirs(text);
      if (JSON.stringify(found) !== JSON.stringify(wanted))
        expect({ index, text, events: found }).toEqual({ index, text, events: wanted });
    }
    expect(accepted).toBeGreaterThan(count / 20);
  });
});
