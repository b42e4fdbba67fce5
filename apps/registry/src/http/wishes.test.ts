import { expect, it } from "@jest/globals";
import fc from "fast-check";
import { MEDIA_TYPES } from "@appointment-registry/registry-contract";
import { negotiate } from "./negotiation.js";
import { excludesEveryFormat } from "./testing/accept-oracle.js";

const RUNS = Number(process.env["WISHES_RUNS"] ?? 2_000);

const name = fc.constantFrom(
  ...MEDIA_TYPES.json,
  ...MEDIA_TYPES.xml,
  "*/*",
  "application/*",
  "*",
  "text/html",
  "image/gif",
  "application",
  "",
);
const weight = fc.constantFrom(
  "",
  ";q=1",
  ";q=0",
  ";q=0.5",
  ";q=.2",
  "; q = 0.5",
  ";q=",
  ";q=2",
  ";q=abc",
  ";q",
  ";;",
  ';x="a,b"',
);
const accept = fc
  .array(fc.tuple(name, weight, fc.oneof({ weight: 5, arbitrary: fc.constant("") }, fc.string())), { maxLength: 5 })
  .map((members) => members.map((parts) => parts.join("")).join(", "));

it("Accept never gives a worse result than its absence, unless it is well-formed and excludes both formats", () => {
  fc.assert(
    fc.property(accept, fc.constantFrom("application/fhir+xml", undefined), (field, contentType) => {
      const format = negotiate({ format: undefined, accept: field, contentType });
      if (format !== undefined) return;
      expect(excludesEveryFormat(field)).toBe(true);
    }),
    {
      numRuns: RUNS,
      examples: [["application/fhir+json;q=0, application/fhir+xml;q=0, */*", undefined]],
    },
  );
});
