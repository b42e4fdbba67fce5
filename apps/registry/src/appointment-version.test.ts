import { describe, expect, it } from "@jest/globals";
import { booking } from "./interactions/testing/ports.js";
import { getResource, createVersion } from "./appointment-version.js";

const facts = { id: "a", version: 1, time: Date.UTC(2026, 1, 1, 9), method: "POST" } as const;

describe("a version of an Appointment", () => {
  it("can be read back unchanged", () => {
    const version = createVersion(booking(), facts);
    expect(getResource({ stored: version.stored })).toEqual(version.resource);
    expect(getResource(version)).toBe(version.resource);
  });

  it("preserves the submitted content, to the digit", () => {
    const extension = [{ url: "https://a.example", valueDecimal: 1.5 }];
    const { stored } = createVersion(booking({ extension }), facts);
    expect(JSON.parse(stored.body)).toMatchObject({ extension });
  });

  it("reuses the keys of the previous version if they are given", () => {
    const keys = { nhsNumber: "1", end: 2, identifiers: [] };
    expect(createVersion(booking({ participant: [] }), { ...facts, keys }).stored.keys).toBe(keys);
  });

  it.each([
    ["no patient", { participant: [] }],
    ["no end", { end: undefined }],
    ["an end that is none", { end: "soon" }],
  ])("cannot be created from a resource with %s", (_, more) => {
    expect(() => createVersion(booking(more), facts)).toThrow("An entry without patient or end passed its rules.");
  });

  it("damaged in the store is an error whose message reveals none of its content", () => {
    const { stored } = createVersion(booking(), facts);
    const damaged = { ...stored, body: stored.body.slice(0, -1) };
    expect(() => getResource({ stored: damaged })).toThrow(new Error("A stored Appointment cannot be read."));
  });
});
