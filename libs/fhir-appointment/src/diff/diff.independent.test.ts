import { describe, expect, it } from "@jest/globals";
import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { toNumber } from "../model/number-lexeme.js";
import { checkStructure } from "../structure/structure.js";
import { cases } from "../testing/effort.js";
import { fullAppointment } from "../validation/testing/full-appointment.js";
import { writeResource } from "../write-resource.js";
import { apply } from "./apply.js";
import { diff } from "./diff.js";
import { canonicalXml } from "./testing/tree.js";

/** Set `DIFF_PAIRS=100000` to run all of them. */
const PAIRS = Number(process.env["DIFF_PAIRS"] ?? cases(600, 100_000)) / 4;

type Shape = Record<string, unknown>;
type Holder = { holder: Shape | unknown[]; key: string | number; value: unknown };

function places(value: unknown, found: Holder[] = []): Holder[] {
  if (typeof value !== "object" || value === null || value instanceof Number) return found;
  for (const [key, child] of Object.entries(value)) {
    if (key === "resourceType") continue;
    const at = Array.isArray(value) ? Number(key) : key;
    found.push({ holder: value as Shape, key: at, value: child });
    places(child, found);
  }
  return found;
}

const OTHERS: readonly unknown[] = ["x", "a b", " x", 0, 1, toNumber("-0"), toNumber("1.50"), toNumber("1.500"), true];

/** Returns a different spelling of the same value, if there is one. */
function respelled(value: unknown, next: () => number): unknown {
  if (Array.isArray(value)) return value.toReversed();
  if (typeof value !== "string") return value;
  if (value.startsWith("<div")) return value.replace(/> *</, "> <");
  const time = /^(.*T)(\d\d)(:\d\d:\d\d)(\.\d+)?(?:Z|\+00:00)$/.exec(value);
  if (time === null) return `${value.slice(0, 2)} \n${value.slice(2)}`;
  const [, date = "", hour = "", rest = "", fraction = ""] = time;
  if (next() < 0.5) return `${date}${hour}${rest}${fraction}${fraction === "" ? "" : "0"}Z`;
  return `${date}${String(Number(hour) + 1).padStart(2, "0")}${rest}${fraction}+01:00`;
}

function mutate(resource: Shape, next: () => number): void {
  const all = places(resource);
  const spelled = all.filter(({ value }) => typeof value === "string" && /^\d{4}-\d\d-\d\dT/.test(value));
  const [from, isSpelling] = next() < 0.2 ? [spelled, true] : [all, false];
  const { holder, key, value } = from[Math.floor(next() * from.length)] as Holder;
  const fields = holder as Shape;
  const chance = isSpelling ? 0 : next();
  if (typeof value === "string" && value.startsWith("<div")) {
    // Anything but a div would be written as unreadable XML.
    fields[key] = chance < 0.5 ? respelled(value, next) : value.replace("appointment", "x");
    return;
  }
  if (chance < 0.25) fields[key] = respelled(value, next);
  else if (chance < 0.4) fields[key] = OTHERS[Math.floor(next() * OTHERS.length)];
  else if (chance < 0.5 && typeof key === "string" && !key.startsWith("_"))
    fields[`_${key}`] = { extension: [{ url: "urn:x", valueString: "beside" }] };
  else if (chance < 0.7) {
    if (Array.isArray(holder)) holder.splice(key as number, 1);
    else Reflect.deleteProperty(holder, key);
  } else if (Array.isArray(holder)) {
    const other = Math.floor(next() * holder.length);
    if (chance < 0.85) [holder[key as number], holder[other]] = [holder[other], value];
    else holder.splice(other, 0, structuredClone(value));
  } else if (typeof value === "string") fields[key] = `${value}x`;
}

/** Returns an Appointment that includes set members with ids or extensions, and numbers with their lexemes. */
function appointment(): Shape {
  const resource = fullAppointment();
  // The kinds of extensions differ in little but their names.
  resource["extension"] = (resource["extension"] as Shape[]).slice(0, 6);
  const meta = resource["meta"] as Shape;
  meta["_profile"] = [{ extension: [{ url: "urn:x", valueString: "of the first" }] }, null];
  (resource["extension"] as Shape[]).push(
    { url: "urn:decimal", valueDecimal: toNumber("1.50") },
    { url: "urn:data", valueBase64Binary: "QUJD\nREVG" },
    { url: "urn:when", valueDateTime: "2019-02-01T10:51:23Z" },
  );
  return resource;
}

/** Returns `undefined` for a value of the wrong JSON type, which XML does not distinguish. */
function written(resource: Shape): string | undefined {
  if (checkStructure(resource as { resourceType: string }).some(({ rule }) => rule === "structure:type"))
    return undefined;
  try {
    return writeResource(resource, { format: "xml" });
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

describe("resources, checked against an independent canonical form", () => {
  it(`differ exactly if their meaning does: ${PAIRS} pairs`, () => {
    const next = uniformFloat64.bind(undefined, xoroshiro128plus(8));
    let [compared, equal] = [0, 0];
    for (let index = 0; index < PAIRS * 3 && compared < PAIRS; index++) {
      const [before, after] = [appointment(), appointment()];
      if (next() < 0.2) mutate(before, next);
      for (let times = 1 + Math.floor(next() * 2); times > 0; times--) mutate(after, next);
      const [one, other] = [written(before), written(after)];
      if (one === undefined || other === undefined || one === other) continue;
      compared += 1;
      const changes = diff(before, after);
      const isEqual = changes.length === 0;
      if (isEqual) equal += 1;
      if (isEqual !== (canonicalXml(one) === canonicalXml(other)))
        expect({ index, changes: changes.map(({ kind, expression }) => [kind, expression]) }).toEqual(
          "the other verdict",
        );
      const applied = apply(before, changes);
      if (diff(applied, after).length > 0) expect({ index, left: diff(applied, after) }).toEqual("applied");
    }
    expect(compared).toBe(PAIRS);
    expect(equal).toBeGreaterThan(PAIRS / 100);
  });
});
