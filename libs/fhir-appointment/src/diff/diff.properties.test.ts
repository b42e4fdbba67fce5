import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { readResource } from "../read-resource.js";
import { cases } from "../testing/effort.js";
import { resources } from "../testing/resources.js";
import { hasSharedData, sharedDocuments, sharedText } from "../testing/shared-data.js";
import { writeResource } from "../write-resource.js";
import { apply } from "./apply.js";
import { diff } from "./diff.js";

type Shape = Record<string, unknown>;
const KINDS: Readonly<Record<string, string>> = {
  added: "removed",
  removed: "added",
  changed: "changed",
  moved: "moved",
};

/**
 * Removes, duplicates, swaps or replaces one value in a resource. Returns its JSON path, or undefined if there was
 * nothing to change.
 */
function mutateOnce(resource: Shape, picks: readonly number[]): (string | number)[] | undefined {
  let at: unknown = resource;
  const path: (string | number)[] = [];
  for (const pick of picks) {
    if (typeof at !== "object" || at === null || at instanceof Number) return undefined;
    const keys = Object.keys(at).filter((key) => key !== "resourceType");
    if (keys.length === 0) return undefined;
    const key = keys[pick % keys.length] as string;
    const child = (at as Shape)[key];
    // A null only aligns a list with its sibling.
    if (child === null) return undefined;
    path.push(Array.isArray(at) ? Number(key) : key);
    if (pick % 3 === 0 || typeof child !== "object" || child instanceof Number) {
      if (Array.isArray(at)) at.splice(Number(key), 1);
      else if (typeof child === "string") (at as Shape)[key] = `${child}x`;
      else Reflect.deleteProperty(at, key);
      return path;
    }
    at = child;
  }
  return undefined;
}

