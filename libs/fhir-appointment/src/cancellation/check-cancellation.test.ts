import { describe, expect, it } from "@jest/globals";
import { isFields } from "../model/fields.js";
import { typeRow } from "../model/types.js";
import { entry, fullAppointment } from "../validation/testing/full-appointment.js";
import { all, append, drop, set } from "../validation/testing/edit-resource.js";
import type { ResourceEdit } from "../validation/testing/edit-resource.js";
import { judgeCancellation } from "./check-cancellation.js";

type Shape = Record<string, unknown>;

const issuesOf = (current: Shape, submitted: Shape) => judgeCancellation(current as never, submitted as never);

function judged(make: () => Shape, mutation: ResourceEdit): string[] {
  const submitted = make();
  submitted.status = "cancelled";
  mutation(submitted);
  return issuesOf(make(), submitted).map(({ rule, expression }) => `${rule} ${expression}`);
}

/** Returns every leaf of a resource: its path in the JSON, and its FHIRPath. */
function leaves(type: string, fields: Shape, path: string, expression: string): [path: string, expression: string][] {
  return Object.entries(fields).flatMap(([key, value]): [string, string][] => {
    if (key === "resourceType") return [];
    const beside = key.startsWith("_");
    const row = typeRow(type)?.byJsonName.get(beside ? key.slice(1) : key);
    if (row === undefined) throw new Error(`No row for ${key} of ${type}`);
    const items: [unknown, string][] = Array.isArray(value)
      ? value.map((each: unknown, index) => [each, `[${index}]`])
      : [[value, ""]];
    return items.flatMap(([each, index]): [string, string][] => {
      const [at, called] = [`${path}${path === "" ? "" : "."}${key}${index}`, `${expression}.${row.name}${index}`];
      if (!isFields(each)) return [[at, called]];
      const inner = beside ? "Element" : typeof each.resourceType === "string" ? each.resourceType : row.type;
      return leaves(inner, each, at, called);
    });
  });
}

const OTHER: Readonly<Record<string, unknown>> = {
  string: "changed",
  number: 4711,
};

/** Replaces a value with another one of the same JSON type that occurs nowhere in the full Appointment. */
function other(path: string): ResourceEdit {
  return (resource) => {
    let before: unknown = resource;
    for (const step of path.split(/[.[\]]+/).filter((each) => each !== "")) before = (before as Shape)[step];
    set(path, typeof before === "boolean" ? !before : OTHER[typeof before])(resource);
  };
}

