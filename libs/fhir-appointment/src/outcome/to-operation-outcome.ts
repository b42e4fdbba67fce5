/// <reference types="fhir" preserve="true" />
import { SPINE_CODES } from "../issue.js";
import type { Issue } from "../issue.js";
import { withoutIllegal } from "../xml/characters.js";
import { getDiagnostics } from "./diagnostics.js";

/** The code system of `details` in the answers of NHS Spine services. */
export const SPINE_CODE_SYSTEM = "https://fhir.nhs.uk/STU3/CodeSystem/Spine-ErrorOrWarningCode-1";

/** The profile that our OperationOutcomes claim. */
export const SPINE_OPERATION_OUTCOME_PROFILE = "https://fhir.nhs.uk/STU3/StructureDefinition/Spine-OperationOutcome-1";

/** An OperationOutcome with an explicit `resourceType`, which readers and writers of resources require. */
export type PrintedOutcome = fhir.OperationOutcome & { resourceType: "OperationOutcome" };

/**
 * Converts issues to an OperationOutcome, one `issue` for each, in the given order. `details` has the Spine coding and
 * the message. `diagnostics` has the message with the rule key and the place in the source text. `location` has the
 * XPath and `expression` the FHIRPath (STU3 operationoutcome.html: send both). An empty list becomes one informational
 * issue, because the element is 1..*. Names in a caller's JSON may have characters that XML cannot represent. Both
 * formats show these characters as the same escapes.
 *
 * @example
 * ```ts
 * assert.equal(toOperationOutcome([]).issue[0]?.code, "informational");
 * ```
 */
export function toOperationOutcome(issues: readonly Issue[]): PrintedOutcome {
  return {
    resourceType: "OperationOutcome",
    meta: { profile: [SPINE_OPERATION_OUTCOME_PROFILE] },
    issue: issues.length === 0 ? [NOTHING_FOUND] : issues.map(printed),
  };
}

const NOTHING_FOUND: fhir.OperationOutcomeIssue = {
  severity: "information",
  code: "informational",
  details: { text: "No issues were found." },
};

function printed(issue: Issue): fhir.OperationOutcomeIssue {
  const spineCode = issue.spineCode ?? "INVALID_RESOURCE";
  return {
    severity: issue.severity,
    code: issue.code,
    details: {
      coding: [{ system: SPINE_CODE_SYSTEM, code: spineCode, display: SPINE_CODES[spineCode] }],
      text: withoutIllegal(issue.message),
    },
    diagnostics: withoutIllegal(getDiagnostics(issue)),
    ...(issue.location === undefined ? {} : { location: [withoutIllegal(issue.location)] }),
    ...(issue.expression === undefined ? {} : { expression: [withoutIllegal(issue.expression)] }),
  };
}
