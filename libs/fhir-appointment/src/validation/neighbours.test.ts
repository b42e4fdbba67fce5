import { isDeepStrictEqual } from "node:util";
import { describe, expect, it } from "@jest/globals";
import { isError } from "../issue.js";
import { readResource } from "../read-resource.js";
import type { Format } from "../format.js";
import { writeResource } from "../write-resource.js";
import { mergeIssues } from "./issues.js";
import { entry } from "./testing/full-appointment.js";
import { validateAppointment } from "../validate-appointment.js";

type Shape = Record<string, unknown>;

const XHTML = 'xmlns="http://www.w3.org/1999/xhtml"';
const URL = "https://fhir.hl7.org.uk/STU3/StructureDefinition/Extension-CareConnect-";
const MEGABYTE = 1024 * 1024;

/** Returns the errors of a document by rule and element, or the losses of an accepted one in a format. */
function verdict(text: string | Uint8Array, format: Format, charset?: string): string[] {
  const read = readResource(text, { format, charset });
  if (read.kind === "unreadable") return read.issues.map(({ rule }) => rule);
  const issues = mergeIssues(
    read.kind === "invalid" ? read.issues : [],
    validateAppointment(read.resource, { rules: "careconnect", structure: false }),
  ).filter(isError);
  if (issues.length > 0) return issues.map(({ rule, expression }) => `${rule} ${expression}`);
  return (["json", "xml"] as const).flatMap((other) => {
    const again = readResource(writeResource(read.resource, { format: other }), { format: other });
    return isDeepStrictEqual(again, read) ? [] : [`another resource out of ${other}`];
  });
}

const div = (content: string, attributes = ""): Shape => narrative(`<div ${XHTML}${attributes}>${content}</div>`);
const narrative = (text: string): Shape => ({ text: { status: "generated", div: text } });
const patient = (content: Shape): Shape => ({
  contained: [{ resourceType: "Patient", id: "p", ...content }],
  participant: [{ status: "accepted", actor: { reference: "#p" } }],
});
const coding = (system: string, code: string): Shape => ({ reason: [{ coding: [{ system, code }] }] });
const extension = (value: Shape): Shape => ({ extension: [{ url: "http://example.org/x", ...value }] });
const DIV = "Appointment.text.div";
const VALUE = "Appointment.extension[0].value";

