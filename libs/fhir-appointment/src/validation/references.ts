import { isFields } from "../diff/equality.js";
import type { Fields } from "../diff/equality.js";
import type { Issue } from "../issue.js";
import { placeOf } from "../model/place.js";
import type { ModelPlace } from "../model/place.js";
import { rowsOf } from "../model/types.js";
import type { ElementRow } from "../model/types.js";
import { broken } from "./broken.js";
import { REFERENCE_TARGETS } from "./reference-targets.js";
import { typeOfReference } from "./reference-type.js";

/** The contained resources of a resource: what local references may point to. Types, where they are known, by id. */
export type Contained = ReadonlyMap<string, string | undefined>;

export function containedIn(resource: Fields): Contained {
  const ids = new Map<string, string | undefined>();
  for (const each of Array.isArray(resource.contained) ? (resource.contained as unknown[]) : [])
    if (isFields(each) && typeof each.id === "string")
      ids.set(each.id, typeof each.resourceType === "string" ? each.resourceType : undefined);
  return ids;
}

const compiled = new Map<string, ReadonlyMap<string, readonly string[]>>();

/** Per element of a type, what its references may point to; an element that may point to anything is absent. */
export function targetsOf(type: string): ReadonlyMap<string, readonly string[]> {
  let targets = compiled.get(type);
  if (targets === undefined) {
    const entries = ((Object.hasOwn(REFERENCE_TARGETS, type) ? REFERENCE_TARGETS[type] : undefined) ?? "")
      .split(" ")
      .filter((text) => text !== "");
    targets = new Map(entries.map((text) => [text.replace(/=.*/, ""), text.replace(/.*=/, "").split(",")]));
    compiled.set(type, targets);
  }
  return targets;
}

/** ref-1 and the target types of one Reference. `targets` is `undefined` where any resource will do. */
export function checkReference(
  { reference }: Fields,
  place: ModelPlace,
  contained: Contained,
  targets: readonly string[] | undefined,
): Issue[] {
  if (typeof reference !== "string") return [];
  const local = reference.startsWith("#");
  const type = local ? contained.get(reference.slice(1)) : typeOfReference(reference);
  if (local && !contained.has(reference.slice(1)) && !(reference === "#" && isInContained(place)))
    return [
      broken(
        place,
        "ref-1",
        "invariant",
        "A reference that starts with # must name the id of a contained resource of this resource.",
      ),
    ];
  if (type === undefined || targets === undefined || targets.includes(type)) return [];
  return [
    broken(
      placeOf(place, REFERENCE),
      "reference:target-type",
      "structure",
      `This reference must point to ${oneOf(targets)}.`,
    ),
  ];
}

const REFERENCE = rowsOf("Reference").byJsonName.get("reference") as ElementRow;

/** `#` alone means the resource that contains this one. */
function isInContained(place: ModelPlace): boolean {
  for (let each: ModelPlace | undefined = place; each !== undefined; each = each.parent)
    if (each.resourceType !== undefined) return true;
  return false;
}

/** For a message. */
export function oneOf(names: readonly string[]): string {
  if (names.length === 1) return `a resource of the type ${names[0]}`;
  return `a resource of one of the types ${names.slice(0, -1).join(", ")} or ${names.at(-1)}`;
}
