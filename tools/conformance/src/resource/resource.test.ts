import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { readResource } from "@appointment-registry/fhir-appointment";
import { readXml } from "./read-xml.js";
import { getFaults } from "./schemas.js";
import { writeXml } from "./write-xml.js";

const EXAMPLES = join(import.meta.dirname, "../../../../openapi/examples/responses");
const names = readdirSync(EXAMPLES)
  .filter((name) => name.endsWith(".xml"))
  .map((name) => name.slice(0, -4));
const text = (name: string, format: string) => readFileSync(join(EXAMPLES, `${name}.${format}`), "utf8");
const json = (name: string) => JSON.parse(text(name, "json")) as object;
/** Reads the text with the product's codec. */
function byCodec(xml: string): unknown {
  const read = readResource(xml, { format: "xml" });
  return read.kind === "unreadable" ? read.issues : (JSON.parse(JSON.stringify(read.resource)) as unknown);
}

const appointment = (inner: string) => `<Appointment xmlns="http://hl7.org/fhir">${inner}</Appointment>`;

describe("the kit's own XML reader", () => {
  it.each(names)("reads %s like the codec, and finds it as valid as its JSON", (name) => {
    const xml = text(name, "xml");
    const { resource, faults } = readXml(xml);
    expect(faults).toEqual([]);
    expect(resource).toEqual(byCodec(xml));
    expect(getFaults(resource)).toEqual([]);
    expect(getFaults(json(name))).toEqual([]);
  });

  it("keeps the id and the extensions of a primitive next to it", () => {
    const extension = '<extension url="https://x.example"><valueBoolean value="true"/></extension>';
    const { resource, faults } = readXml(appointment(`<status id="s" value="booked">${extension}</status>`));
    expect(faults).toEqual([]);
    expect(resource).toEqual({
      resourceType: "Appointment",
      status: "booked",
      _status: { id: "s", extension: [{ url: "https://x.example", valueBoolean: true }] },
    });
  });

  it.each([
    ["no end", "<Appointment", /not well-formed/],
    ["another namespace", appointment("").replace("hl7.org", "example.org"), /in the namespace/],
    ["no namespace", "<Appointment/>", /in the namespace \(none\)/],
    ["a DOCTYPE", `<!DOCTYPE x>${appointment("")}`, /DOCTYPE/],
    ["another order", appointment('<start value="a"/><status value="b"/>'), /status stands in the wrong order/],
    ["text", appointment("booked"), /has text/],
    ["an attribute that is none", appointment('<status value="booked" code="x"/>'), /has an attribute code/],
    ["an element with nothing", appointment("<status/>"), /neither a value nor children/],
    ["a repetition of what is single", appointment('<status value="a"/><status value="b"/>'), /is repeated/],
  ])("reports %s", (_, xml, fault) => {
    expect(readXml(xml).faults.join("; ")).toMatch(fault);
  });

  it.each([
    ["an unknown element", appointment('<colour value="green"/>')],
    ["a code that is none", appointment('<status value="gone"/>')],
  ])("finds that %s violates the schema", (_, xml) => {
    expect(getFaults(readXml(xml).resource)).not.toEqual([]);
  });
});

describe("the kit's own XML writer", () => {
  const full = {
    id: "a-1",
    meta: {
      profile: ["https://x.example/a"],
      tag: [{ system: "https://x.example", code: "a", display: 'a & "b" \u00e9' }],
    },
    resourceType: "Appointment",
    text: { status: "generated", div: '<div xmlns="http://www.w3.org/1999/xhtml"><p>Kept <b>as</b> is</p></div>' },
    participant: [{ status: "accepted", actor: { identifier: { use: "official", system: "https://x", value: "1" } } }],
    extension: [
      { url: "https://x.example", valueDecimal: 1.5 },
      { url: "https://y.example", valueReference: { reference: "#p" } },
    ],
    contained: [{ resourceType: "Patient", id: "p" }],
    status: "booked",
    _status: { id: "s", extension: [{ url: "https://x.example", valueString: "<>" }] },
    start: "2031-01-01T00:00:00Z",
  };

  it("produces XML that the product's codec reads as the same resource", () => {
    expect(byCodec(writeXml(full))).toEqual(full);
  });

  it("produces XML that the kit reads as the same resource", () => {
    expect(readXml(writeXml(full))).toEqual({ resource: full, faults: [] });
  });
});
