import { describe, expect, it } from "@jest/globals";
import { apply } from "./apply.js";
import { diff } from "./diff.js";

type Shape = Record<string, unknown>;

const named = (before: object, after: object) =>
  diff(before, after).map(({ kind, expression }) => `${kind} ${expression}`);

describe("diff", () => {
  const before = {
    resourceType: "Appointment",
    id: "1",
    meta: { versionId: "1", profile: ["a", "b"] },
    status: "booked",
    start: "2019-02-01T10:51:23.620+00:00",
    participant: [
      { actor: { reference: "Patient/1" }, status: "accepted" },
      { actor: { reference: "Location/1" }, status: "accepted" },
    ],
  };

  it("finds no difference between two spellings of a resource", () => {
    const after = {
      ...before,
      meta: { versionId: "7", lastUpdated: "2020-01-01T00:00:00Z", profile: ["b", "a"] },
      start: "2019-02-01T10:51:23.620Z",
    };
    expect(diff(before, after)).toEqual([]);
  });

  it("reports one removed participant as one change", () => {
    const after = { ...before, participant: before.participant.slice(1) };
    const changes = diff(before, after);
    expect(changes).toEqual([
      {
        kind: "removed",
        expression: "Appointment.participant[0]",
        location: "/f:Appointment/f:participant[1]",
        path: ["participant", 0],
        before: before.participant[0],
      },
    ]);
    expect(apply(before, changes)).toEqual({ ...after, meta: before.meta });
  });

  it("locates the narrative in its namespace", () => {
    const text = (div: string) => ({ resourceType: "Appointment", text: { status: "generated", div } });
    expect(diff(text("<div>a</div>"), text("<div>b</div>"))).toEqual([
      {
        kind: "changed",
        expression: "Appointment.text.div",
        location: "/f:Appointment/f:text/h:div",
        path: ["text", "div"],
        before: "<div>a</div>",
        after: "<div>b</div>",
      },
    ]);
  });
});

describe("the id and extensions of a set member", () => {
  const extended = { extension: [{ url: "urn:x", valueString: "of a" }] };
  const meta = (profile: unknown[], beside?: unknown[]): Shape => ({
    resourceType: "Appointment",
    meta: { profile, ...(beside === undefined ? {} : { _profile: beside }) },
  });

  it("move with it", () => {
    expect(named(meta(["a", "b"], [extended, null]), meta(["b", "a"], [null, extended]))).toEqual([]);
  });

  it("are a difference if they stay while the members move", () => {
    expect(named(meta(["a", "b"], [extended, null]), meta(["b", "a"], [extended, null]))).toEqual([
      "removed Appointment.meta.profile[0]",
      "removed Appointment.meta.profile[1]",
      "added Appointment.meta.profile[0]",
      "added Appointment.meta.profile[1]",
    ]);
  });

  it("are a difference if they were removed", () => {
    expect(named(meta(["a"], [extended]), meta(["a"]))).toEqual([
      "removed Appointment.meta.profile[0]",
      "added Appointment.meta.profile[0]",
    ]);
  });

  it("count for tags, which are complex", () => {
    const tags = (...tag: unknown[]): Shape => ({ resourceType: "Appointment", meta: { tag } });
    const [one, other] = [{ code: "a", id: "1" }, { code: "b" }];
    expect(named(tags(one, other), tags(other, one))).toEqual([]);
    expect(named(tags(one, other), tags({ code: "a" }, { code: "b", id: "1" }))).toHaveLength(4);
  });
});

describe("contained resources", () => {
  const holder = (...contained: unknown[]): Shape => ({ resourceType: "Appointment", contained });
  const patient = (id: string, gender: string): Shape => ({ resourceType: "Patient", id, gender });

  it("are compared by their ids, in any order", () => {
    expect(
      named(holder(patient("a", "male"), patient("b", "male")), holder(patient("b", "male"), patient("a", "male"))),
    ).toEqual([]);
    const changes = diff(
      holder(patient("a", "male"), patient("b", "male")),
      holder(patient("b", "male"), patient("a", "female")),
    );
    expect(changes.map(({ expression, location, path }) => [expression, location, path])).toEqual([
      [
        "Appointment.contained[1].gender",
        "/f:Appointment/f:contained[2]/f:Patient/f:gender",
        ["contained", 0, "gender"],
      ],
    ]);
  });

  it("are compared in order if an id is used twice", () => {
    const [one, other] = [patient("a", "male"), patient("a", "female")];
    expect(named(holder(one, other), holder(one, other))).toEqual([]);
    expect(named(holder(one, one, other), holder(one, other, other))).not.toEqual([]);
  });
});

describe("names that objects inherit", () => {
  it.each(["constructor", "__proto__", "toString", "_toString", "hasOwnProperty"])(
    "%s is a property like any other",
    (name) => {
      const has = JSON.parse(`{"resourceType":"Appointment","${name}":{"id":"x"}}`) as Shape;
      const lacks = { resourceType: "Appointment" };
      expect(diff(has, lacks)).toHaveLength(1);
      expect(diff(lacks, has)).toHaveLength(1);
      expect(diff(apply(lacks, diff(lacks, has)), has)).toEqual([]);
      expect(diff(apply(has, diff(has, lacks)), lacks)).toEqual([]);
    },
  );
});
