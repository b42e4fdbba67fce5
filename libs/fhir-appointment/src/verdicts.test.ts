import { describe, expect, it } from "@jest/globals";
import { readResource } from "./read-resource.js";
import { hasSharedData, sharedBytes, sharedDocuments, sharedText } from "./testing/shared-data.js";

const present = hasSharedData("appointments", "verdicts on appointments and on bad documents");
const some = present ? describe : describe.skip;

/** Returns `resource`, or the broken rules and their places. */
function verdict(folder: string, name: string): string {
  const read = readResource(sharedBytes(folder, name), { format: name.endsWith(".xml") ? "xml" : "json" });
  if (read.kind === "resource") return "resource";
  const issues = read.issues.map(({ rule, expression }) => (expression === undefined ? rule : `${rule} ${expression}`));
  return `${read.kind}: ${[...new Set(issues)].join(", ")}`;
}

some("real appointments", () => {
  const manifest = (present ? JSON.parse(sharedText("appointments", "MANIFEST.json")) : []) as {
    file: string;
    base: string;
  }[];

  /** Cases in which HL7's JSON schema, on which the manifest is based, misses a requirement of the definitions. */
  const STRICTER: Record<string, string> = {
    // Appointment.participant.status is 1..1; the schema does not check required elements.
    "uk-bookingapi-appointment-4dd5fd2a.json": "invalid: structure:min Appointment.participant[0].status",
    "uk-bookingapi-appointment-c5aacbb1.json": "invalid: structure:min Appointment.participant[0].status",
    // json.html: "Objects and arrays are never empty".
    "uk-ers-cancelReferral-responses-CancelledReferralWithCancelledBookingNoLongerRequired.json":
      "invalid: structure:empty Parameters.parameter[0].resource.supportingInfo",
    "uk-ers-createReferralAndSendForTriage-responses-ReferralRequestWithNamedClinician.json":
      "invalid: structure:empty ReferralRequest.supportingInfo",
  };

  it.each(manifest.map(({ file, base }) => [file, base]))(
    "%s gets the verdict of the manifest, or a stricter one with a reason",
    (file, base) => {
      const found = verdict("appointments", file);
      const stricter = STRICTER[file];
      if (stricter !== undefined) expect(found).toBe(stricter);
      else expect(found === "resource").toBe(/^valid/i.test(base));
    },
  );
});