/** Removes what a mutation left empty: FHIR has no empty lists, objects or items. */
function prune(value: unknown): unknown {
  if (typeof value !== "object" || value === null || value instanceof Number) return value;
  if (Array.isArray(value)) return value.map(prune);
  const fields = Object.fromEntries(Object.entries(value).map(([key, each]) => [key, prune(each)]));
  for (const key of Object.keys(fields)) {
    const name = key.replace(/^_/, "");
    const lists = [name, `_${name}`].filter((each) => Array.isArray(fields[each]));
    const length = Math.max(0, ...lists.map((each) => (fields[each] as unknown[]).length));
    const kept = Array.from({ length }, (_, i) => i).filter((i) =>
      lists.some((each) => (fields[each] as unknown[])[i] != null),
    );
    for (const each of lists) {
      const items = kept.map((i) => (fields[each] as unknown[])[i] ?? null);
      fields[each] = items.every((item) => item === null) ? undefined : items;
    }
  }
  const entries = Object.entries(fields).filter(([, each]) => each !== undefined);
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

const clone = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(clone)
    : typeof value === "object" && value !== null && !(value instanceof Number)
      ? Object.fromEntries(Object.entries(value).map(([key, each]) => [key, clone(each)]))
      : value;

const pairs = () =>
  fc
    .tuple(resources(), fc.array(fc.array(fc.nat(), { minLength: 1, maxLength: 6 }), { maxLength: 4 }))
    .map(([one, all]) => {
      const other = clone(one) as Shape;
      for (const picks of all) mutateOnce(other, picks);
      return [one as Shape, prune(other) as Shape] as const;
    });

describe("diff, for any resource of STU3", () => {
  it("is empty between a resource and itself", () => {
    fc.assert(
      fc.property(resources(), (one) => expect(diff(one, clone(one) as Shape)).toEqual([])),
      { numRuns: cases(100, 3000) },
    );
  });

  it("is the input from which apply restores the other resource: apply(a, diff(a, b)) equals b", () => {
    fc.assert(
      fc.property(pairs(), ([one, other]) => {
        expect(diff(apply(one, diff(one, other)), other)).toEqual([]);
      }),
      { numRuns: cases(100, 3000) },
    );
  });

  it("lets apply restore one unrelated resource from another", () => {
    fc.assert(
      fc.property(resources(), resources(), (one, other) => {
        const made = { ...(other as Shape), resourceType: one.resourceType };
        expect(diff(apply(one as Shape, diff(one, made)), made)).toEqual([]);
      }),
      { numRuns: cases(100, 3000) },
    );
  });

  it("lets apply restore any object from any other", () => {
    const value = fc.jsonValue({ maxDepth: 4 });
    const names = fc.constantFrom(
      ..."id _id meta contained text extension _status status start valueString valueCode x _x constructor".split(" "),
    );
    const shape = fc.dictionary(names, value, { maxKeys: 6 });
    const resource = fc
      .tuple(
        shape,
        fc.array(shape, { maxLength: 3 }),
        fc.dictionary(names, fc.array(shape, { maxLength: 3 }), { maxKeys: 3 }),
      )
      .map(([fields, extension, lists]) => ({ ...fields, ...lists, extension, resourceType: "Appointment" }));
    fc.assert(
      fc.property(resource, resource, (one, other) => {
        expect(diff(one, structuredClone(one))).toEqual([]);
        expect(diff(apply(one, diff(one, other)), other)).toEqual([]);
      }),
      { numRuns: cases(166, 5000) },
    );
  });

  it("does not modify the compared resources", () => {
    fc.assert(
      fc.property(pairs(), ([one, other]) => {
        const before = JSON.stringify([one, other]);
        apply(one, diff(one, other));
        expect(JSON.stringify([one, other])).toBe(before);
      }),
      { numRuns: cases(66, 2000) },
    );
  });

  it("reports added as removed in the other direction, and finds as many", () => {
    const counts = (kinds: readonly string[]) => [...kinds].sort();
    fc.assert(
      fc.property(resources(), fc.array(fc.nat(), { minLength: 1, maxLength: 6 }), (one, picks) => {
        const other = clone(one) as Shape;
        mutateOnce(other, picks);
        expect(counts(diff(other, one).map(({ kind }) => kind))).toEqual(
          counts(diff(one, other).map(({ kind }) => KINDS[kind] as string)),
        );
      }),
      { numRuns: cases(166, 5000) },
    );
  });

  it("reports every single mutation at its element or at an element around it", () => {
    fc.assert(
      fc.property(resources(), fc.array(fc.nat(), { minLength: 1, maxLength: 6 }), (one, picks) => {
        const other = clone(one) as Shape;
        const mutated = mutateOnce(other, picks);
        const names = mutated?.map((step) => (typeof step === "string" ? step.replace(/^_/, "") : step));
        // Duplicates in a set count as one, and the server's own elements are not compared.
        fc.pre(names !== undefined && names[0] !== "meta");
        const changes = diff(one, other);
        expect(changes.length).toBeGreaterThan(0);
        // Compare by name: it is unknown which of several equal repeats was removed.
        const steps = (path: readonly (string | number)[] | undefined) =>
          path?.filter((step) => typeof step === "string");
        const around = changes.some(({ path }) =>
          steps(path)?.every((step, index) => index >= (steps(names)?.length ?? 0) || step === steps(names)?.[index]),
        );
        expect(around).toBe(true);
      }),
      { numRuns: cases(166, 5000) },
    );
  });

  it("finds no difference between the JSON and the XML form", () => {
    fc.assert(
      fc.property(resources(), (one) => {
        const read = readResource(writeResource(one, { format: "xml" }), { format: "xml" });
        fc.pre(read.kind === "resource");
        if (read.kind === "resource") expect(diff(one, read.resource)).toEqual([]);
      }),
      { numRuns: cases(66, 2000) },
    );
  });
});

const present = hasSharedData("pairs", "differences between the XML and JSON forms of real resources");

(present ? describe : describe.skip)("diff, of real resources in both forms", () => {
  const names = present ? sharedDocuments("pairs").filter((name) => name.endsWith(".json")) : [];

  it("finds no difference", () => {
    const different = names.flatMap((name) => {
      const json = readResource(sharedText("pairs", name), { format: "json" });
      const xml = readResource(sharedText("pairs", name.replace(".json", ".xml")), { format: "xml" });
      if (json.kind === "unreadable" || xml.kind === "unreadable") return [`${name} unreadable`];
      return diff(json.resource, xml.resource).map(({ kind, expression }) => `${name} ${kind} ${expression}`);
    });
    expect(names.length).toBeGreaterThan(400);
    expect(different).toEqual([]);
  });
});
