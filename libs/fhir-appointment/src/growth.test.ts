import { describe, expect, it } from "@jest/globals";
import { judgeCancellation } from "./cancellation/check-cancellation.js";
import { apply } from "./diff/apply.js";
import { diff } from "./diff/diff.js";
import { readResource } from "./read-resource.js";
import { THOROUGH, cases } from "./testing/effort.js";
import { entry } from "./validation/testing/full-appointment.js";
import { validateAppointment } from "./validate-appointment.js";

/** Maximum CPU factor for twice the input. Quadratic work costs four times as much. */
const MOST = 2.6;

/** Maximum cost of 256 KiB, as a multiple of the reference. Most kinds cost less than ten times as much. */
const MOST_OF_REFERENCE = 50;

type Shape = Record<string, unknown>;
const times = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));
const div = (content: string): string => `<div xmlns="http://www.w3.org/1999/xhtml">${content}</div>`;
const text = (content: string): Shape => ({ text: { status: "generated", div: div(content) } });
const extended = (levels: number, leaf: string): Shape =>
  levels === 0 ? { url: "urn:x", valueString: leaf } : { url: "urn:x", extension: [extended(levels - 1, leaf)] };

/** Elements that a caller can multiply. `mark` makes the submission different from the registered version. */
const GROWING: readonly [name: string, size: number, make: (size: number, mark: string) => Shape][] = [
  [
    "repeats",
    1500,
    (n, mark) => ({ participant: times(n, (i) => ({ status: "accepted", actor: { display: `${mark}${i}` } })) }),
  ],
  ["empty repeats", 8000, (n) => ({ participant: times(n, () => ({})) })],
  ["extensions", 1500, (n, mark) => ({ extension: times(n, (i) => ({ url: `urn:${i}`, valueString: mark })) })],
  [
    "repeats in repeats",
    1500,
    (n, mark) => ({
      extension: times(Math.round(Math.sqrt(n)), (i) => ({
        url: "urn:x",
        extension: times(Math.round(Math.sqrt(n)), (k) => ({ url: "urn:y", valueString: `${mark}${i}.${k}` })),
      })),
    }),
  ],
  ["nested extensions", 150, (n, mark) => ({ extension: times(n, (i) => extended(20, `${mark}${i}`)) })],
  ["members of a set", 4000, (n, mark) => ({ meta: { profile: times(n, (i) => `urn:${mark}:${i}`) } })],
  [
    "contained resources",
    800,
    (n, mark) => ({ contained: times(n, (i) => ({ resourceType: "Patient", id: `${mark}${i}` })) }),
  ],
  [
    "digits of a fraction",
    60_000,
    (n, mark) => ({ start: `2029-02-01T10:51:23.${"0".repeat(n)}${mark === "a" ? 1 : 2}Z` }),
  ],
  [
    "base64",
    60_000,
    (n, mark) => ({ extension: [{ url: "urn:x", valueBase64Binary: `${"QUJD\n".repeat(n / 5)}${mark}AAA` }] }),
  ],
  ["paragraphs", 4000, (n, mark) => text(times(n, (i) => `<p>${mark}${i}</p>`).join(""))],
  ["inline elements", 4000, (n, mark) => text(times(n, () => "<b> </b>").join("") + mark)],
  ["comments", 8000, (n, mark) => text("<!---->".repeat(n) + mark)],
  ["starts of a tag", 30_000, (n, mark) => ({ text: { status: "generated", div: "<".repeat(n) + mark } })],
  ["starts of a comment", 15_000, (n, mark) => ({ text: { status: "generated", div: "<!--".repeat(n) + mark } })],
  ["styles", 2000, (n, mark) => text(times(n, () => '<p style="color: red; margin: 0">a</p>').join("") + mark)],
  ["namespaces", 1500, (n, mark) => text(times(n, (i) => `<p xmlns:n${i}="urn:${i}">a</p>`).join("") + mark)],
  ["white space", 60_000, (n, mark) => text(`a${" ".repeat(n)}${mark}`)],
  ["unknown elements", 5000, (n, mark) => Object.fromEntries(times(n, (i) => [`${mark}${i}`, 1]))],
];

const SCALE = THOROUGH ? 1 : 0.5;

/** CPU time of the process in microseconds, regardless of other work on the machine; the minimum of several rounds. */
function cpu(run: () => unknown): number {
  let least = Infinity;
  for (let round = 0; round < cases(3, 7); round++) {
    const before = process.cpuUsage();
    run();
    const { user, system } = process.cpuUsage(before);
    least = Math.min(least, user + system);
  }
  return least;
}

/** Below this value, in microseconds, the clock and the garbage collector affect the result more than the work does. */
const NOISE = 2_000;

/** Measures both together, and repeats the measurement if the machine was busy during one of them. */
function ratio(work: () => unknown, to: () => unknown, most: number): number {
  let found = Infinity;
  for (let attempt = 0; attempt < 6 && found > most; attempt++) found = cpu(work) / Math.max(cpu(to), NOISE);
  return found;
}

type Work = (resource: Shape, changed: Shape) => () => unknown;

const readAndValidate: Work = (resource) => {
  const json = JSON.stringify(resource);
  return () => {
    const read = readResource(json, { format: "json" });
    if (read.kind !== "unreadable") validateAppointment(read.resource, { rules: "registry", structure: false });
  };
};

const judge: Work = (resource, changed) => () => judgeCancellation(resource as never, changed as never);

const compareAndApply: Work = (resource, changed) => () => apply(resource, diff(resource, changed));

describe.each(GROWING)("twice as many or as long: %s", (_name, size, make) => {
  it.each<readonly [string, Work]>([
    ["read and validate", readAndValidate],
    ["judge", judge],
    ...(THOROUGH ? ([["compare and apply", compareAndApply]] as const) : []),
  ])("cost twice the time to %s", (_what, work) => {
    const of = (n: number) => {
      const submission = (mark: string): Shape => ({ ...entry(), ...make(n, mark) });
      return work(submission("a"), { ...submission("b"), status: "cancelled" });
    };
    const once = of(size * SCALE);
    once();
    expect(ratio(of(2 * size * SCALE), once, MOST)).toBeLessThan(MOST);
  });
});

/**
 * A request may have 256 KiB. Its cost is compared with other work of this process: `JSON.parse` and `JSON.stringify`
 * of as much text.
 */
if (THOROUGH)
  describe.each(GROWING)("256 KiB of %s", (_name, size, make) => {
    const bytes = (n: number): number => JSON.stringify({ ...entry(), ...make(n, "a") }).length;
    let n = size;
    for (let round = 0; round < 4; round++) n = Math.max(1, Math.floor((n * 256 * 1024) / bytes(n)));
    const submission = (mark: string): Shape => ({ ...entry(), ...make(n, mark) });
    const text = JSON.stringify(
      Array.from({ length: 3500 }, (_, i) => ({ a: i, b: `text ${i}`, c: [{ d: "x".repeat(20) }] })),
    );
    const reference = (): unknown => JSON.stringify(JSON.parse(text));

    it.each([
      ["read and validate", readAndValidate],
      ["judge", judge],
    ])("cost little to %s", (_what, work) => {
      const run = work(submission("a"), { ...submission("b"), status: "cancelled" });
      run();
      expect(ratio(run, reference, MOST_OF_REFERENCE)).toBeLessThan(MOST_OF_REFERENCE);
    });
  });