/** Further inputs of the kinds that reviews found: the change to a valid entry, and the errors. */
const IN_JSON: readonly (readonly [what: string, put: Shape, ...errors: string[]])[] = [
  ["a comment before the div", narrative(`<!-- c --><div ${XHTML}>x</div>`), `xhtml:not-well-formed ${DIV}`],
  ["a processing instruction after the div", narrative(`<div ${XHTML}>x</div><?a?>`), `xhtml:not-well-formed ${DIV}`],
  ["a no-break space before the div", narrative(`\u00a0<div ${XHTML}>x</div>`), `xhtml:not-well-formed ${DIV}`],
  ["line ends around the div", narrative(`\r\n<div ${XHTML}>x</div>\r\n`)],
  ["two divs", narrative(`<div ${XHTML}>x</div><div ${XHTML}>y</div>`), `xhtml:not-well-formed ${DIV}`],
  ["a DOCTYPE in the div", div("<!DOCTYPE a>x"), `xhtml:not-well-formed ${DIV}`],
  ["an entity of HTML", div("&nbsp;x"), `xhtml:not-well-formed ${DIV}`],
  ["a reference to a code point that is not a character", div("&#xFFFE;"), `xhtml:not-well-formed ${DIV}`],
  ["CDATA as the only text", div("<![CDATA[<b>]]>")],
  ["CDATA of white space", div("<![CDATA[ \n]]>"), `txt-2 ${DIV}`],
  ["a comment as the only content", div("<!-- text -->"), `txt-2 ${DIV}`],
  ["text in an attribute alone", div('<p title="a>b"/>'), `txt-2 ${DIV}`],
  ["a summary on a paragraph", div('<p summary="x">x</p>'), `txt-1 ${DIV}`],
  ["a colspan on a row", div('<table><tr colspan="2"><td>x</td></tr></table>'), `txt-1 ${DIV}`],
  ["a href on an image", div('<img src="a" alt="b" href="c"/>'), `txt-1 ${DIV}`],
  ["a value on the div", div("x", ' value="a"'), `txt-1 ${DIV}`],
  ["an attribute of HTML 5", div('<p data-x="1">x</p>'), `txt-1 ${DIV}`],
  ["an attribute in upper case", div('<p CLASS="a">x</p>'), `txt-1 ${DIV}`],
  ["an element of another namespace", div('<p xmlns="">x</p>'), `xhtml:namespace ${DIV}`],
  ["a script by a reference", div('<a href="&#106;avascript:x()">x</a>'), `txt-1 ${DIV}`],
  [
    "an id beside the div",
    { text: { ...(div("x")["text"] as Shape), _div: { id: "a" } } },
    `structure:unknown-element ${DIV}`,
  ],
  ["a code that is only an id", { status: undefined, _status: { id: "x" } }, "structure:empty Appointment.status"],
  [
    "a code that is only an empty list",
    { status: undefined, _status: { extension: [] } },
    "structure:empty Appointment.status.extension",
  ],
  ["an empty object beside a value", { _start: {} }, "structure:empty Appointment.start"],
  ["an instant that is only an id", { start: undefined, _start: { id: "x" } }, "structure:empty Appointment.start"],
  [
    "a coding that is only an id",
    { reason: [{ coding: [{ id: "x" }] }] },
    "structure:empty Appointment.reason[0].coding[0]",
  ],
  ["a participant that is only an id", { participant: [{ id: "x" }] }, "structure:empty Appointment.participant[0]"],
  ["a value of an extension that is only an id", extension({ _valueString: { id: "x" } }), `structure:empty ${VALUE}`],
  [
    "an extension of a value without a value",
    { _start: { extension: [{ url: "http://example.org/x", id: "a" }] } },
    "ext-1 Appointment.start.extension[0]",
  ],
  ["an id beside a value", { _start: { id: "x" } }],
  ["nulls that align nothing", { meta: { profile: ["urn:a", "urn:b"], _profile: [null, null] } }],
  [
    "a null for an item with an extension",
    { meta: { profile: [null], _profile: [{ extension: [{ url: "urn:x", valueCode: "a" }] }] } },
  ],
  [
    "a null without an item",
    { meta: { profile: [null], _profile: [null] } },
    "structure:null Appointment.meta.profile[0]",
  ],
  [
    "fewer nulls than values",
    { meta: { profile: ["urn:a", "urn:b"], _profile: [null] } },
    "structure:null Appointment.meta.profile",
  ],
  ["a language of one letter", { language: "a-DE" }, "structure:code Appointment.language"],
  ["a language with an underscore", { language: "en_GB" }, "structure:code Appointment.language"],
  ["a language with an empty extension", { language: "en-a" }, "structure:code Appointment.language"],
  ["a language with two regions", { language: "de-DE-AT" }, "structure:code Appointment.language"],
  ["a language with the suffix of a locale", { language: "en.UTF-8" }, "structure:code Appointment.language"],
  ["a language with a variant", { language: "sl-rozaj-biske-1994" }],
  ["a grandfathered language", { language: "en-GB-oed" }],
  [
    "a language of a contained resource",
    patient({ language: "english" }),
    "structure:code Appointment.contained[0].language",
  ],
  ["a form feed in a code", coding("urn:x", "a\fb"), "structure:value Appointment.reason[0].coding[0].code"],
  ["a line feed in a code", coding("urn:x", "a\nb"), "structure:value Appointment.reason[0].coding[0].code"],
  ["an em space in a code", coding("urn:x", "a\u2003b")],
  ["a carriage return after a URI", coding("urn:x\r", "a"), "structure:value Appointment.reason[0].coding[0].system"],
  [
    "a channel as a modifier, twice",
    { modifierExtension: [1, 2].map(() => ({ url: `${URL}DeliveryChannel-1`, valueCode: "Video" })) },
    "careconnect-appointment-1:extension.deliveryChannel.modifier Appointment.modifierExtension[0]",
    "careconnect-appointment-1:extension.deliveryChannel.modifier Appointment.modifierExtension[1]",
  ],
  [
    "a reason as a modifier",
    { modifierExtension: [{ url: `${URL}AppointmentCancellationReason-1`, valueString: "x" }] },
    "careconnect-appointment-1:extension.appointmentCancellationReason.modifier Appointment.modifierExtension[0]",
  ],
  ["a string of a megabyte", extension({ valueString: "x".repeat(MEGABYTE) })],
  ["a longer one", extension({ valueString: "x".repeat(MEGABYTE + 1) }), `structure:too-long ${VALUE}`],
  ["a longer markdown", extension({ valueMarkdown: "x".repeat(MEGABYTE + 1) }), `structure:too-long ${VALUE}`],
  ["a string of a megabyte of characters that count twice", extension({ valueString: "\u{1f3e5}".repeat(MEGABYTE) })],
  ["one id of two primitives", { _start: { id: "a" }, _end: { id: "a" } }, "element:id-unique Appointment.end.id"],
  [
    "an id in a contained resource and around it",
    { ...patient({ name: [{ id: "a", text: "x" }] }), _start: { id: "a" } },
  ],
  [
    "one id of two contained resources",
    {
      ...patient({}),
      contained: [
        { resourceType: "Patient", id: "p" },
        { resourceType: "Patient", id: "p" },
      ],
    },
    "contained:id-unique Appointment.contained[1]",
  ],
  ["an id with a tab", { _start: { id: "a\tb" } }, "structure:value Appointment.start.id"],
  [
    "# of another type from a contained resource",
    patient({ managingOrganization: { reference: "#" } }),
    "reference:target-type Appointment.contained[0].managingOrganization.reference",
  ],
  [
    "# outside one",
    { participant: [{ status: "accepted", actor: { reference: "#" } }] },
    "ref-1 Appointment.participant[0].actor",
  ],
  [
    "a contained resource of a wrong type",
    patient({ managingOrganization: { reference: "#p" } }),
    "reference:target-type Appointment.contained[0].managingOrganization.reference",
  ],
  [
    "an unknown role, in any element",
    coding("https://fhir.hl7.org.uk/STU3/CodeSystem/CareConnect-SDSJobRoleName-1", "r0260"),
    "code:unknown Appointment.reason[0].coding[0].code",
  ],
  [
    "a participation in lower case",
    coding("http://hl7.org/fhir/v3/ParticipationType", "atnd"),
    "code:unknown Appointment.reason[0].coding[0].code",
  ],
  [
    "an unknown channel",
    coding("https://fhir.hl7.org.uk/STU3/CodeSystem/CareConnect-DeliveryChannel-1", "Fax"),
    "code:unknown Appointment.reason[0].coding[0].code",
  ],
];

