import { describe, expect, it } from "@jest/globals";
import { typeRow } from "../model/types.js";
import type { ElementRow } from "../model/types.js";
import { hasSharedData, sharedDocuments, sharedText } from "../testing/shared-data.js";
import { getTargets } from "../validation/references.js";
import { careConnectAppointment1 as profile } from "./careconnect-appointment-1.js";
import { rowsNamed } from "./elements-at.js";

interface Snapshot {
  id: string;
  path: string;
  sliceName?: string;
  min: number;
  max: string;
  type?: { code: string; profile?: string; targetProfile?: string }[];
  fixedUri?: string;
  mustSupport?: boolean;
  maxLength?: number;
  binding?: { strength: string; valueSetReference?: { reference: string } };
}
interface StructureDefinition {
  url: string;
  version: string;
  context?: string[];
  snapshot: { element: Snapshot[] };
  compose?: unknown;
}

const read = (name: string) => JSON.parse(sharedText("careconnect", name)) as StructureDefinition;
const extensionOf = (url: string) => read(`StructureDefinition-${url.split("/").at(-1) ?? ""}.json`);
const last = (url: string) => url.split("/").at(-1) ?? "";
const definition = read("StructureDefinition-CareConnect-Appointment-1.json");
const elements = definition.snapshot.element;

/** Returns the combined constraints of base STU3 and our data on an element of the snapshot. */
function effective(path: string): { min: number; max: string; types: string[]; targets: string[] } {
  const [, ...steps] = path.replace("[x]", "").split(".");
  let owner = "Appointment";
  let rows: readonly ElementRow[] = [];
  steps.forEach((step, index) => {
    if (index > 0) owner = rows[0]?.type ?? "";
    rows = rowsNamed(owner, step);
  });
  const ours = profile.elements.find((each) => each.path === path);
  return {
    min: Math.max(rows[0]?.min ?? 0, ours?.min ?? 0),
    max: ours?.max !== undefined ? String(ours.max) : rows[0]?.many === true ? "*" : "1",
    types: rows.map(({ type }) => (typeRow(type)?.base === "BackboneElement" ? "BackboneElement" : type)),
    targets: [...(getTargets(owner).get(steps.at(-1) ?? "") ?? [])],
  };
}

describe("our data for CareConnect-Appointment-1", () => {
  it("has the version of the StructureDefinition", () => {
    expect([profile.url, profile.version]).toEqual([definition.url, definition.version]);
  });

  const plain = elements.filter(({ path, sliceName }) => path !== "Appointment" && sliceName === undefined);

  it.each(plain.map((element) => [element.id, element] as const))("agrees on %s", (_id, element) => {
    const types = [...new Set((element.type ?? []).map(({ code }) => code))];
    const targets = (element.type ?? []).flatMap(({ targetProfile }) => (targetProfile ? [last(targetProfile)] : []));
    expect(effective(element.path)).toEqual({
      min: element.min,
      max: element.max,
      // In the snapshot and in our data, the id of an element is a string, and that of the resource an id.
      types,
      targets: targets.includes("Resource") ? [] : targets,
    });
    const ours = profile.elements.find(({ path }) => path === element.path);
    const bound = element.binding?.strength === "extensible" ? element.binding.valueSetReference?.reference : undefined;
    expect(ours?.binding?.valueSet).toBe(bound);
    expect(ours?.mustSupport).toBe(element.mustSupport);
    expect([element.fixedUri, element.maxLength]).toEqual([ours?.fixed, undefined]);
    if (element.binding?.strength === "required") {
      const [, ...steps] = element.path.split(".");
      const owner = steps.length === 1 ? "Appointment" : (rowsNamed("Appointment", steps[0] ?? "")[0]?.type ?? "");
      expect(rowsNamed(owner, steps.at(-1) ?? "")[0]?.codes?.size).toBeGreaterThan(1);
    }
  });

  it("constrains nothing that the snapshot does not constrain", () => {
    const paths = elements.map(({ path }) => path);
    expect(profile.elements.filter(({ path }) => !paths.includes(path))).toEqual([]);
  });

  it("has its slices, in their order, with their cardinalities and urls", () => {
    const slices = elements.filter(({ sliceName }) => sliceName !== undefined);
    expect(profile.extensions.map(({ slice, url, min, max }) => ({ slice, url, min, max: String(max) }))).toEqual(
      slices.map(({ sliceName, type, min, max }) => ({ slice: sliceName, url: type?.[0]?.profile, min, max })),
    );
  });

  it.each(profile.extensions.map((each) => [each.slice, each] as const))("has %s as its definition", (_name, slice) => {
    const { url, context, snapshot } = extensionOf(slice.url);
    const value = snapshot.element.find(({ path }) => path.startsWith("Extension.value"));
    expect([slice.url, [...slice.context].sort()]).toEqual([url, [...(context ?? [])].sort()]);
    expect(snapshot.element.find(({ path }) => path === "Extension.url")?.fixedUri).toBe(slice.url);
    expect(slice.value.types).toEqual(value?.type?.map(({ code }) => code));
    expect(slice.value.min ?? 0).toBe(value?.min);
    expect(slice.value.targets?.map((each) => `CareConnect-${each}-1`)).toEqual(
      value?.type?.[0]?.targetProfile === undefined ? undefined : [last(value.type[0].targetProfile)],
    );
    expect(slice.value.binding?.valueSet).toBe(value?.binding?.valueSetReference?.reference);
  });

  it.each(["SDSJobRoleName", "DeliveryChannel"])("has the codes of %s", (name) => {
    const system = JSON.parse(sharedText("careconnect", `CodeSystem-CareConnect-${name}-1.json`)) as {
      url: string;
      concept: { code: string }[];
    };
    const bindings = [...profile.elements, ...profile.extensions.map(({ value }) => value)].map(
      ({ binding }) => binding,
    );
    const ours = bindings.flatMap((binding) => (binding?.codes.has(system.url) ? [binding.codes.get(system.url)] : []));
    expect(ours).toHaveLength(1);
    expect([...(ours[0] ?? [])].sort()).toEqual(system.concept.map(({ code }) => code).sort());
  });

  const definitions = hasSharedData("definitions", "the targets of references in HL7's StructureDefinitions")
    ? it
    : it.skip;
  definitions("has the targets of every reference that HL7's definitions at hand have", () => {
    const different = sharedDocuments("definitions")
      .filter((name) => name.startsWith("StructureDefinition-"))
      .flatMap((name) => (JSON.parse(sharedText("definitions", name)) as StructureDefinition).snapshot.element)
      .flatMap(({ path, type = [] }) => {
        const targets = type.flatMap(({ code, targetProfile }) =>
          code === "Reference" ? [last(targetProfile ?? "Resource")] : [],
        );
        if (targets.length === 0 || targets.includes("Resource")) return [];
        const steps = path.replace("[x]", "").split(".");
        const owner = steps
          .slice(0, -1)
          .map((each) => each.charAt(0).toUpperCase() + each.slice(1))
          .join("");
        const ours = getTargets(owner).get(steps.at(-1) ?? "") ?? [];
        return [...new Set(targets)].sort().join() === [...ours].sort().join() ? [] : [path];
      });
    expect(different).toEqual([]);
  });
});
