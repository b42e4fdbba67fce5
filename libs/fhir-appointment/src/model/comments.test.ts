import { describe, expect, it } from "@jest/globals";
import { readResource } from "../read-resource.js";
import { writeResource } from "../write-resource.js";

const read = (resource: object) => readResource(JSON.stringify(resource), { format: "json" });

describe("fhir_comments", () => {
  it("are removed from every object, with the siblings that contained nothing else", () => {
    const result = read({
      resourceType: "Patient",
      fhir_comments: ["one"],
      id: "p",
      _id: { fhir_comments: ["two"] },
      name: [
        {
          fhir_comments: [],
          given: ["A", "B"],
          _given: [{ fhir_comments: ["three"] }, { id: "x", fhir_comments: ["four"] }],
          prefix: ["Dr"],
          _prefix: [{ fhir_comments: ["five"] }],
        },
      ],
    });
    const name = { given: ["A", "B"], _given: [null, { id: "x" }], prefix: ["Dr"] };
    expect(result).toEqual({ kind: "resource", resource: { resourceType: "Patient", id: "p", name: [name] } });
  });

  it("do not count as content of an otherwise empty element", () => {
    const result = read({ resourceType: "Patient", period: 1, name: [{ fhir_comments: ["x"] }] });
    expect(result.kind === "invalid" && result.issues.map(({ rule, expression }) => [rule, expression])).toEqual([
      ["structure:unknown-element", "Patient.period"],
      ["structure:empty", "Patient.name[0]"],
    ]);
  });

  it("are strings in an array; any other value of the property is unknown", () => {
    const result = read({ resourceType: "Patient", fhir_comments: "one", name: [{ text: "A", fhir_comments: [1] }] });
    expect(result.kind === "invalid" && result.issues.map(({ rule, expression }) => [rule, expression])).toEqual([
      ["structure:unknown-element", "Patient.fhir_comments"],
      ["structure:unknown-element", "Patient.name[0].fhir_comments"],
    ]);
  });

  it("are not written", () => {
    const resource = { resourceType: "Patient", fhir_comments: ["one"], id: "p" };
    expect(writeResource(resource, { format: "json" })).toBe('{"resourceType":"Patient","id":"p"}');
    expect(writeResource(resource, { format: "xml" })).toBe(
      '<Patient xmlns="http://hl7.org/fhir"><id value="p"/></Patient>',
    );
  });
});
