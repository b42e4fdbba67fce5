import { describe, expect, it } from "@jest/globals";
import type { Node } from "@appointment-registry/registry-contract/openapi";
import { versionFaults, withoutExamples } from "./versions.js";

const contract = (version = "1.4.0"): Node => ({
  openapi: "3.1.0",
  info: { version },
  security: [{ mutualTLS: [] }],
  paths: {
    "/Appointment/{id}": {
      parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" } }],
      put: {
        operationId: "cancel",
        parameters: [
          { $ref: "#/components/parameters/If-Match" },
          { name: "Prefer", in: "header", schema: { type: "string" } },
        ],
        requestBody: { required: true, content: { "application/fhir+json": { schema: appointment } } },
        responses: {
          200: {
            headers: { ETag: { required: true, schema: { type: "string" } } },
            content: { "application/fhir+json": { schema: appointment, examples: { one: { value: {} } } } },
          },
          409: { content: {} },
        },
      },
    },
  },
  "x-errors": { "not-found": { status: 404, issue: "not-found", spineCode: "NO_RECORD_FOUND", retryable: false } },
  components: {
    parameters: { "If-Match": { name: "If-Match", in: "header", required: true, schema: { type: "string" } } },
    schemas: {
      Appointment: {
        type: "object",
        properties: {
          status: { type: "string", enum: ["booked", "cancelled"] },
          contained: { type: "array", items: { oneOf: [appointment, { type: "null" }] } },
        },
        required: ["status"],
        additionalProperties: false,
      },
    },
  },
});
const appointment = { $ref: "#/components/schemas/Appointment" };
const CHANGELOG = "# Changes\n\n## 2.0.0\n\n## 1.5.0\n\n## 1.4.1\n\n## 1.4.0\n\n## 1.3.0\n";

/** Returns the contract with one change: sets the value at a path of names, or removes it if there is no value. */
function changed(version: string, path: string, value?: unknown): Node {
  const made = JSON.parse(JSON.stringify(contract(version))) as Node;
  const names = path.split(" ");
  const last = names.pop() ?? "";
  const holder = names.reduce((at, name) => at[name] as Record<string, unknown>, made as Record<string, unknown>);
  holder[last] = value;
  return JSON.parse(JSON.stringify(made)) as Node;
}

const PUT = "paths /Appointment/{id} put";
const STATUS = "components schemas Appointment properties status";

describe("versions of the contract", () => {
  it("may stay unchanged or improve their wording", () => {
    expect(versionFaults(contract(), contract(), CHANGELOG)).toEqual([]);
    expect(versionFaults(contract(), changed("1.4.1", `${PUT} description`, "Cancels."), CHANGELOG)).toEqual([]);
    expect(versionFaults(withoutExamples(contract()) as Node, contract(), CHANGELOG)).toEqual([]);
  });

  const breaking: [string, string, unknown, RegExp][] = [
    ["an operation taken away", PUT, undefined, /no longer: PUT \/Appointment\/{id}$/m],
    ["a status taken away", `${PUT} responses 409`, undefined, /no longer: .* answers 409/],
    ["a header taken away", `${PUT} responses 200 headers ETag`, undefined, /no longer: .* always with ETag/],
    ["a header that need not be there", `${PUT} responses 200 headers ETag required`, false, /always with ETag/],
    ["a media type taken away", `${PUT} requestBody content`, {}, /no longer: .* with a body as application/],
    ["a parameter taken away", `${PUT} parameters 1`, { $ref: "#/components/parameters/If-Match" }, /Prefer/],
    ["a parameter that is needed now", `${PUT} parameters 1 required`, true, /now needed: .* header Prefer/],
    ["another security", `${PUT} security`, [{ mutualTLS: [], token: ["write"] }], /now needed: .* with write/],
    ["an element taken away", STATUS, undefined, /no longer: sent Appointment.status/],
    ["an element of another type", `${STATUS} type`, "integer", /now needed: sent Appointment.status: type "integer"/],
    ["a code taken away", `${STATUS} enum`, ["booked"], /no longer: sent Appointment.status may be "cancelled"/],
    ["a code that readers do not know", `${STATUS} enum`, ["booked", "cancelled", "arrived"], /now needed: answered/],
    ["an element that is needed now", "components schemas Appointment required", ["status", "contained"], /always/],
    ["an element that may be missing now", "components schemas Appointment required", [], /no longer: answered/],
    ["another name of an operation", `${PUT} operationId`, "update", /no longer: .* is called cancel/],
    ["an error taken away", "x-errors not-found", undefined, /no longer: error not-found/],
    ["an error that may be sent again now", "x-errors not-found retryable", true, /no longer: error .* is final/],
    ["a choice more", "components schemas Appointment properties contained items oneOf 2", {}, /may be choice 2/],
  ];
  it.each(breaking)("need a new major version for %s", (_, path, value, message) => {
    expect(versionFaults(contract(), changed("1.5.0", path, value), CHANGELOG).join("\n")).toMatch(message);
    expect(versionFaults(contract(), changed("2.0.0", path, value), CHANGELOG)).toEqual([]);
  });

  const additions: [string, string, unknown][] = [
    ["an operation", "paths /metadata", { get: { responses: { 200: {} } } }],
    ["a status", `${PUT} responses 422`, {}],
    ["a header", `${PUT} responses 409 headers`, { ETag: {} }],
    ["a parameter", `${PUT} parameters 2`, { name: "_pretty", in: "query", schema: {} }],
    ["an error", "x-errors gone", { status: 410, issue: "deleted", spineCode: "NO_RECORD_FOUND", retryable: false }],
    ["an element", "components schemas Appointment properties comment", { type: "string" }],
  ];
  it.each(additions)("need a new minor version for the addition of %s", (_, path, value) => {
    expect(versionFaults(contract(), changed("1.4.1", path, value), CHANGELOG).join("\n")).toMatch(
      /^needs a minor version above 1.4.0, which did not have: \S/,
    );
    expect(versionFaults(contract(), changed("1.5.0", path, value), CHANGELOG)).toEqual([]);
  });

  it("have a section in the changelog, and no section is later", () => {
    expect(versionFaults(contract(), contract("1.6.0"), CHANGELOG)).toEqual([
      "openapi/CHANGELOG.md has no section for 1.6.0",
    ]);
    expect(versionFaults(contract(), contract("1.3.0"), CHANGELOG)).toEqual(["1.3.0 was overtaken by 1.4.0"]);
  });
});
