import { expect, it } from "@jest/globals";
import type { Issue } from "@appointment-registry/fhir-appointment";
import { assertValid } from "./submission.js";

const issue = (rule: string, more: Partial<Issue> = {}): Issue => ({
  severity: "error",
  code: "business-rule",
  rule,
  message: rule,
  spineCode: "FHIR_CONSTRAINT_VIOLATION",
  ...more,
});
function refused(...lists: Issue[][]): unknown {
  try {
    assertValid(...lists);
    return undefined;
  } catch (error) {
    const { code, issues } = error as { code: string; issues: Issue[] };
    return [code, issues.map(({ rule }) => rule)];
  }
}

it("an empty list, or one without an error, causes no refusal", () => {
  expect(refused()).toBeUndefined();
  expect(refused([], [issue("a", { severity: "warning", code: "invalid" })])).toBeUndefined();
});

it("every issue is reported once, including warnings next to errors", () => {
  expect(refused([issue("a")], [issue("a"), issue("b", { severity: "warning" })])).toEqual(["rule-broken", ["a", "b"]]);
});

it("an error of FHIR or the profile makes it `resource-invalid`; a warning does not", () => {
  expect(refused([issue("a")], [issue("b", { code: "required" })])).toEqual(["resource-invalid", ["a", "b"]]);
  expect(refused([issue("a")], [issue("b", { code: "required", severity: "warning" })])).toEqual([
    "rule-broken",
    ["a", "b"],
  ]);
});

it("at most fifty issues are reported, and one that says that there are more", () => {
  const many = Array.from({ length: 400 }, (_, n) => issue(`rule-${n}`));
  const [code, rules] = refused(many) as [string, string[]];
  expect([code, rules.length, rules.at(-1)]).toEqual(["rule-broken", 51, "validation:more-issues"]);
});