const SERVER_OWNED = ["meta.versionId", "meta.lastUpdated"];
/** Items of a set: a different value is a different item, so one item is removed and one is added. */
const IN_SETS = /^meta\.(?:profile|security|tag)\[/;
/** A contained resource is identified by its id: with a different id it is a different resource. */
const KEYS = /^contained\[\d+\]\.id$/;

describe("a change of any element except the status", () => {
  const every = leaves("Appointment", fullAppointment(), "", "Appointment").filter(([path]) => path !== "status");
  const plain = every.filter(([path]) => !SERVER_OWNED.includes(path) && !IN_SETS.test(path) && !KEYS.test(path));

  it("is tested on every leaf of an Appointment with every element of STU3", () => {
    const elements = [...(typeRow("Appointment")?.elements ?? [])].map(({ name }) => name);
    expect(Object.keys(fullAppointment())).toEqual(expect.arrayContaining(elements));
    expect(plain.length).toBeGreaterThan(150);
  });

  it.each(plain)("%s is one issue at %s", (path, expression) => {
    expect(judged(fullAppointment, other(path))).toEqual([`registry:cancel-changed ${expression}`]);
  });

  it.each(every.filter(([path]) => IN_SETS.test(path)))("%s removes one item of a set and adds another", (path, at) => {
    const item = at.replace(/(\[\d+\]).*/, "$1");
    expect(judged(fullAppointment, other(path))).toEqual([
      `registry:cancel-removed ${item}`,
      `registry:cancel-added ${item}`,
    ]);
  });

  it.each(every.filter(([path]) => KEYS.test(path)))("%s is another contained resource", (path, at) => {
    const item = at.replace(/\.id$/, "");
    expect(judged(fullAppointment, other(path))).toEqual([
      `registry:cancel-removed ${item}`,
      `registry:cancel-added ${item}`,
    ]);
  });

  it.each(SERVER_OWNED)("%s belongs to the server and is not an issue", (path) => {
    expect(judged(fullAppointment, other(path))).toEqual([]);
    expect(judged(fullAppointment, drop(path))).toEqual([]);
  });

  it.each(Object.keys(fullAppointment()).filter((key) => !["resourceType", "status", "_status", "meta"].includes(key)))(
    "omitting %s is one issue for each of its items",
    (key) => {
      const value = fullAppointment()[key];
      const at = Array.isArray(value) ? value.map((_, index) => `${key}[${index}]`) : [key];
      expect(judged(fullAppointment, drop(key))).toEqual(
        at.map((each) => `registry:cancel-removed Appointment.${each}`),
      );
    },
  );
});

describe("a difference", () => {
  const CASES: readonly [name: string, mutation: ResourceEdit, expected: readonly string[]][] = [
    ["one participant less", drop("participant[0]"), ["removed Appointment.participant[0]"]],
    ["one participant more", append("participant", { status: "accepted" }), ["added Appointment.participant[3]"]],
    ["a comment less", drop("comment"), ["removed Appointment.comment"]],
    [
      "participants in another order",
      (resource) => (resource.participant as unknown[]).reverse(),
      ["moved Appointment.participant[0]", "moved Appointment.participant[2]"],
    ],
    [
      "one less and one changed",
      all(drop("participant[0]"), set("participant[1].status", "declined")),
      ["removed Appointment.participant[0]", "changed Appointment.participant[1].status"],
    ],
    [
      "a value of another type",
      all(drop("extension[2].valueQuantity"), set("extension[2].valueString", "7 kg")),
      ["changed Appointment.extension[2].value"],
    ],
    [
      "an extension of the status",
      drop("_status"),
      ["removed Appointment.status.id", "removed Appointment.status.extension[0]"],
    ],
    [
      "two elements",
      all(set("priority", 6), set("description", "x")),
      ["changed Appointment.priority", "changed Appointment.description"],
    ],
    [
      "an added cancellation reason",
      append("extension", {
        url: "https://fhir.hl7.org.uk/STU3/StructureDefinition/Extension-CareConnect-AppointmentCancellationReason-1",
        valueString: "x",
      }),
      ["added Appointment.extension[20]"],
    ],
  ];

  it.each(CASES)("of %s is reported once", (_name, mutation, expected) => {
    const found = judged(fullAppointment, mutation);
    expect([...found].sort()).toEqual(expected.map((each) => `registry:cancel-${each}`).sort());
  });

  it("has both notations, the NHS coding and no value", () => {
    const submitted = { ...entry(), status: "cancelled", comment: "Secret" };
    expect(issuesOf(entry(), submitted)).toEqual([
      {
        severity: "error",
        code: "business-rule",
        rule: "registry:cancel-added",
        message: "This element is not in the registered Appointment; a cancel may change nothing but the status.",
        expression: "Appointment.comment",
        location: "/f:Appointment/f:comment",
        spineCode: "FHIR_CONSTRAINT_VIOLATION",
      },
    ]);
  });

  it.each<[string, ResourceEdit]>([
    ["an instant written in another zone", set("start", "2019-02-01T11:51:23.620+01:00")],
    ["profiles in another order", (resource) => ((resource.meta as { profile: unknown[] }).profile ?? []).reverse()],
    ["contained resources in another order", (resource) => (resource.contained as unknown[]).reverse()],
    [
      "a narrative with different spelling",
      set("text.div", "<div xmlns='http://www.w3.org/1999/xhtml' ><p>An&#32;appointment</p></div>"),
    ],
  ])("is not %s", (_name, mutation) => {
    expect(judged(fullAppointment, mutation)).toEqual([]);
  });
});

describe("the status of a cancel", () => {
  const STATUSES = "proposed pending booked arrived fulfilled cancelled noshow entered-in-error".split(" ");
  const judge = (from: string, to: string) =>
    issuesOf({ ...entry(), status: from }, { ...entry(), status: to }).map(
      ({ rule, expression }) => `${rule} ${expression}`,
    );

  it.each(["cancelled", "entered-in-error"])("may go from booked to %s", (to) => {
    expect(judge("booked", to)).toEqual([]);
  });

  it.each(STATUSES.filter((to) => !["booked", "cancelled", "entered-in-error"].includes(to)))(
    "may not go from booked to %s",
    (to) => {
      expect(judge("booked", to)).toEqual(["registry:cancel-status Appointment.status"]);
    },
  );

  it("must change", () => {
    expect(judge("booked", "booked")).toEqual(["registry:cancel-status-unchanged Appointment.status"]);
  });

  it("may go from cancelled to entered-in-error", () => {
    expect(judge("cancelled", "entered-in-error")).toEqual([]);
  });

  it.each(
    STATUSES.filter((from) => from !== "booked")
      .flatMap((from) => STATUSES.map((to) => [from, to] as const))
      .filter(([from, to]) => from !== "cancelled" || to !== "entered-in-error"),
  )("may not go from %s to %s", (from, to) => {
    expect(judge(from, to)).toEqual(["registry:cancel-final Appointment.status"]);
  });

  it.each(["constructor", "__proto__", "toString"])("is not mistaken for an inherited property: %s", (from) => {
    expect(judge(from, "cancelled")).toEqual(["registry:cancel-final Appointment.status"]);
  });
});
