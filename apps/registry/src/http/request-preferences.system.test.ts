import { afterAll, beforeAll, expect, it } from "@jest/globals";
import fc from "fast-check";
import { bookedEntry, nhsNumber } from "@appointment-registry/test-kit";
import { excludesEveryFormat } from "./testing/accept-oracle.js";
import type { TestAnswer } from "../testing/registry.js";
import { JSON_TYPE, TestRegistry } from "../testing/registry.js";

/** `WISHES_RUNS=10000` for the figure of the decision record. */
const RUNS = Number(process.env["WISHES_RUNS"] ?? 300);

let registry: TestRegistry;
let path: string;
beforeAll(async () => {
  registry = await TestRegistry.start();
  ({ path } = await registry.registered(nhsNumber(8000)));
});
afterAll(() => registry.stop());

const word = fc.constantFrom(
  ..."application/fhir+json application/fhir+xml text/xml */* application/* text/* * text/html gzip br identity".split(
    " ",
  ),
  ..."return=minimal return=representation return=OperationOutcome return respond-async handling=strict".split(" "),
  ...['W/"1"', '"1"', "1", 'W/"2"', "W/1", '"', "", "2049", "bytes=0-3", "é", "\\"],
  "Fri, 01 Jan 2049 00:00:00 GMT",
  "Friday, 01-Jan-49 00:00:00 GMT",
);
const tail = fc.constantFrom(
  "",
  ";q=1",
  ";q=0",
  ";q=.2",
  "; q = 0.5",
  ";q=",
  ";q=abc",
  ";q=-1",
  ";",
  ";;",
  ';x="a,b"',
  ';x="',
  "=",
);
const text = fc
  .array(fc.tuple(word, tail), { maxLength: 5 })
  .map((members) => members.map((parts) => parts.join("")).join(", "));
const latin1 = fc
  .array(fc.integer({ min: 0x20, max: 0xff }).filter((code) => code !== 0x7f))
  .map((codes) => String.fromCharCode(...codes));
const wish = fc.tuple(
  fc.constantFrom("accept", "accept-encoding", "prefer", "if-none-match", "if-modified-since", "range", "te", "expect"),
  fc.oneof({ weight: 3, arbitrary: text }, latin1),
);

const create = (headers: Record<string, string>): Promise<TestAnswer> =>
  registry.send("/Appointment", {
    method: "POST",
    headers: { "content-type": JSON_TYPE, ...headers },
    body: JSON.stringify(bookedEntry(nhsNumber(8001))),
  });

it(
  "No generated preference makes a response worse than its absence",
  async () => {
    await fc.assert(
      fc.asyncProperty(wish, fc.constantFrom("read", "metadata", "create"), async ([name, field], what) => {
        const headers = { [name]: field };
        const answer =
          what === "create"
            ? await create(headers)
            : await registry.send(what === "read" ? path : "/metadata", { headers });
        const usual = what === "create" ? 201 : 200;
        if (answer.status === 304)
          expect([name, what]).toEqual([expect.stringMatching(/^if-/), expect.not.stringMatching("create")]);
        else if (answer.status === 406) {
          expect([name, excludesEveryFormat(field.trim())]).toEqual(["accept", true]);
        } else expect(answer.status).toBe(usual);
      }),
      { numRuns: RUNS },
    );
  },
  60_000 + 100 * RUNS,
);
