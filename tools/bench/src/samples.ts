import type { AnyResource } from "@appointment-registry/fhir-appointment";
import { sampleXml } from "@appointment-registry/test-kit";

/** The specification's sample in the form of a registration, with an `end` after its `start`. */
export const SAMPLE_XML = sampleXml({ end: "2019-02-01T11:10:00.000Z" });

/** Returns a resource of about `size` bytes of JSON with all kinds of content: lists, choices, decimals, narrative, extensions. */
export function largeResource(size: number): AnyResource {
  const component: object[] = [];
  const resource: AnyResource = {
    resourceType: "Observation",
    id: "large",
    text: {
      status: "generated",
      div: '<div xmlns="http://www.w3.org/1999/xhtml"><p>Many <b>readings</b> &amp; a table</p></div>',
    },
    status: "final",
    code: { coding: [{ system: "http://loinc.org", code: "85354-9", display: "Blood pressure" }] },
    effectiveDateTime: "2019-02-01T10:51:23.620+00:00",
    component,
  };
  for (let length = JSON.stringify(resource).length, index = 0; length < size; index++) {
    const next = {
      extension: [{ url: "http://example.org/device", valueString: `device \u00e9\u{1f3e5} ${index}` }],
      code: { coding: [{ system: "http://loinc.org", code: `${8000 + index}-4` }], text: `Reading ${index} <of many>` },
      valueQuantity: { value: 100 + index / 8, unit: "mmHg", system: "http://unitsofmeasure.org", code: "mm[Hg]" },
    };
    component.push(next);
    length += JSON.stringify(next).length + 1;
  }
  return resource;
}
