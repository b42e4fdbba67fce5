import { answers, asks, bodies, isCreate } from "./mutant.js";
import type { Mutant } from "./mutant.js";

/** Faults in reading and writing JSON and XML. */
export const BODY: readonly Mutant[] = [
  {
    name: "precision of decimals lost",
    breaks: ["json-decimal"],
    fault: answers((answer) => ({ ...answer, body: answer.body.replace("8.2500", "8.25") })),
  },
  {
    name: "unknown properties dropped silently",
    breaks: ["json-unknown-property"],
    fault: asks((asked) => ({ ...asked, body: asked.body.replaceAll(',"colour":"green"', "") })),
  },
  {
    name: "DOCTYPE skipped",
    breaks: ["xml-doctype"],
    fault: asks((asked) => ({ ...asked, body: asked.body.replace(/<!DOCTYPE.*?\]>/, "").replace("&x;", "booked") })),
  },
  {
    name: "urls of extensions as elements",
    breaks: ["xml-attributes"],
    fault: answers((answer) => ({
      ...answer,
      body: answer.body.replace(/<extension url=("[^"]*")>/, "<extension><url value=$1/>"),
    })),
  },
  {
    name: "duplicate keys forgiven",
    breaks: ["json-duplicate-key"],
    fault: asks((asked) => ({
      ...asked,
      body: asked.body.replace('"status":"booked","status":"booked"', '"status":"booked"'),
    })),
  },
  {
    name: "empty values dropped silently",
    breaks: ["json-empties-refused", "invariant-ele-1"],
    fault: asks((asked) => ({
      ...asked,
      body: asked.body.replace(
        /,"(comment":""|extension":\[\]|appointmentType":\{\}|reason":\[\{\}\])|<comment\/>/,
        "",
      ),
    })),
  },
  {
    name: "null answered for what is not known",
    breaks: ["json-null"],
    fault: bodies("Bundle", (bundle) => ({ ...bundle, id: null })),
  },
  {
    name: "empty values answered",
    breaks: ["json-no-empties", "json-resource-type"],
    fault: bodies("Bundle", (bundle) => ({ signature: {}, ...bundle })),
  },
  {
    name: "XML of any namespace taken",
    breaks: ["xml-namespace"],
    fault: asks((asked) => ({
      ...asked,
      body: asked.body.replace(
        /^<Appointment (xmlns="https:\/\/example.org\/other")?>/,
        '<Appointment xmlns="http://hl7.org/fhir">',
      ),
    })),
  },
  {
    name: "XML taken in any order",
    breaks: ["xml-order"],
    fault: asks((asked) => ({
      ...asked,
      body: asked.body.replace(/^(.*)(<start .*)(<status value="booked"\/>)<\/Appointment>/, "$1$3$2</Appointment>"),
    })),
  },
  {
    name: "narratives dropped",
    breaks: ["xml-narrative"],
    fault: asks((asked) => (isCreate(asked) ? { ...asked, body: asked.body.replace(/<text>.*<\/text>/, "") } : asked)),
  },
  {
    name: "comments in XML refused",
    breaks: ["xml-comments"],
    fault: asks((asked) => (asked.body.includes("<!--") ? { ...asked, body: "<" } : asked)),
  },
];
