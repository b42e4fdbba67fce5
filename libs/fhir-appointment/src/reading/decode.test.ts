import { describe, expect, it } from "@jest/globals";
import { readResource } from "../read-resource.js";
import type { Format } from "../format.js";

const XML = '<Patient xmlns="http://hl7.org/fhir"><id value="é"/></Patient>'.replace("é", "p");
const declared = (encoding: string) => `<?xml version="1.0" encoding="${encoding}"?>\n${XML}`;
const BOM = Buffer.from([0xef, 0xbb, 0xbf]);

function outcome(source: Uint8Array | string, charset?: string, format: Format = "xml"): string {
  const read = readResource(source, { format, charset });
  return read.kind === "resource" ? "resource" : (read.issues[0]?.rule ?? "");
}

describe("the encoding of XML (RFC 7303, 3.2)", () => {
  it.each([
    "utf-8",
    "UTF-8",
    "utf8",
    "us-ascii",
    "US-ASCII",
    "ASCII",
    "ISO646-US",
    "ANSI_X3.4-1968",
    "IBM367",
    "csUTF8",
  ])("may be declared as %s", (encoding) => {
    expect(outcome(Buffer.from(declared(encoding)))).toBe("resource");
  });

  it.each(["utf-16", "UTF-16LE", "ISO-8859-1", "windows-1252", "utf-7", "x"])(
    "may not be declared as %s without a charset",
    (encoding) => {
      expect(outcome(Buffer.from(declared(encoding)))).toBe("xml:encoding");
      expect(outcome(declared(encoding))).toBe("xml:encoding");
    },
  );

  it.each(["utf-8", "UTF-8", "utf8", "us-ascii", "ascii"])("may be given by the media type: charset=%s", (charset) => {
    for (const encoding of ["utf-16", "ISO-8859-1", "utf-8"])
      expect(outcome(Buffer.from(declared(encoding)), charset)).toBe("resource");
  });

  it("is UTF-8 if there is a byte order mark, whatever the declaration and the charset state", () => {
    const marked = Buffer.concat([BOM, Buffer.from(declared("utf-16"))]);
    expect(outcome(marked)).toBe("resource");
    expect(outcome(marked, "iso-8859-1")).toBe("resource");
    expect(outcome(`\ufeff${declared("utf-16")}`)).toBe("resource");
  });

  it.each(["utf-16", "iso-8859-1", ""])("is rejected if the reader does not support it: charset=%j", (charset) => {
    expect(outcome(Buffer.from(XML), charset)).toBe("read:encoding");
  });

  it("must be that of the bytes, whatever is declared", () => {
    expect(outcome(Buffer.from(declared("utf-8"), "utf16le"), "utf-8")).toBe("read:encoding");
    expect(outcome(Buffer.from(`<!-- \xe9 -->${XML}`, "latin1"), "utf-8")).toBe("read:encoding");
  });
});

describe("the encoding of JSON", () => {
  const JSON_TEXT = '{"resourceType":"Patient","id":"p"}';

  it("is UTF-8, with or without byte order mark and charset", () => {
    expect(outcome(Buffer.from(JSON_TEXT), undefined, "json")).toBe("resource");
    expect(outcome(Buffer.concat([BOM, Buffer.from(JSON_TEXT)]), "utf-8", "json")).toBe("resource");
    expect(outcome(Buffer.from(JSON_TEXT), "utf-16", "json")).toBe("read:encoding");
  });
});
