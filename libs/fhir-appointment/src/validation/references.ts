import { isFields } from "../model/fields.js";
import type { Fields } from "../model/fields.js";
import type { Issue } from "../issue.js";
import { getPlace } from "../model/place.js";
import type { ModelPlace } from "../model/place.js";
import { rowsOf } from "../model/types.js";
import type { ElementRow } from "../model/types.js";
import { violation } from "../issues/violation.js";
import { REFERENCE_TARGETS } from "./reference-targets.js";
import { typeOfReference } from "./reference-type.js";
import type { WalkedResource } from "./walk.js";

/** The permitted local references of a resource, each with the type of its target, if that is known. */
type LocalTargets = ReadonlyMap<string, string | undefined>;

const known = new WeakMap<WalkedResource, LocalTargets>();

/** Returns `#id` for each contained resource. Within a contained resource, `#` is the resource that contains it. */
function getLocalTargets(resource: WalkedResource): LocalTargets {
  let targets = known.get(resource);
  if (targets !== undefined) return targets;
  const { container } = resource;
  targets =
    container === undefined
      ? containedIn(resource.fields)
      : new Map([...getLocalTargets(container), ["#", container.type]]);
  known.set(resource, targets);
  return targets;
}

function containedIn(resource: Fields): LocalTargets {
  const targets = new Map<string, string | undefined>();
  for (const each of Array.isArray(resource.contained) ? (resource.contained as unknown[]) : [])
    if (isFields(each) && typeof each.id === "string")
      targets.set(`#${each.id}`, typeof each.resourceType === "string" ? each.resourceType : undefined);
  return targets;
}

/** Returns the resource type of a reference's target, if the reference determines it. */
export function referredType(reference: string, resource: WalkedResource): string | undefined {
  return reference.startsWith("#") ? getLocalTargets(resource).get(reference) : typeOfReference(reference);
}

const compiled = new Map<string, ReadonlyMap<string, readonly string[]>>();

/**
 * Returns the permitted reference targets for each element of a type. An element that may refer to anything is absent.
 */
export function getTargets(type: string): ReadonlyMap<string, readonly string[]> {
  let targets = compiled.get(type);
  if (targets === undefined) {
    const entries = ((Object.hasOwn(REFERENCE_TARGETS, type) ? REFERENCE_TARGETS[type] : undefined) ?? "")
      .split(" ")
      .filter((text) => text !== "");
    targets = new Map(
      entries.map((text) => {
        const [element = "", types = ""] = text.split("=");
        return [element, types.split(",")] as const;
      }),
    );
    compiled.set(type, targets);
  }
  return targets;
}

/** Checks ref-1 and the target types of one Reference. `targets` is `undefined` if any resource is permitted. */
export function checkReference(
  { reference }: Fields,
  place: ModelPlace,
  resource: WalkedResource,
  targets: readonly string[] | undefined,
): Issue[] {
  if (typeof reference !== "string") return [];
  if (reference.startsWith("#") && !getLocalTargets(resource).has(reference)) {
    const message = "A reference that starts with # must name the id of a contained resource of this resource.";
    return [violation(place, "ref-1", "invariant", message)];
  }
  const type = referredType(reference, resource);
  if (type === undefined || targets === undefined || targets.includes(type)) return [];
  const message = `This reference must point to ${oneOf(targets)}.`;
  return [violation(getPlace(place, REFERENCE), "reference:target-type", "structure", message)];
}

const REFERENCE = rowsOf("Reference").byJsonName.get("reference") as ElementRow;

/** Lists names for a message. */
export function oneOf(names: readonly string[]): string {
  if (names.length === 1) return `a resource of the type ${names[0]}`;
  return `a resource of one of the types ${names.slice(0, -1).join(", ")} or ${names.at(-1)}`;
}