const xml = (): string =>
  writeResource({ resourceType: "Appointment", ...entry() } as { resourceType: string }, { format: "xml" });
const STATUS = '<status value="booked"/>';

const IN_XML: readonly (readonly [what: string, from: string | RegExp, to: string, ...errors: string[]])[] = [
  ["white space around a code", STATUS, '<status value="&#9;booked\n"/>'],
  ["a no-break space around a code", STATUS, '<status value="&#160;booked"/>', "structure:code Appointment.status"],
  ["white space alone", STATUS, '<status value=" "/>', "structure:empty Appointment.status"],
  ["an id alone", STATUS, '<status id="a"/>', "structure:empty Appointment.status"],
  ["text instead of a value", STATUS, "<status>booked</status>", "xml:text Appointment.status"],
  [
    "a value in the namespace of FHIR",
    STATUS,
    '<status f:value="booked" xmlns:f="http://hl7.org/fhir"/>',
    "xml:unknown-attribute Appointment.status",
  ],
  [
    "nothing by XML Schema",
    STATUS,
    '<status xsi:nil="true" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"/>',
    "xml:unknown-attribute Appointment.status",
  ],
  [
    "an element first that comes later",
    /(<identifier>.*)(<participant>.*<\/participant>)/,
    "$2$1",
    "xml:order Appointment.participant[0]",
  ],
  [
    "an element last that comes earlier",
    /(<status [^>]*>)(.*)(?=<\/Appointment>)/,
    "$2$1",
    "xml:order Appointment.status",
  ],
  ["an element again, elsewhere", "<participant>", `${STATUS}<participant>`, "structure:max Appointment.status"],
];

const utf16 = (text: string): Buffer => Buffer.from(text, "utf16le");

describe("inputs of the kinds that reviews found", () => {
  it.each(IN_JSON)("JSON: %s", (_what, put, ...errors) => {
    const text = JSON.stringify({ resourceType: "Appointment", ...entry(), ...put });
    expect(verdict(text, "json")).toEqual(errors);
  });

  it.each(IN_XML)("XML: %s", (_what, from, to, ...errors) => {
    const text = xml().replace(from, to);
    expect(text).not.toBe(xml());
    expect(verdict(text, "xml")).toEqual(errors);
  });

  it.each([
    ["UTF-16 without a mark", utf16(xml()), undefined, ["read:encoding"]],
    ["UTF-16 of the other order", utf16(xml()).swap16(), undefined, ["read:encoding"]],
    ["UTF-16 with a mark", utf16(`\ufeff${xml()}`), undefined, ["read:encoding"]],
    ["a mark and another charset", Buffer.from(`\ufeff${xml()}`), "iso-8859-1", []],
    ["another declaration and a charset", Buffer.from(`<?xml version="1.0" encoding="UTF-16"?>${xml()}`), "utf-8", []],
    [
      "another declaration",
      Buffer.from(`<?xml version="1.0" encoding="windows-1252"?>${xml()}`),
      undefined,
      ["xml:encoding"],
    ],
    ["an alias of US-ASCII", Buffer.from(`<?xml version="1.0" encoding="ANSI_X3.4-1968"?>${xml()}`), undefined, []],
    ["another charset", Buffer.from(xml()), "latin1", ["read:encoding"]],
  ] as const)("encodings: %s", (_what, bytes, charset, errors) => {
    expect(verdict(bytes, "xml", charset)).toEqual(errors);
  });
});
