import { describe, expect, it } from "@jest/globals";
import { readResource } from "../read-resource.js";
import type { Format } from "../format.js";
import { writeResource } from "../write-resource.js";
import { mergeIssues } from "./issues.js";
import { all, append, drop, set } from "./testing/edit-resource.js";
import type { ResourceEdit } from "./testing/edit-resource.js";
import { entry } from "./testing/full-appointment.js";
import { validateAppointment } from "../validate-appointment.js";

/** Returns the findings of a registry: the reader's issues and the validator's. */
function judged(text: string, format: Format): string[] {
  const read = readResource(text, { format });
  if (read.kind === "unreadable") return read.issues.map(({ rule }) => rule);
  const found = validateAppointment(read.resource, { rules: "registry", structure: false });
  return mergeIssues(read.kind === "invalid" ? read.issues : [], found).map(
    ({ rule, expression }) => `${rule} ${expression}`,
  );
}

const FAULTS: readonly [name: string, mutation: ResourceEdit, issue: string][] = [
  ["no status", drop("status"), "structure:min Appointment.status"],
  ["status of an unknown code", set("status", "canceled"), "structure:code Appointment.status"],
  ["an empty status", set("status", ""), "structure:empty Appointment.status"],
  ["an id of the status alone", all(drop("status"), set("_status", { id: "x" })), "structure:empty Appointment.status"],
  [
    "an extension of the status alone",
    all(drop("status"), set("_status", { extension: [{ url: "urn:x", valueCode: "unknown" }] })),
    "structure:code Appointment.status",
  ],
  ["no start", drop("start"), "registry:start-required Appointment.start"],
  ["no end", drop("end"), "registry:end-required Appointment.end"],
  ["a start that is not an instant", set("start", "2019-02-30T00:00:00Z"), "structure:value Appointment.start"],
  ["an id of the start alone", all(drop("start"), set("_start", { id: "x" })), "structure:empty Appointment.start"],
  ["no participant", drop("participant"), "structure:min Appointment.participant"],
  ["no item of participant", set("participant", []), "structure:empty Appointment.participant"],
  ["an empty participant", set("participant[0]", {}), "structure:empty Appointment.participant[0]"],
  ["an id of the participant alone", set("participant[0]", { id: "x" }), "structure:empty Appointment.participant[0]"],
  ["no actor", drop("participant[0].actor"), "app-1 Appointment.participant[0]"],
  [
    "an id of the actor alone",
    set("participant[0].actor", { id: "x" }),
    "structure:empty Appointment.participant[0].actor",
  ],
  ["an actor of another type", set("participant[0].actor", "x"), "structure:type Appointment.participant[0].actor"],
  ["no status of the participant", drop("participant[0].status"), "structure:min Appointment.participant[0].status"],
  [
    "an id of the participant's status alone",
    all(drop("participant[0].status"), set("participant[0]._status", { id: "x" })),
    "structure:empty Appointment.participant[0].status",
  ],
  [
    "an NHS number of another type",
    set("participant[0].actor.identifier.value", 1),
    "structure:type Appointment.participant[0].actor.identifier.value",
  ],
  [
    "a malformed system of the NHS number",
    set("participant[0].actor.identifier.system", "a b"),
    "structure:value Appointment.participant[0].actor.identifier.system",
  ],
  ["an identifier of another type", set("identifier", {}), "structure:type Appointment.identifier"],
  ["an empty identifier", set("identifier[0]", {}), "structure:empty Appointment.identifier[0]"],
  [
    "a malformed URL",
    set("identifier[0].value", "http://a/b c"),
    "registry:identifier-url Appointment.identifier[0].value",
  ],
  [
    "an extension with a value of unknown type",
    set("extension", [{ url: "urn:x", valueThing: "x" }]),
    "structure:unknown-element Appointment.extension[0].valueThing",
  ],
  [
    "an extension with an empty value",
    set("extension", [{ url: "urn:x", valueCode: "" }]),
    "structure:empty Appointment.extension[0].value",
  ],
  [
    "a slice without value",
    set("extension", [
      { url: "https://fhir.hl7.org.uk/STU3/StructureDefinition/Extension-CareConnect-DeliveryChannel-1" },
    ]),
    "ext-1 Appointment.extension[0]",
  ],
  [
    "a slice as a modifier",
    set("modifierExtension", [
      {
        url: "https://fhir.hl7.org.uk/STU3/StructureDefinition/Extension-CareConnect-DeliveryChannel-1",
        valueCode: "Video",
      },
    ]),
    "careconnect-appointment-1:extension.deliveryChannel.modifier Appointment.modifierExtension[0]",
  ],
  [
    "an unknown code of the service category",
    set("serviceCategory", {
      coding: [{ system: "https://fhir.hl7.org.uk/STU3/CodeSystem/CareConnect-SDSJobRoleName-1", code: "R9999" }],
    }),
    "code:unknown Appointment.serviceCategory.coding[0].code",
  ],
  ["a malformed language", set("language", "en-"), "structure:code Appointment.language"],
  [
    "a description without a value",
    set("_description", { extension: [{ url: "urn:x", valueString: "x" }] }),
    "registry:no-description Appointment.description",
  ],
  [
    "a name in another case",
    all(drop("created"), set("Created", "2019-01-17")),
    "structure:unknown-element Appointment.Created",
  ],
  [
    "a second identifier with the id of the first",
    all(set("identifier[0].id", "a"), append("identifier", { id: "a", system: "urn:x", value: "1" })),
    "element:id-unique Appointment.identifier[1].id",
  ],
];

