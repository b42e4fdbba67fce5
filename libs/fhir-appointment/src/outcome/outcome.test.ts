import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { ISSUE_TYPES, SPINE_CODES } from "../issue.js";
import type { Issue, SpineCode } from "../issue.js";
import { readResource } from "../read-resource.js";
import { validateBase } from "../validation/validate-base.js";
import { writeResource } from "../write-resource.js";
import { fromOperationOutcome } from "./from-operation-outcome.js";
import { toOperationOutcome } from "./to-operation-outcome.js";

const issue: Issue = {
  severity: "error",
  code: "invariant",
  rule: "app-2",
  message: "An appointment must have both start and end, or neither.",
  expression: "Appointment",
  location: "/f:Appointment",
  line: 12,
  column: 5,
  spineCode: "FHIR_CONSTRAINT_VIOLATION",
};

const word = fc.stringMatching(/^[A-Za-z][A-Za-z0-9.:[\]-]{0,20}$/);
const issues = fc.array(
  fc
    .record(
      {
        severity: fc.constantFrom("fatal", "error", "warning", "information"),
        code: fc.constantFrom(...ISSUE_TYPES),
        rule: word,
        message: fc.stringMatching(/^[A-Z][ -~]{0,40}\.$/),
        expression: word,
        location: word,
        line: fc.integer({ min: 1 }),
        column: fc.integer({ min: 1 }),
        spineCode: fc.constantFrom(...(Object.keys(SPINE_CODES) as SpineCode[])),
      },
      { requiredKeys: ["severity", "code", "rule", "message", "spineCode"] },
    )
    .map((each) => each as Issue),
  { minLength: 1 },
);

describe("an OperationOutcome", () => {
  it("prints an issue with the NHS coding, both notations and the rule", () => {
    expect(toOperationOutcome([issue])).toEqual({
      resourceType: "OperationOutcome",
      meta: { profile: ["https://fhir.nhs.uk/STU3/StructureDefinition/Spine-OperationOutcome-1"] },
      issue: [
        {
          severity: "error",
          code: "invariant",
          details: {
            coding: [
              {
                system: "https://fhir.nhs.uk/STU3/CodeSystem/Spine-ErrorOrWarningCode-1",
                code: "FHIR_CONSTRAINT_VIOLATION",
                display: "FHIR constraint violated",
              },
            ],
            text: "An appointment must have both start and end, or neither.",
          },
          diagnostics: "An appointment must have both start and end, or neither. (Rule app-2, line 12, column 5)",
          location: ["/f:Appointment"],
          expression: ["Appointment"],
        },
      ],
    });
  });

  it("reports an issue without a coding as an invalid resource", () => {
    const { spineCode: _, ...rest } = issue;
    expect(toOperationOutcome([rest]).issue[0]?.details?.coding?.[0]?.code).toBe("INVALID_RESOURCE");
  });

  it("is valid STU3, whatever it prints, even for no issues", () => {
    expect(validateBase(toOperationOutcome([]))).toEqual([]);
    fc.assert(fc.property(issues, (all) => expect(validateBase(toOperationOutcome(all))).toEqual([])));
  });

  it("can be read back as the issues that it printed", () => {
    fc.assert(fc.property(issues, (all) => expect(fromOperationOutcome(toOperationOutcome(all))).toEqual(all)));
  });

  it("can be written and read again in both formats, whatever names a caller invented", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (name) => {
        const body = JSON.stringify({
          resourceType: "Appointment",
          text: { [name]: null },
          extension: [{ [name]: 1 }],
        });
        const read = readResource(body, { format: "json" });
        if (read.kind === "resource") throw new Error("It was taken for a resource.");
        const outcome = toOperationOutcome(read.issues) as never;
        for (const format of ["json", "xml"] as const) {
          expect(readResource(writeResource(outcome, { format }), { format })).toEqual({
            kind: "resource",
            resource: outcome,
          });
        }
      }),
      { examples: [["\b&G\u00eb"], ["\ud800"], ["\uffff\u0000"], [""], ["\u0085 \n"]] },
    );
  });

  it("writes characters that XML cannot represent as escapes", () => {
    const [first] = toOperationOutcome([{ ...issue, expression: "Appointment.\b", location: "/f:\ud800" }]).issue;
    expect([first?.expression, first?.location]).toEqual([["Appointment.\\u0008"], ["/f:\\ud800"]]);
  });

  it("can be read from another service, with its content", () => {
    const foreign = {
      resourceType: "OperationOutcome",
      issue: [{ severity: "error", code: "invalid", diagnostics: "It broke." }, { severity: "odd", code: "odd" }, null],
    };
    expect(fromOperationOutcome(foreign as never)).toEqual([
      { severity: "error", code: "invalid", rule: "unknown", message: "It broke." },
      { severity: "error", code: "processing", rule: "unknown", message: "The server gave no explanation." },
      { severity: "error", code: "processing", rule: "unknown", message: "The server gave no explanation." },
    ]);
    expect(fromOperationOutcome({ resourceType: "OperationOutcome" } as never)).toEqual([]);
  });
});
