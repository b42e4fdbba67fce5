import { describe, expect, it } from "@jest/globals";
import { entry } from "../validation/testing/full-appointment.js";
import { set } from "../validation/testing/edit-resource.js";
import { validateAppointment } from "../validate-appointment.js";
import type { Profile } from "./profile.js";
import { validateProfile } from "./validate-profile.js";

/** A deployment's profile with every kind of constraint. */
const deployment: Profile = {
  key: "clinic-1",
  url: "http://example.org/StructureDefinition/clinic-1",
  version: "1.0.0",
  type: "Appointment",
  elements: [
    { path: "Appointment.minutesDuration", min: 1 },
    { path: "Appointment.comment", max: 0 },
    { path: "Appointment.identifier", max: 1 },
    { path: "Appointment.identifier.use", fixed: "official" },
    { path: "Appointment.participant.actor.reference", min: 1, mustSupport: true },
    { path: "Appointment.slot", targets: ["Slot"] },
    {
      path: "Appointment.specialty",
      binding: {
        strength: "required",
        valueSet: "http://example.org/ValueSet/specialties",
        codes: new Map([["http://example.org/specialties", new Set(["a"])]]),
      },
    },
  ],
  extensions: [
    {
      slice: "room",
      url: "http://example.org/room",
      min: 1,
      max: 1,
      context: ["Appointment"],
      value: { types: ["string"], fixed: "1" },
    },
  ],
};

const issuesOf = (change: Record<string, unknown>) =>
  validateProfile({ ...entry(), ...change } as never, deployment).map(
    ({ severity, rule, expression }) => `${severity} ${rule} ${expression}`,
  );

const GOOD = {
  minutesDuration: 10,
  identifier: [{ use: "official", value: "1" }],
  participant: [{ actor: { reference: "Patient/1" }, status: "accepted" }],
  extension: [{ url: "http://example.org/room", valueString: "1" }],
};

describe("a profile of a deployment", () => {
  it("accepts a resource that conforms to it", () => {
    expect(issuesOf(GOOD)).toEqual([]);
  });

  it.each<[string, Record<string, unknown>, string]>([
    ["a missing element", { minutesDuration: undefined }, "error clinic-1:minutesDuration.min Appointment"],
    ["an element it forbids", { comment: "x" }, "error clinic-1:comment.max Appointment.comment"],
    [
      "one too many",
      { identifier: [GOOD.identifier[0], GOOD.identifier[0]] },
      "error clinic-1:identifier.max Appointment.identifier[1]",
    ],
    [
      "another value than the fixed one",
      { identifier: [{ use: "temp" }] },
      "error clinic-1:identifier.use.fixed Appointment.identifier[0].use",
    ],
    [
      "a missing element of an element",
      { participant: [{ actor: { display: "x" }, status: "accepted" }] },
      "error clinic-1:participant.actor.reference.min Appointment.participant[0].actor",
    ],
    [
      "another target",
      { slot: [{ reference: "Schedule/1" }] },
      "error clinic-1:slot.target Appointment.slot[0].reference",
    ],
    [
      "a code outside a required value set",
      { specialty: [{ text: "x" }] },
      "error clinic-1:specialty.binding Appointment.specialty[0]",
    ],
    ["a missing extension", { extension: undefined }, "error clinic-1:extension.room.min Appointment"],
    [
      "another fixed value of an extension",
      { extension: [{ url: "http://example.org/room", valueString: "2" }] },
      "error clinic-1:extension.room.value.fixed Appointment.extension[0].value",
    ],
  ])("reports %s", (_name, change, expected) => {
    expect(issuesOf({ ...GOOD, ...change })).toEqual([expected]);
  });

  it("is applied by validateAppointment in addition to the others", () => {
    const issues = validateAppointment(entry() as never, { rules: "careconnect", profiles: [deployment] });
    expect([...new Set(issues.map(({ rule }) => rule.replace(/:.*/, "")))]).toEqual(["clinic-1"]);
  });

  it("applies only to its resource type", () => {
    expect(validateProfile({ resourceType: "Slot" }).map(({ rule }) => rule)).toEqual([
      "careconnect-appointment-1:type",
    ]);
  });
});

describe("validateAppointment", () => {
  it("lists 50 issues and reports how many more there are, errors before warnings", () => {
    const resource = entry();
    set("language", "xx")(resource);
    set(
      "slot",
      Array.from({ length: 70 }, () => ({ reference: "Schedule/1" })),
    )(resource);
    const issues = validateAppointment(resource as never, { rules: "careconnect" });
    expect(issues).toHaveLength(51);
    expect(issues.slice(0, 50).every(({ severity }) => severity === "error")).toBe(true);
    expect(issues[50]).toEqual({
      severity: "information",
      code: "incomplete",
      rule: "validation:more-issues",
      message: "21 more issues were found and not listed.",
    });
    expect(validateAppointment(resource as never, { rules: "careconnect", maxIssues: 71 })).toHaveLength(71);
  });

  it("skips the structure if the reader has checked it", () => {
    const broken = { ...entry(), colour: "red" };
    const rules = (structure: boolean) =>
      validateAppointment(broken as never, { rules: "base", structure }).map(({ rule }) => rule);
    expect([rules(true), rules(false)]).toEqual([["structure:unknown-element"], []]);
  });
});
