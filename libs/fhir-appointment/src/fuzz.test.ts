import { performance } from "node:perf_hooks";
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { readResource } from "./read-resource.js";
import type { Format } from "./read-resource.js";
import { mutations } from "./testing/mutations.js";
import { resources } from "./testing/resources.js";
import { writeResource } from "./write-resource.js";

/** How many documents; `npm run fuzz` sets 100000, the default keeps the tests quick. */
const RUNS = Number(process.env["CODEC_FUZZ"] ?? 2000);
const FORMATS: readonly Format[] = ["xml", "json"];

describe("resources made from the rows", () => {
  it("come back from XML and from JSON as they were written, and are written the same again", () => {
    fc.assert(
      fc.property(resources(), fc.boolean(), (resource, pretty) => {
        for (const format of FORMATS) {
          const text = writeResource(resource, { format, pretty });
          expect(readResource(text, { format })).toEqual({ kind: "resource", resource });
          const bytes = readResource(Buffer.from(text), { format });
          expect(bytes.kind === "resource" && writeResource(bytes.resource, { format, pretty })).toBe(text);
        }
      }),
      { numRuns: Math.max(300, RUNS / 20) },
    );
  }, 3_600_000);
});

describe("documents with bytes flipped, cut out, repeated and spliced", () => {
  it("are a resource or have issues, each within 100 ms, and what is a resource can be written and read again", () => {
    let slowest = 0;
    const kinds = { resource: 0, invalid: 0, unreadable: 0 };
    fc.assert(
      fc.property(resources(), fc.constantFrom(...FORMATS), mutations(), (resource, format, mutate) => {
        const source = mutate(Buffer.from(writeResource(resource, { format })));
        let took = Infinity;
        // A pause of the machine is not the reader's: what was slow once is tried again.
        for (let attempt = 0; attempt < 3 && took > 100; attempt++) {
          const start = performance.now();
          const result = readResource(source, { format });
          took = performance.now() - start;
          if (attempt > 0) continue;
          kinds[result.kind] += 1;
          if (result.kind === "resource") {
            const text = writeResource(result.resource, { format });
            expect(readResource(text, { format })).toEqual(result);
          } else expect(result.issues.length).toBeGreaterThan(0);
        }
        slowest = Math.max(slowest, took);
      }),
      { numRuns: RUNS },
    );
    expect(slowest).toBeLessThan(100);
    // The mutations reach every kind of answer.
    expect(Object.values(kinds).map((count) => count > RUNS / 200)).toEqual([true, true, true]);
  }, 3_600_000);
});
