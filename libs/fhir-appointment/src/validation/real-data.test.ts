import { describe, expect, it } from "@jest/globals";
import { isError } from "../issue.js";
import { readResource } from "../read-resource.js";
import { hasSharedData, sharedBytes, sharedDocuments } from "../testing/shared-data.js";
import { validateBase } from "./validate-base.js";

const present = hasSharedData("pairs", "rules of STU3 on real resources");

/** Returns the rules that a document breaks beyond its structure. */
function broken(folder: string, name: string): string[] {
  const read = readResource(sharedBytes(folder, name), { format: name.endsWith(".xml") ? "xml" : "json" });
  if (read.kind !== "resource") return [];
  const rules = validateBase(read.resource).filter(isError);
  return [
    ...new Set(rules.map(({ rule, expression }) => `${name.replace(/\.(xml|json)$/, "")} ${rule} ${expression}`)),
  ];
}

(present ? describe : describe.skip)("the rules of STU3", () => {
  it("are satisfied by HL7's examples, except for four that break one", () => {
    const found = sharedDocuments("pairs").flatMap((name) => broken("pairs", name));
    expect([...new Set(found)]).toEqual([
      // Nothing refers to the contained organization.
      "firely-TestPatient dom-3 Patient.contained[0]",
      // Its narrative is an empty div.
      "hl7-activitydefinition-supplyrequest-example txt-2 ActivityDefinition.text.div",
      // OIDs without `urn:oid:` are values of the system urn:ietf:rfc:3986.
      "hl7-organization-example-good-health-care identifier:uri Organization.identifier[0].value",
      "hl7-structuredefinition-example identifier:uri StructureDefinition.identifier[0].value",
    ]);
  });

  it("are satisfied by real appointments, except for one deviation of e-RS", () => {
    const found = sharedDocuments("appointments").flatMap((name) => broken("appointments", name));
    // e-RS sends contained resources with their own versionId.
    expect(found.filter((each) => !/^uk-ers-\S+ dom-4 /.test(each))).toEqual([]);
  });
});
