import { describe, expect, it } from "@jest/globals";
import { readContract } from "./contract.js";

const SERVER = "https://registry.example/STU3";
const appointment = { resourceType: "Appointment", id: "x", status: "booked", participant: [{ status: "accepted" }] };

/** Returns a contract of one operation with one answer. */
const contract = (response: object): string =>
  JSON.stringify({
    servers: [{ url: SERVER }],
    paths: { "/Appointment/{id}": { parameters: [], get: { operationId: "read", responses: { 200: response } } } },
  });
const json = (examples: object): object => ({ "application/fhir+json": { examples } });

describe("a contract", () => {
  it("lists the answers of each operation", () => {
    const content = json({ booked: { value: appointment } });
    expect(readContract(contract({ content, headers: { "Retry-After": {} } }), SERVER)).toEqual([
      {
        operationId: "read",
        method: "GET",
        path: "/Appointment/{id}",
        answers: [
          {
            status: 200,
            example: "booked",
            format: "json",
            text: JSON.stringify(appointment, null, 2),
            headers: { "content-type": "application/fhir+json; charset=utf-8", "retry-after": "1" },
          },
        ],
      },
    ]);
  });

  it.each([
    ["lacks an example", { content: json({}) }, "no example for 200 of read in application/fhir+json"],
    ["has an example that is no resource", { content: json({ odd: { value: {} } }) }, "odd is no resource"],
    [
      "demands a header field that the example has no value for",
      { content: json({ booked: { value: appointment } }), headers: { Location: { required: true } } },
      "no Location for 200 of read",
    ],
  ])("that %s is refused", (_, response, message) => {
    expect(() => readContract(contract(response), SERVER)).toThrow(message);
  });
});
