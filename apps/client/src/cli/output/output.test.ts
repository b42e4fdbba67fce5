import { expect, it } from "@jest/globals";
import { NumberLexeme } from "@appointment-registry/fhir-appointment";
import type { Issue } from "@appointment-registry/fhir-appointment";
import { NO_COLORS as plain, colorsFor } from "./colors.js";
import { issueLines } from "./issues.js";
import { resourceLines } from "./resource.js";
import { table } from "./table.js";

it("groups issues by element", () => {
  const issue = (expression: string | undefined, rule: string, more: Partial<Issue> = {}): Issue => ({
    severity: "error",
    code: "invalid",
    rule,
    message: `About ${rule}.`,
    expression,
    ...more,
  });
  const issues = [
    issue("Appointment.status", "a", { line: 3, column: 4 }),
    issue(undefined, "b", { severity: "warning" }),
    issue("Appointment.status", "c"),
  ];
  expect(issueLines(issues, plain)).toEqual([
    "Appointment.status",
    "  error       About a.  a, line 3, column 4",
    "  error       About c.  c",
    "warning     About b.  b",
  ]);
});

it("shows every leaf of a resource, with numbers in their original notation", () => {
  const resource = {
    resourceType: "Appointment",
    id: "x",
    priority: new NumberLexeme("1.50"),
    a: [{ b: true }, { b: "c" }],
  };
  expect(resourceLines(resource)).toEqual(["id        x", "priority  1.50", "a[0].b    true", "a[1].b    c"]);
});

it("aligns by visible width, regardless of colours", () => {
  process.env.FORCE_COLOR = "1";
  const { bold } = colorsFor({});
  delete process.env.FORCE_COLOR;
  expect(
    table([
      [bold("a"), "b"],
      ["long", "c"],
    ]),
  ).toEqual([`${bold("a")}     b`, "long  c"]);
});

it("uses colour only on a terminal, and never if NO_COLOR is set", () => {
  const { NO_COLOR, FORCE_COLOR } = process.env;
  delete process.env.FORCE_COLOR;
  delete process.env.NO_COLOR;
  process.env.TERM = "xterm";
  expect(colorsFor({ isTTY: true }).red("x")).not.toBe("x");
  expect(colorsFor({}).red("x")).toBe("x");
  process.env.NO_COLOR = "1";
  expect(colorsFor({ isTTY: true }).red("x")).toBe("x");
  Object.assign(
    process.env,
    NO_COLOR === undefined ? {} : { NO_COLOR },
    FORCE_COLOR === undefined ? {} : { FORCE_COLOR },
  );
  if (NO_COLOR === undefined) delete process.env.NO_COLOR;
});
