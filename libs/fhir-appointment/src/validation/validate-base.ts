import type { Fields } from "../model/fields.js";
import type { Issue } from "../issue.js";
import { getPlace, getRoot } from "../model/place.js";
import type { ModelPlace } from "../model/place.js";
import { TOO_COMPLEX, checkStructure } from "../structure/structure.js";
import { rowsOf } from "../model/types.js";
import type { ElementRow } from "../model/types.js";
import { hasContent } from "../xml/narrative.js";
import { checkExtensionUrl, checkIdentifierUri, checkSystem } from "./absolute-uris.js";
import { violation } from "../issues/violation.js";
import { checkCode, checkLanguageConcept } from "./codings.js";
import { Collector } from "../issues/collector.js";
import { checkContained } from "./contained.js";
import { ElementIds } from "./element-ids.js";
import type { Invariant } from "./invariant.js";
import { getInvariants } from "./invariants.js";
import { mergeIssues } from "./issues.js";
import { checkReference, getTargets } from "./references.js";
import { walk } from "./walk.js";
import type { WalkedResource } from "./walk.js";

export interface BaseOptions {
  /**
   * `false` if `readResource` has just read the resource and its issues are available, since it checks the structure
   * itself.
   */
  readonly structure?: boolean;
}

/**
 * Checks the requirements of FHIR STU3 on a resource. It checks the structure (names, types, cardinality, primitive
 * values, required codes), then invariants, references, code systems and contained resources. Contained resources are
 * validated against base STU3 too. Never throws.
 *
 * @example
 * ```ts
 * assert.deepEqual(validateBase({ resourceType: "Basic" }).map(({ rule }) => rule), ["structure:min"]);
 * ```
 */
export function validateBase(resource: { readonly resourceType: string }, options: BaseOptions = {}): Issue[] {
  const issues = options.structure === false ? [] : checkStructure(resource);
  if (issues.some(({ rule }) => rule === TOO_COMPLEX)) return issues;
  const found = checkRules(resource.resourceType, resource as unknown as Fields);
  return issues.length + found.length === 0 ? [] : mergeIssues(issues, found);
}

function checkRules(resourceType: string, resource: Fields): Issue[] {
  const ids = new ElementIds();
  const found = new Collector();
  walk(resourceType, resource, getRoot(resourceType), (type, element, place, owner, within) => {
    // Contained resources share the place of the resource around them.
    if (within.place === place) {
      if (within.container === undefined) found.addAll(checkContained(element, place));
    } else if (element.id !== undefined && type !== "ElementDefinition") {
      // A snapshot and a differential contain the same definitions with the same ids.
      found.addAll(ids.check(element.id, place, within));
    }
    const { invariants, check } = getRules(type);
    for (const { key, holds, message } of invariants)
      if (!holds(element)) found.addError(() => violation(place, key, "invariant", message));
    if (check !== undefined) found.addAll(check(element, place, owner, within));
  });
  return found.issues;
}

interface Rules {
  readonly invariants: readonly Invariant[];
  readonly check: Check | undefined;
}

const compiled = new Map<string, Rules>();

function getRules(type: string): Rules {
  let rules = compiled.get(type);
  if (rules === undefined) compiled.set(type, (rules = { invariants: getInvariants(type), check: CHECKS.get(type) }));
  return rules;
}

type Check = (element: Fields, place: ModelPlace, owner: string, within: WalkedResource) => readonly Issue[];

/** The standard's rules on a type beside its invariants, by type. */
const CHECKS: ReadonlyMap<string, Check> = new Map<string, Check>([
  ["CodeableConcept", checkLanguageConcept],
  ["Coding", (element, place) => both(checkSystem("Coding", element, place), checkCode(element, place))],
  ["Extension", checkExtensionUrl],
  [
    "Identifier",
    (element, place) => both(checkSystem("Identifier", element, place), checkIdentifierUri(element, place)),
  ],
  ["Narrative", checkContent],
  [
    "Reference",
    (element, place, owner, within) => checkReference(element, place, within, getTargets(owner).get(place.name)),
  ],
]);

/** Joins two lists of issues, most of which are empty. */
const both = (one: readonly Issue[], other: readonly Issue[]): readonly Issue[] =>
  one.length === 0 ? other : [...one, ...other];

/** Checks txt-2. */
function checkContent({ div }: Fields, place: ModelPlace): Issue[] {
  if (typeof div !== "string" || hasContent(div)) return [];
  return [violation(getPlace(place, DIV), "txt-2", "invariant", "A narrative must have some text or an image.")];
}

const DIV = rowsOf("Narrative").byJsonName.get("div") as ElementRow;
