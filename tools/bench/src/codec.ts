import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { readResource, writeResource } from "@appointment-registry/fhir-appointment";
import type { AnyResource, Format } from "@appointment-registry/fhir-appointment";
import { SaxesParser } from "saxes";
import { timeTogether } from "./time.js";
import type { Timing } from "./time.js";

/** The npm package `fhir` is CommonJS and loads megabytes of definitions. Only this benchmark uses it. */
interface OtherCodec {
  xmlToObj(xml: string): unknown;
  objToXml(resource: object): string;
}

const SAMPLE = join(import.meta.dirname, "../../../openapi/examples/requests/cancel-200.xml");

/** Returns an Appointment with more content than an entry of the registry. */
function sample(): AnyResource {
  return {
    resourceType: "Appointment",
    id: "5c1c2a3e-0d6b-4a43-9a8b-8a1d3d0e9f11",
    meta: {
      profile: ["https://fhir.hl7.org.uk/STU3/StructureDefinition/CareConnect-Appointment-1"],
    },
    extension: [
      {
        url: "https://fhir.nhs.uk/STU3/StructureDefinition/Extension-DeliveryChannel-1",
        valueCodeableConcept: { coding: [{ system: "https://fhir.nhs.uk/DeliveryChannel", code: "In-person" }] },
      },
    ],
    status: "booked",
    description: "Cardiology follow-up & review",
    start: "2026-03-01T09:00:00+00:00",
    end: "2026-03-01T09:30:00+00:00",
    created: "2026-02-01T10:00:00+00:00",
    participant: [
      {
        actor: {
          reference: "https://demographics.spineservices.nhs.uk/STU3/Patient/9476719931",
          identifier: { system: "https://fhir.nhs.uk/Id/nhs-number", value: "9476719931" },
        },
        status: "accepted",
      },
      { actor: { reference: "Location/1", display: "Clinic 4" }, status: "accepted" },
    ],
  };
}

/** Returns about 50 KB of XML: a bundle of appointments with narrative, extensions and decimals. */
function large(): AnyResource {
  const entry = Array.from({ length: 32 }, (_, index) => ({
    fullUrl: `urn:uuid:00000000-0000-4000-8000-${String(index).padStart(12, "0")}`,
    resource: {
      ...sample(),
      id: `a${index}`,
      text: {
        status: "generated",
        div: `<div xmlns="http://www.w3.org/1999/xhtml"><p><b>Appointment ${index}</b> at <i>Clinic 4</i></p></div>`,
      },
      minutesDuration: 30,
    },
  }));
  return { resourceType: "Bundle", type: "collection", entry };
}

/** Measures reads and writes per second, compared with the bare scanner, `JSON.parse` and the package `fhir` in one run. */
export function benchCodec(): void {
  const { Fhir } = createRequire(import.meta.url)("fhir") as { Fhir: new () => OtherCodec };
  const other = new Fhir();
  for (const [name, resource] of [
    ["Appointment", read(readFileSync(SAMPLE, "utf8"), "xml")],
    ["Bundle", large()],
  ] as const) {
    const xml = asReceived(writeResource(resource, { format: "xml" }));
    const json = asReceived(writeResource(resource, { format: "json" }));
    console.log(`\ncodec: ${name}, ${Buffer.byteLength(xml)} bytes of XML, ${Buffer.byteLength(json)} bytes of JSON`);
    const [readXml, scan, otherRead] = timeTogether([
      { name: "read XML", run: () => read(xml, "xml") },
      { name: "  saxes strict with namespaces, bare", run: () => bareScan(xml) },
      { name: "  npm fhir xmlToObj", run: () => other.xmlToObj(xml) },
    ]);
    const [writeXml, otherWrite] = timeTogether([
      { name: "write XML", run: () => writeResource(resource, { format: "xml" }) },
      { name: "  npm fhir objToXml", run: () => other.objToXml(JSON.parse(json) as object) },
    ]);
    const [readJson, parse] = timeTogether([
      { name: "read JSON", run: () => read(json, "json") },
      { name: "  JSON.parse, bare", run: () => JSON.parse(json) },
    ]);
    const [writeJson, stringify] = timeTogether([
      { name: "write JSON", run: () => writeResource(resource, { format: "json" }) },
      { name: "  JSON.stringify, bare", run: () => JSON.stringify(resource) },
    ]);
    ratio("reading XML costs", scan, readXml, "times the bare scan (aim: at most 1.5)");
    ratio("reading XML has", readXml, otherRead, "times the throughput of npm fhir (aim: at least 10)");
    ratio("writing XML has", writeXml, otherWrite, "times the throughput of npm fhir");
    if (readXml && writeXml && otherRead && otherWrite) {
      const both = { name: "", perSecond: together(readXml, writeXml) };
      const theirs = { name: "", perSecond: together(otherRead, otherWrite) };
      ratio("reading and writing XML has", both, theirs, "times the throughput of npm fhir");
    }
    ratio("reading JSON costs", parse, readJson, "times JSON.parse");
    ratio("writing JSON costs", stringify, writeJson, "times JSON.stringify");
  }
}

/** Copies a text into one piece of memory, like a text from the network. A writer's text consists of thousands of pieces. */
function asReceived(text: string): string {
  return Buffer.from(text).toString();
}

function read(text: string, format: Format): AnyResource {
  const result = readResource(text, { format });
  if (result.kind !== "resource") throw new Error(`The benchmark's document is ${result.kind}`);
  return result.resource;
}

/** Measures the minimum cost of any reader over this scanner: it reports every event, and all are ignored. */
function bareScan(xml: string): number {
  const parser = new SaxesParser({ xmlns: true, position: true });
  let events = 0;
  const count = (): void => {
    events += 1;
  };
  parser.on("opentag", count);
  parser.on("closetag", count);
  parser.on("text", count);
  parser.on("error", (error) => {
    throw error;
  });
  parser.write(xml).close();
  return events;
}

/** Returns the number of pairs of both operations per second. */
function together(one: Timing, other: Timing): number {
  return 1 / (1 / one.perSecond + 1 / other.perSecond);
}

function ratio(what: string, of: Timing | undefined, to: Timing | undefined, meaning: string): void {
  if (of === undefined || to === undefined) return;
  console.log(`${what} ${(of.perSecond / to.perSecond).toFixed(2)} ${meaning}`);
}
