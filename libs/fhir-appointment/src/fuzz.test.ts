import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { readResource } from "./read-resource.js";
import type { Format } from "./format.js";
import { cases } from "./testing/effort.js";
import { byteCorruptions } from "./testing/byte-corruptions.js";
import { resources } from "./testing/resources.js";
import { writeResource } from "./write-resource.js";

/** Number of documents. `npm run fuzz` sets 20000; the default keeps the tests quick. */
const RUNS = Number(process.env["CODEC_FUZZ"] ?? cases(600, 20_000));
const FORMATS: readonly Format[] = ["xml", "json"];

describe("resources generated from the rows", () => {
  it("survive a round trip through XML and JSON, and are written identically again", () => {
    fc.assert(
      fc.property(resources(), fc.boolean(), (resource, pretty) => {
        for (const format of FORMATS) {
          const text = writeResource(resource, { format, pretty });
          expect(readResource(text, { format })).toEqual({ kind: "resource", resource });
          const bytes = readResource(Buffer.from(text), { format });
          expect(bytes.kind === "resource" && writeResource(bytes.resource, { format, pretty })).toBe(text);
        }
      }),
      { numRuns: Math.max(200, RUNS / 20) },
    );
  }, 3_600_000);
});

describe("documents with bytes flipped, cut out, repeated and spliced", () => {
  it("are a resource or have issues, and every resource can be written and read again in both formats", () => {
    const kinds = { resource: 0, invalid: 0, unreadable: 0 };
    fc.assert(
      fc.property(resources(), fc.constantFrom(...FORMATS), byteCorruptions(), (resource, format, mutate) => {
        const source = mutate(Buffer.from(writeResource(resource, { format })));
        const result = readResource(source, { format });
        kinds[result.kind] += 1;
        if (result.kind !== "resource") expect(result.issues.length).toBeGreaterThan(0);
        else
          for (const other of FORMATS)
            expect(readResource(writeResource(result.resource, { format: other }), { format: other })).toEqual(result);
      }),
      { numRuns: RUNS },
    );
    // The corruptions produce every kind of result.
    expect(Object.values(kinds).map((count) => count > RUNS / 200)).toEqual([true, true, true]);
  }, 3_600_000);
});
