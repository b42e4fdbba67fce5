import { describe, expect, it } from "@jest/globals";
import { contract } from "./contract.js";
import type { Exchanged } from "./contract.js";

const appointment = {
  resourceType: "Appointment",
  id: "x",
  meta: { versionId: "1", lastUpdated: "2026-11-23T09:30:00.000Z" },
  status: "booked",
  participant: [{ status: "accepted", actor: { display: "x" } }],
};
const outcome = { resourceType: "OperationOutcome", issue: [{ severity: "error", code: "not-found" }] };
const common = { "x-request-id": "r", "cache-control": "no-store" };

const answer = (changes: Partial<Exchanged> = {}): Exchanged => ({
  method: "GET",
  path: "/Appointment/x?_pretty=true",
  status: 200,
  headers: {
    ...common,
    "content-type": "application/fhir+json; charset=utf-8",
    etag: 'W/"1"',
    "last-modified": "Mon, 23 Nov 2026 09:30:00 GMT",
  },
  text: JSON.stringify(appointment),
  ...changes,
});
const without = (name: string): Record<string, string> => {
  const { [name]: _, ...rest } = answer().headers;
  return rest;
};

describe("the contract checker", () => {
  it("accepts messages that follow the contract", () => {
    const { violations } = contract();
    expect(violations(answer())).toEqual([]);
    expect(violations(answer({ status: 404, text: JSON.stringify(outcome) }))).toEqual([]);
    const { "content-type": _, ...headers } = answer().headers;
    expect(violations(answer({ status: 304, text: "", headers }))).toEqual([]);
    expect(violations(answer({ path: "/Nothing", status: 404, text: JSON.stringify(outcome) }))).toEqual([]);
    expect(violations(answer({ method: "DELETE", status: 405, text: JSON.stringify(outcome) }))).toEqual([]);
  });

  const broken: [string, Partial<Exchanged>, RegExp][] = [
    ["a status that is not documented", { status: 201 }, /201 is not documented for read/],
    ["an ETag that is missing", { headers: without("etag") }, /ETag is missing/],
    ["an ETag that is not weak", { headers: { ...answer().headers, etag: '"1"' } }, /ETag is "1"/],
    [
      "an answer that may be stored",
      { headers: { ...answer().headers, "cache-control": "private" } },
      /Cache-Control is private/,
    ],
    ["another media type", { headers: { ...answer().headers, "content-type": "application/json" } }, /not documented/],
    ["a body that is no resource", { text: "{}" }, /resourceType/],
    ["a body of another type", { text: JSON.stringify(outcome) }, /\/resourceType/],
    [
      "an element that STU3 does not know",
      { text: JSON.stringify({ ...appointment, cancelled: true }) },
      /Appointment.cancelled/,
    ],
    ["a code that is not one", { text: JSON.stringify({ ...appointment, status: "gone" }) }, /Appointment.status/],
    ["a type of no body", { status: 304, text: "" }, /an empty body is said to be application/],
    ["a body where there must be none", { status: 304 }, /304 of read has a body/],
    ["a refusal without its OperationOutcome", { status: 404 }, /\/resourceType/],
    ["success of what is not offered", { method: "DELETE" }, /does not offer/],
    ["success below an unknown URL", { path: "/Patient/1" }, /does not offer/],
  ];
  it.each(broken)("reports %s", (_, changes, message) => {
    expect(contract().violations(answer(changes)).join("\n")).toMatch(message);
  });
});
