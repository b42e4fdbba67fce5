import { describe, expect, it } from "@jest/globals";
import { readResource } from "../read-resource.js";
import { writeResource } from "../write-resource.js";
import { all, append, drop, set } from "./testing/edit-resource.js";
import type { ResourceEdit } from "./testing/edit-resource.js";
import { fullAppointment } from "./testing/full-appointment.js";
import { validateAppointment } from "../validate-appointment.js";

/**
 * Cases in which validators differ, each with the verdict of docs/decisions/0023: the change to a valid Appointment,
 * and the issues under the rules of Care Connect.
 */
const DECISIONS: readonly [what: string, mutation: ResourceEdit, issues: readonly string[]][] = [
  [
    "a relative system is a warning",
    set("serviceType[0].coding", [{ system: "types", code: "x" }]),
    ["warning uri:system-absolute Appointment.serviceType[0].coding[0].system"],
  ],
  ["a system of any scheme is absolute", set("identifier[1].system", "HTTP://X"), []],
  ["mailto is a scheme", set("identifier[1].system", "mailto:a@b"), []],
  ["a control character cannot be written", set("comment", "a\u0001b"), ["error structure:value Appointment.comment"]],
  ["U+0000 cannot be written either", set("comment", "a\u0000b"), ["error structure:value Appointment.comment"]],
  ["U+FFFE cannot be written either", set("comment", "a\ufffeb"), ["error structure:value Appointment.comment"]],
  [
    "half a surrogate pair cannot be written either",
    set("comment", "a\ud800b"),
    ["error structure:value Appointment.comment"],
  ],
  [
    "an unknown code is an error if the library contains its whole system",
    set("serviceCategory.coding[0].code", "R9999"),
    ["error code:unknown Appointment.serviceCategory.coding[0].code"],
  ],
  [
    "an unknown code of HL7's participation types is an error too",
    set("participant[0].type[0].coding[0].code", "NOPE"),
    ["error code:unknown Appointment.participant[0].type[0].coding[0].code"],
  ],
  [
    "an abstract concept is a code",
    set("participant[1].type", [
      { coding: [{ system: "http://hl7.org/fhir/v3/ParticipationType", code: "_ParticipationAncillary" }] },
    ]),
    ["warning careconnect-appointment-1:participant.type.binding Appointment.participant[1].type[0]"],
  ],
  ["codes of UCUM are not checked", set("extension[2].valueQuantity.code", "NOPE"), []],
  [
    "a language of another system is a warning",
    set("contained[1].communication", [{ language: { coding: [{ system: "urn:x", code: "en" }] } }]),
    ["warning code:language Appointment.contained[1].communication[0].language"],
  ],
  ["a language as text is accepted", set("contained[1].communication", [{ language: { text: "English" } }]), []],
  [
    "a malformed language is an error",
    set("contained[1].communication", [{ language: { coding: [{ system: "urn:ietf:bcp:47", code: "english" }] } }]),
    ["error code:unknown Appointment.contained[1].communication[0].language.coding[0].code"],
  ],
  [
    "an extension does not replace the code of a required element with a required binding",
    all(
      drop("participant[1].status"),
      set("participant[1]._status", {
        extension: [{ url: "http://hl7.org/fhir/StructureDefinition/data-absent-reason", valueCode: "unknown" }],
      }),
    ),
    ["error structure:code Appointment.participant[1].status"],
  ],
  [
    "an extension does not replace the code of an optional element either",
    all(
      drop("contained[1].gender"),
      set("contained[1]._gender", {
        extension: [{ url: "http://hl7.org/fhir/StructureDefinition/data-absent-reason", valueCode: "unknown" }],
      }),
    ),
    ["error structure:code Appointment.contained[1].gender"],
  ],
  [
    "an extension replaces any other value",
    all(drop("created"), set("_created", { extension: [{ url: "http://example.org/absent", valueCode: "unknown" }] })),
    [],
  ],
  [
    "an identifier of the system of URIs is a URI",
    set("identifier[0].value", "2.16.840.1.113883"),
    ["error identifier:uri Appointment.identifier[0].value"],
  ],
  ["a URI of any scheme", set("identifier[0].value", "urn:oid:2.16.840.1.113883"), []],
  ["an attachment's size is not compared with its data", set("extension[5].valueAttachment.size", 99), []],
  [
    "a label may occur twice in a set",
    append("meta.security", { system: "http://hl7.org/fhir/v3/Confidentiality", code: "N" }),
    [],
  ],
  [
    "other extensions of HL7 are not known",
    append("extension", { url: "http://hl7.org/fhir/StructureDefinition/patient-birthTime", valueString: "x" }),
    [],
  ],
  ["other profiles are not known either", append("meta.profile", "http://hl7.org/fhir/StructureDefinition/bp"), []],
  [
    "samples are numbers, E, U or L",
    append("extension", { url: "http://example.org/ecg", valueSampledData: sampled("1 -2.5 .5 E U L") }),
    [],
  ],
  [
    "samples must not contain anything else",
    append("extension", { url: "http://example.org/ecg", valueSampledData: sampled("1  2") }),
    ["error sampled-data:data Appointment.extension[20].value"],
  ],
  [
    "base64 has zeros for bits that are not used",
    set("extension[5].valueAttachment.data", "AAF="),
    ["error structure:value Appointment.extension[5].value.data"],
  ],
  ["base64 may have white space anywhere", set("extension[5].valueAttachment.data", " JVBE\nRi0=\t"), []],
  ["a no-break space in a URI is not white space in XML", set("implicitRules", "http://example.org/a\u00a0b"), []],
  [
    "a no-break space in a code is not white space in XML either",
    set("serviceCategory.coding[0].version", "a\u00a0b"),
    [],
  ],
  ["an image without a source is not content", div('<img alt="a"/>'), ["error txt-2 Appointment.text.div"]],
  ["a no-break space is content", div("&#160;"), []],
  ["a paragraph in a paragraph", div("<p>a<p>b</p></p>"), []],
  [
    "the start of a list is not an attribute in the schema",
    div('<ol start="2"><li>x</li></ol>'),
    ["error txt-1 Appointment.text.div"],
  ],
];

