import type { Fields } from "../diff/equality.js";
import type { Issue } from "../issue.js";
import { rootOf } from "../model/place.js";
import { checkStructure } from "../model/structure.js";
import { broken } from "./broken.js";
import { checkContained } from "./contained.js";
import { checkExtensionUrl, checkSystem } from "./absolute-uris.js";
import { invariantsOf } from "./invariants.js";
import { checkReference, containedIn, targetsOf } from "./references.js";
import type { Contained } from "./references.js";
import { walk } from "./walk.js";

export interface BaseOptions {
  /** `false` where `readResource` has just read the resource and its issues are at hand: it checks the structure itself. */
  readonly structure?: boolean;
}

/**
 * What FHIR STU3 demands of a resource: its structure (names, types, cardinality, primitive values, required codes), then
 * invariants, references and contained resources, which are held to base STU3 as well. Never throws.
 */
export function validateBase(resource: { readonly resourceType: string }, options: BaseOptions = {}): Issue[] {
  const issues = options.structure === false ? [] : checkStructure(resource);
  checkRules(resource.resourceType, resource as unknown as Fields, issues);
  return issues;
}

function checkRules(resourceType: string, resource: Fields, issues: Issue[]): void {
  let contained: Contained = new Map();
  walk(resourceType, resource, rootOf(resourceType), "", (type, element, place, owner) => {
    // Resources in a Bundle or in Parameters have contained resources of their own; contained ones share those around them.
    if (place.parent === undefined || (place.resourceType !== undefined && place.name !== "contained")) {
      contained = containedIn(element);
      issues.push(...checkContained(element, place));
    }
    for (const { key, holds, message } of invariantsOf(type))
      if (!holds(element)) issues.push(broken(place, key, "invariant", message));
    if (type === "Extension") issues.push(...checkExtensionUrl(element, place, owner));
    else if (type === "Coding" || type === "Identifier") issues.push(...checkSystem(type, element, place));
    else if (type === "Reference")
      issues.push(...checkReference(element, place, contained, targetsOf(owner).get(place.name)));
  });
}