describe("one fault in an entry is one issue, at the most specific element", () => {
  it.each(FAULTS)("in JSON: %s", (_, mutation, issue) => {
    const resource = entry();
    mutation(resource);
    expect(judged(JSON.stringify(resource), "json")).toEqual([issue]);
  });

  it("in XML, if the fault can be written", () => {
    const found = FAULTS.flatMap(([name, mutation, issue]) => {
      const resource = entry();
      mutation(resource);
      // XML has no lists and no types: the first fault would be a missing element, and the second a text.
      if (/^(?:no item of participant|an NHS number of another type)$/.test(name)) return [];
      try {
        return [[name, issue, judged(writeResource(resource, { format: "xml" }), "xml")] as const];
      } catch {
        return [];
      }
    });
    expect(found.length).toBeGreaterThan(15);
    for (const [name, issue, issues] of found) expect([name, issues]).toEqual([name, [issue]]);
  });

  it.each([
    ["a status in another namespace", '<status xmlns="urn:x" value="booked"/>', "xml:namespace Appointment.status"],
    ["a status in another case", '<Status value="booked"/>', "structure:unknown-element Appointment.Status"],
    ["a status without value", "<status/>", "structure:empty Appointment.status"],
    ["two statuses", '<status value="booked"/><status value="booked"/>', "structure:max Appointment.status"],
    ["text in the status", '<status value="booked">booked</status>', "xml:text Appointment.status"],
    ["an attribute of the status", '<status value="booked" code="x"/>', "xml:unknown-attribute Appointment.status"],
  ])("in XML: %s", (_, status, issue) => {
    const xml = writeResource(entry(), { format: "xml" }).replace('<status value="booked"/>', status);
    expect(judged(xml, "xml")).toEqual([issue]);
  });
});

describe("two faults are two issues", () => {
  it.each([
    [
      "of elements beside each other",
      all(set("language", "en-"), set("created", "x")),
      ["structure:value Appointment.created", "structure:code Appointment.language"],
    ],
    [
      "of an element and one within",
      all(set("participant[0].actor.identifier.use", "x"), set("participant[0].actor.identifier.value", "1234554320")),
      [
        "structure:code Appointment.participant[0].actor.identifier.use",
        "registry:nhs-number Appointment.participant[0].actor.identifier.value",
      ],
    ],
    [
      "both ends",
      all(drop("start"), drop("end")),
      ["registry:start-required Appointment.start", "registry:end-required Appointment.end"],
    ],
  ])("%s", (_, mutation, issues) => {
    const resource = entry();
    mutation(resource);
    expect(judged(JSON.stringify(resource), "json")).toEqual(issues);
  });
});