function sampled(data: string): object {
  return { origin: { value: 0 }, period: 1, dimensions: 1, data };
}

function div(content: string): ResourceEdit {
  return set("text.div", `<div xmlns="http://www.w3.org/1999/xhtml">${content}</div>`);
}

describe("a case in which validators differ", () => {
  it.each(DECISIONS)("%s", (_, mutation, issues) => {
    const resource = fullAppointment();
    mutation(resource);
    const found = validateAppointment(resource as never, { rules: "careconnect" });
    expect(found.map(({ severity, rule, expression }) => `${severity} ${rule} ${expression}`)).toEqual(issues);
  });

  it("keeps all digits of a decimal", () => {
    const digits = "0.123456789012345678901234567890123";
    const text = JSON.stringify({ ...fullAppointment(), extension: undefined }).replace(
      '"identifier"',
      `"extension":[{"url":"urn:x","valueDecimal":${digits}}],"identifier"`,
    );
    const read = readResource(text, { format: "json" });
    expect(read.kind === "resource" && writeResource(read.resource, { format: "xml" })).toContain(`value="${digits}"`);
  });

  it("drops processing instructions in XML", () => {
    const xml = writeResource(fullAppointment(), { format: "xml" }).replace("<status ", "<?a b?><status ");
    expect(readResource(xml, { format: "xml" })).toEqual(
      readResource(writeResource(fullAppointment(), { format: "xml" }), { format: "xml" }),
    );
  });

  it("requires no fullUrl of a resource in a Bundle", () => {
    const bundle = {
      resourceType: "Bundle",
      type: "collection",
      entry: [{ resource: { resourceType: "Basic", code: { text: "x" } } }],
    };
    expect(validateAppointment(bundle, { rules: "base" })).toEqual([]);
  });
});

describe("white space around values in XML is processed as the schema defines", () => {
  const read = (element: string) =>
    readResource(`<Patient xmlns="http://hl7.org/fhir">${element}</Patient>`, { format: "xml" });

  it.each([
    ['<active value=" true "/>', { active: true }],
    ['<gender value="&#10;male&#9;"/>', { gender: "male" }],
    ['<birthDate value="\n1970-01-01 "/>', { birthDate: "1970-01-01" }],
    ['<multipleBirthInteger value=" 2 "/>', { multipleBirthInteger: 2 }],
    ['<implicitRules value=" urn:x&#13;"/>', { implicitRules: "urn:x" }],
    ['<language value=" en "/>', { language: "en" }],
    [
      '<extension url=" urn:x "><valueCode value=" a&#10; b "/></extension>',
      { extension: [{ url: "urn:x", valueCode: "a b" }] },
    ],
    ['<extension url="urn:x"><valueDecimal value=" 1.50 "/></extension>', undefined],
    [
      '<extension url="urn:x"><valueOid value=" urn:oid:1.2 "/></extension>',
      { extension: [{ url: "urn:x", valueOid: "urn:oid:1.2" }] },
    ],
    [
      '<extension url="urn:x"><valueTime value=" 10:00:00 "/></extension>',
      { extension: [{ url: "urn:x", valueTime: "10:00:00" }] },
    ],
    ['<name><text value=" a  b "/></name>', { name: [{ text: " a  b " }] }],
    [
      '<extension url="urn:x"><valueMarkdown value=" a "/></extension>',
      { extension: [{ url: "urn:x", valueMarkdown: " a " }] },
    ],
  ])("%s", (element, expected) => {
    const found = read(element);
    expect(found.kind).toBe("resource");
    if (expected !== undefined && found.kind === "resource")
      expect(found.resource).toEqual({ resourceType: "Patient", ...expected });
  });

  it.each([
    ['<id value=" a "/>', "structure:value"],
    ['<implicitRules value="urn:x y"/>', "structure:value"],
    ['<birthDate value="1970 -01"/>', "structure:value"],
    ['<gender value=" "/>', "structure:empty"],
    ['<active value="&#160;true"/>', "structure:type"],
  ])("and %s is refused", (element, rule) => {
    const found = read(element);
    expect(found.kind === "invalid" && found.issues.map((issue) => issue.rule)).toEqual([rule]);
  });

  it.each([
    ["active", " true", "structure:type"],
    ["gender", " male ", "structure:value"],
    ["birthDate", " 1970-01-01", "structure:value"],
    ["implicitRules", "urn:x ", "structure:value"],
    ["language", " en", "structure:value"],
  ])("but not in JSON: %s = %j", (name, value, rule) => {
    const found = readResource(JSON.stringify({ resourceType: "Patient", [name]: value }), { format: "json" });
    expect(found.kind === "invalid" && found.issues.map((issue) => issue.rule)).toEqual([rule]);
  });
});
