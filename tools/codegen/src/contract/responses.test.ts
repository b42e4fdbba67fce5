import { describe, expect, it } from "@jest/globals";
import type { ResponseTables } from "./responses.js";
import { getResponses } from "./responses.js";

const tables = (changes: Partial<ResponseTables> = {}): ResponseTables => ({
  kinds: {
    Appointment: {
      description: "The Appointment.",
      body: ["Appointment"],
      headers: { ETag: "Version" },
      links: ["read"],
    },
    NotModified: { description: "The same.", body: "none" },
    NotFound: { description: "There is none.", errors: ["not-found"], example: "The id is unknown." },
    Throttled: { description: "Too many.", errors: ["rate-limited"] },
  },
  answers: {
    read: { "200": { kind: "Appointment", examples: { "read-200": "A booked one." } }, "304": "NotModified" },
    history: { "404": "NotFound" },
  },
  errors: { "not-found": { retryable: false }, "rate-limited": { retryable: true } },
  files: {},
  ...changes,
});
const always = {
  "X-Request-ID": { $ref: "headers.yaml#/X-Request-ID" },
  "X-Correlation-ID": { $ref: "headers.yaml#/X-Correlation-ID" },
  "Cache-Control": { $ref: "headers.yaml#/Cache-Control" },
};
const example = (name: string, format: string, summary: string) => ({
  [name]: { summary, externalValue: `../examples/responses/${name}.${format}` },
});

describe("the responses of the contract", () => {
  it("consist of a kind and the examples of their operation, in each format", () => {
    expect(getResponses(tables())["read-200"]).toEqual({
      description: "The Appointment.",
      headers: { ...always, ETag: { $ref: "headers.yaml#/Version" } },
      links: { read: { $ref: "links.yaml#/read" } },
      content: {
        "application/fhir+json": {
          schema: { $ref: "schemas.generated.json#/Appointment" },
          examples: example("read-200", "json", "A booked one."),
        },
        "application/fhir+xml": {
          schema: { $ref: "schemas-xml.generated.json#/AppointmentXml" },
          examples: example("read-200", "xml", "A booked one."),
        },
      },
    });
  });

  it("refer to the file that several examples share", () => {
    const { "history-404": refused } = getResponses(tables({ files: { "not-found": ["history-404"] } }));
    expect(refused).toMatchObject({
      content: {
        "application/fhir+xml": {
          examples: {
            "history-404": { summary: "The id is unknown.", externalValue: "../examples/responses/not-found.xml" },
          },
        },
      },
    });
    const none = tables({ files: { "not-found": ["read-404"] } });
    expect(() => getResponses(none)).toThrow("examples.yaml: there is no example read-404");
  });

  it("have no content if there is no body", () => {
    expect(getResponses(tables())["read-304"]).toEqual({ description: "The same.", headers: always });
  });

  it("are OperationOutcomes for failures, with their errors and whether to retry the request", () => {
    const { "history-404": refused } = getResponses(tables());
    expect(refused).toMatchObject({
      description: "There is none. The same request fails again.",
      content: {
        "application/fhir+json": {
          schema: { $ref: "schemas.generated.json#/OperationOutcome" },
          examples: example("history-404", "json", "The id is unknown."),
        },
      },
      "x-errors": [{ code: "not-found", retryable: false }],
    });
    const answers = { read: { "429": { kind: "Throttled", examples: { "read-429": "Too many at once." } } } };
    expect(getResponses(tables({ answers }))["read-429"]).toMatchObject({
      description: "Too many. The same request may be sent again.",
      "x-errors": [{ code: "rate-limited", retryable: true }],
    });
  });

  it("contain their operation's own description if it adds to that of the kind", () => {
    const row = {
      kind: "NotFound",
      description: "There is no such version.",
      errors: ["rate-limited"],
      examples: { "vread-404-version": "It has one version." },
    };
    expect(getResponses(tables({ answers: { vread: { "404": row } } }))["vread-404"]).toMatchObject({
      description: "There is no such version. The same request may be sent again.",
      content: {
        "application/fhir+xml": {
          examples: {
            ...example("vread-404", "xml", "The id is unknown."),
            ...example("vread-404-version", "xml", "It has one version."),
          },
        },
      },
      "x-errors": [{ code: "rate-limited", retryable: true }],
    });
  });

  const broken: [string, ResponseTables["answers"], RegExp][] = [
    ["a kind that there is not", { read: { "200": "Appointments" } }, /read-200: there is no kind Appointments/],
    [
      "an error that there is not",
      { read: { "404": { kind: "NotFound", errors: ["lost"] } } },
      /read-404: there is no error lost/,
    ],
    [
      "an example of another operation",
      { read: { "404": { kind: "NotFound", examples: { "vread-404": "It." } } } },
      /vread-404 is an example of another/,
    ],
    ["no example for a body", { read: { "200": "Appointment" } }, /read-200: there is no example/],
  ];
  it.each(broken)("cannot have %s", (_, answers, message) => {
    expect(() => getResponses(tables({ answers }))).toThrow(message);
  });

  it("cannot be made from a table with an unknown member, or from one that says both that a retry is possible and that it fails", () => {
    const misspelt = { ...tables().answers, read: { "404": { kind: "NotFound", exmples: {} } } } as never;
    expect(() => getResponses(tables({ answers: misspelt }))).toThrow("read-404: exmples is no member of its table");
    const both = { description: "Both.", errors: ["not-found", "rate-limited"], example: "It is." };
    expect(() => getResponses(tables({ kinds: { ...tables().kinds, NotFound: both } }))).toThrow(
      "history-404: some of its errors may be sent again, and some not",
    );
  });
});
