import { expect, it } from "@jest/globals";
import { readResource } from "../read-resource.js";
import { entry } from "../validation/testing/full-appointment.js";
import { validateAppointment } from "../validate-appointment.js";
import { writeResource, writtenSize } from "../write-resource.js";
import { ENTRY_LIMITS, checkEntrySize } from "./entry-size.js";

type Shape = Record<string, unknown>;

const extension = (value: string, count = 1): Shape => ({
  extension: Array.from({ length: count }, () => ({ url: "urn:x", valueString: value })),
});
const nested = (levels: number): Shape =>
  levels === 1 ? { url: "urn:x", valueCode: "c" } : { url: "urn:x", extension: [nested(levels - 1)] };
const found = (more: Shape): string[] =>
  checkEntrySize({ resourceType: "Appointment", ...entry(), ...more }).map(
    ({ rule, code, expression, location }) => `${rule} ${code} ${expression} ${location}`,
  );

it.each<[string, Shape, string[]]>([
  ["an entry", {}, []],
  ["a value of the greatest length", extension("x".repeat(ENTRY_LIMITS.stringLength)), []],
  [
    "a longer value",
    extension("x".repeat(ENTRY_LIMITS.stringLength + 1)),
    ["registry:string-length too-long Appointment.extension[0].value /f:Appointment/f:extension[1]/f:valueString"],
  ],
  ["the greatest nesting", { extension: [nested(ENTRY_LIMITS.nesting - 1)] }, []],
  [
    "more elements",
    extension("x", ENTRY_LIMITS.elements / 3),
    ["registry:entry-elements too-costly Appointment /f:Appointment"],
  ],
  ["the most digits of a second", { start: `2029-02-01T10:51:23.${"1".repeat(18)}Z` }, []],
  [
    "more digits of a second",
    { start: `2029-02-01T10:51:23.${"0".repeat(18)}1Z` },
    ["registry:fraction-digits value Appointment.start /f:Appointment/f:start"],
  ],
  ["more bytes", extension("é".repeat(2_000), 17), ["registry:entry-size too-long Appointment /f:Appointment"]],
  [
    "more bytes in XML alone",
    extension("&".repeat(2_000), 10),
    ["registry:entry-size too-long Appointment /f:Appointment"],
  ],
])("%s", (_name, more, expected) => {
  expect(found(more)).toEqual(expected);
});

it("reports excessive nesting at the last element within the limit", () => {
  expect(checkEntrySize({ resourceType: "Appointment", extension: [nested(400)] } as Shape)).toEqual([
    expect.objectContaining({ rule: "registry:entry-nesting", code: "too-costly" }),
  ]);
});

it("counts the digits of a number as written", () => {
  const json = (digits: string) =>
    JSON.stringify({ ...entry(), ...extension("1") }).replace('"valueString":"1"', `"valueDecimal":1.${digits}`);
  const rules = (digits: string) => {
    const read = readResource(json(digits), { format: "json" });
    return read.kind === "unreadable" ? read : checkEntrySize(read.resource).map(({ rule }) => rule);
  };
  expect([rules("0".repeat(18)), rules("0".repeat(19))]).toEqual([[], ["registry:fraction-digits"]]);
});

it("applies the limit on bytes exactly, whatever the text", () => {
  for (const character of ["x", "&", '"', "\n", "é", "\u{1f600}"]) {
    const of = (count: number) => ({ resourceType: "Appointment", ...entry(), ...extension(character, count) });
    for (let count = 1; count < 600; count += 37) {
      const size = writtenSize(of(count), true);
      expect([checkEntrySize(of(count), size), checkEntrySize(of(count), size - 1).map(({ rule }) => rule)]).toEqual([
        [],
        ["registry:entry-size"],
      ]);
    }
  }
});

it("skips further validation of an oversize entry; only the entry rules limit the size", () => {
  const large = {
    ...entry(),
    ...extension("x".repeat(ENTRY_LIMITS.stringLength + 1)),
    description: "x",
  } as unknown as {
    readonly resourceType: string;
  };
  expect(validateAppointment(large, { rules: "registry" }).map(({ rule }) => rule)).toEqual(["registry:string-length"]);
  expect(validateAppointment(large, { rules: "careconnect" })).toEqual([]);
  expect(writeResource(large, { format: "json" }).length).toBeGreaterThan(ENTRY_LIMITS.stringLength);
});