some("documents made to be refused", () => {
  // Many of the JSON files have `fhir_comments`. They are comments and pass, as comments of XML do.
  const FIRELY: Record<string, string> = {
    // Patient.link is 0..*, so it is an array in JSON. The validator of the manifest accepted an object.
    "bundle-good.json": "invalid: structure:type Bundle.entry[0].resource.link",
    "bundle-good.xml": "resource",
    // `value` and `valueInteger` are not elements of the choice. The missing required choice follows from the same
    // fault.
    "group-choice-bad1.json": "invalid: structure:unknown-element Group.characteristic[0].value",
    "group-choice-bad1.xml": "invalid: structure:unknown-element Group.characteristic[0].value",
    "group-choice-bad2.json": "invalid: structure:unknown-element Group.characteristic[0].valueInteger",
    "group-choice-bad2.xml": "invalid: structure:unknown-element Group.characteristic[0].valueInteger",
    // The value is neither true nor false.
    "group-choice-bad3.json": "invalid: structure:type Group.characteristic[0].value",
    "group-choice-bad3.xml": "invalid: structure:type Group.characteristic[0].value",
    // A comma is missing, so this is not JSON.
    "group-choice-empty.json": "unreadable: json:not-well-formed",
    // `<code/>` has neither attribute nor child.
    "group-choice-empty.xml": "invalid: structure:empty Group.characteristic[0].code",
    "group-choice-good.json": "resource",
    "group-choice-good.xml": "resource",
    "group-minimal-tiny.json": "resource",
    "group-minimal.json": "resource",
    "group-minimal.xml": "resource",
    "list-bad-syntax.json": "unreadable: json:not-well-formed",
    "list-bad-syntax.xml": "unreadable: xml:not-well-formed",
    // Nothing refers to the contained resource: dom-3, which validateBase checks.
    "list-contained-bad.json": "resource",
    "list-contained-bad.xml": "resource",
    "list-contained.json": "resource",
    "list-contained.xml": "resource",
    "list-empty1.json": "invalid: structure:empty List.entry[0]",
    "list-empty1.xml": "invalid: structure:empty List.entry[0]",
    // There is an empty array, which the validator of the manifest accepted.
    "list-empty2.json": "invalid: structure:empty List.entry",
    "list-empty2.xml": "invalid: structure:empty List.entry[0]",
    "list-extension.xml": "resource",
    "list-extension1.json": "resource",
    "list-extension2.json": "invalid: structure:unknown-element List.status.extension[0].valueCodeX",
    "list-minimal.json": "resource",
    "list-minimal.xml": "resource",
    "list-text.xml": "invalid: xml:text List.id",
    "list-unknown-attr.xml": "invalid: xml:unknown-attribute List.id",
    "list-unknown-element.xml": "invalid: structure:unknown-element List.mode1",
    "list-unknown-prop.json": "invalid: structure:unknown-element List.other",
    "list-wrong-code.json": "invalid: structure:code List.status",
    "list-wrong-code.xml": "invalid: structure:code List.status",
    // The root decides whether a document is FHIR at all; a child does not.
    "list-wrong-ns.xml": "unreadable: xml:namespace",
    "list-wrong-ns1.xml": "invalid: xml:namespace List.id",
    "list-wrong-ns2.xml": "invalid: xml:namespace List.id",
    // Members of a JSON object have no order.
    "list-wrong-order.json": "resource",
    "list-wrong-order.xml": "invalid: xml:order List.status",
    "list-xhtml-attribute.json": "invalid: txt-1 List.text.div",
    "list-xhtml-attribute.xml": "invalid: txt-1 List.text.div",
    "list-xhtml-correct1.json": "resource",
    "list-xhtml-correct1.xml": "resource",
    "list-xhtml-correct2.json": "resource",
    "list-xhtml-correct2.xml": "resource",
    "list-xhtml-element.json": "invalid: txt-1 List.text.div",
    "list-xhtml-element.xml": "invalid: txt-1 List.text.div",
    "list-xhtml-syntax.json": "invalid: xhtml:not-well-formed List.text.div",
    "list-xhtml-wrongns1.json": "invalid: xhtml:namespace List.text.div",
    "list-xhtml-wrongns1.xml": "invalid: xhtml:namespace List.text.div",
    "list-xhtml-wrongns2.json": "invalid: xhtml:namespace List.text.div",
    "list-xhtml-wrongns2.xml": "invalid: xhtml:namespace List.text.div",
    "list-xhtml-wrongns3.xml": "invalid: xhtml:namespace List.text.div",
    "list-xhtml-xxe.json": "invalid: xhtml:not-well-formed List.text.div",
    "list-xhtml-xxe1.xml": "unreadable: xml:doctype",
    // A DOCTYPE within an element is not XML.
    "list-xhtml-xxe2.xml": "unreadable: xml:not-well-formed",
    "params-reference.xml": "resource",
  };
  const SECURITY: Record<string, string> = {
    "list-xhtml-xxe1.xml": "unreadable: xml:doctype",
    "list-xhtml-xxe2.xml": "unreadable: xml:not-well-formed",
    // `_given` is longer than `given`, and its last item is null too.
    "patient-hs-1.json": "invalid: structure:null Patient.name[0].given[1]",
    "xml-bad-entities.xml": "unreadable: xml:not-well-formed",
  };

  it("of Firely's and Grahame's collection are rejected or accepted as the definitions require", () => {
    const folder = "negative/firely-grahame-stu3";
    expect(Object.fromEntries(sharedDocuments(folder).map((name) => [name, verdict(folder, name)]))).toEqual(FIRELY);
  });

  it("of the security cases are rejected", () => {
    const folder = "negative/fhir-test-cases-xml-security";
    expect(Object.fromEntries(sharedDocuments(folder).map((name) => [name, verdict(folder, name)]))).toEqual(SECURITY);
  });
});
