import { Collector } from "../issues/collector.js";
import { violation } from "../issues/violation.js";
import type { Issue } from "../issue.js";
import { COMMENTS, isComments } from "../model/comments.js";
import { DEFAULT_LIMITS } from "../limits.js";
import { isNumber } from "../model/number-lexeme.js";
import { getPlace, getRoot, strangePlace } from "../model/place.js";
import type { ModelPlace } from "../model/place.js";
import { resourceRow, rowsOf } from "../model/types.js";
import type { ElementRow, TypeRow } from "../model/types.js";
import { checkNarrative, normalizeDiv } from "../xml/narrative.js";
import { quoted } from "../xml/scan.js";
import { checkPrimitive, checkSibling } from "./primitive-elements.js";
import { ComplexityFault, count } from "./walk.js";
import type { Report, Shape, Walk, WalkOptions } from "./walk.js";

/** The rule that a resource in memory breaks if it is larger or deeper than any that can be read. */
export const TOO_COMPLEX = "structure:too-complex";

/**
 * Checks a resource in its JSON shape against the element rows of STU3: names, JSON types, cardinality, the grammar of
 * primitive values, the codes of required bindings, narrative. It does not check invariants and references. Rule keys
 * are `structure:*` and `xhtml:*`. After the first 500 issues the others are counted, in an issue of the rule
 * `validation:more-issues`.
 *
 * @example
 * ```ts
 * assert.deepEqual(checkStructure(entry), []);
 * ```
 */
export function checkStructure(resource: { readonly resourceType: string }): Issue[] {
  const found = new Collector();
  const report: Report = (place, rule, code, message) => found.addError(() => violation(place, rule, code, message));
  try {
    walkStructure(resource, report);
  } catch (error) {
    if (!(error instanceof ComplexityFault)) throw error;
    report(getRoot(resource.resourceType), TOO_COMPLEX, "too-costly", `The resource ${error.message}.`);
  }
  return found.issues;
}

/** Like {@link checkStructure}, but passes each fault to `report`. Throws {@link ComplexityFault}. */
export function walkStructure(
  resource: { readonly resourceType: string },
  report: Report,
  { narrative = true, normalize = false, limits = DEFAULT_LIMITS }: WalkOptions = {},
): void {
  const root = getRoot(resource.resourceType);
  const type = resourceRow(resource.resourceType);
  if (type === undefined) {
    report(root, "structure:resource-type", "structure", "This is not a resource type of STU3.");
    return;
  }
  const walk: Walk = {
    report,
    options: { narrative, normalize, limits },
    depth: 0,
    elements: 0,
    padding: [],
    checkComplex,
  };
  count(walk, 1);
  checkComplex(resource as unknown as Shape, type, root, walk);
  if (normalize) for (const [owner, property] of walk.padding) Reflect.deleteProperty(owner, property);
}

/** See {@link Walk.checkComplex}. */
function checkComplex(value: Shape, type: TypeRow, place: ModelPlace, walk: Walk, hasValue = false): void {
  walk.depth += 1;
  let members = 0;
  let filled = hasValue || type.isResource;
  let chosen: ElementRow[] | undefined;
  for (const key in value) {
    const item = value[key];
    if (item === undefined || (key === "resourceType" && type.isResource)) continue;
    if (key === COMMENTS && isComments(item)) continue;
    members += 1;
    // ele-1: an element has a value or children; an id alone is neither.
    if (key !== "id") filled = true;
    const named = type.byJsonName.get(key);
    const row = named ?? type.bySiblingName.get(key);
    if (row === undefined) {
      walk.report(placeOfUnknown(key, type, place), "structure:unknown-element", "structure", unknown(key, type));
      continue;
    }
    if (row.choice) checkChoice(row, (chosen ??= []), place, walk);
    if (named !== undefined) checkElement(item, row, value, place, walk);
    else checkSibling(item, value, row, place, walk);
  }
  if (!filled || (members === 0 && !type.isResource)) {
    walk.report(place, "structure:empty", "structure", "The element is empty: it has neither a value nor children.");
  } else {
    for (const rows of type.required) {
      if (!hasOne(rows, value)) reportMissing(rows, place, walk);
    }
  }
  walk.depth -= 1;
}

function hasOne(rows: readonly ElementRow[], value: Shape): boolean {
  for (const { jsonName, siblingName } of rows)
    if (value[jsonName] !== undefined || value[siblingName] !== undefined) return true;
  return false;
}

/** Returns the place of an unknown property. `_name` of a non-primitive element is a fault of that element. */
function placeOfUnknown(key: string, type: TypeRow, place: ModelPlace): ModelPlace {
  const row = key.startsWith("_") ? type.byJsonName.get(key.slice(1)) : undefined;
  return row === undefined ? strangePlace(place, key) : getPlace(place, row);
}

function unknown(name: string, type: TypeRow): string {
  return `STU3 has no element ${quoted(name)} in ${type.name}.`;
}

function reportMissing(rows: readonly ElementRow[], place: ModelPlace, walk: Walk): void {
  const [row] = rows;
  if (row === undefined) return;
  const missing: ModelPlace = { ...getPlace(place, row), jsonName: row.choice ? `${row.name}[x]` : row.jsonName };
  walk.report(missing, "structure:min", "required", `The element ${row.name}${row.choice ? "[x]" : ""} is required.`);
}

/** Checks a choice element. `chosen` contains the choice types found in the object so far. */
function checkChoice(row: ElementRow, chosen: ElementRow[], place: ModelPlace, walk: Walk): void {
  const other = chosen.find(({ order }) => order === row.order);
  if (other === undefined) chosen.push(row);
  else if (other !== row) {
    walk.report(getPlace(place, row), "structure:max", "structure", `Only one type of ${row.name}[x] may be given.`);
  }
}

function checkElement(value: unknown, row: ElementRow, owner: Shape, place: ModelPlace, walk: Walk): void {
  if (row.many !== Array.isArray(value)) {
    const message = row.many
      ? `The element ${row.jsonName} repeats: an array is needed.`
      : `The element ${row.jsonName} does not repeat: no array.`;
    walk.report(getPlace(place, row), "structure:type", "structure", message);
  } else if (!Array.isArray(value)) checkItem(value, row, undefined, owner, place, walk);
  else {
    if (value.length === 0) {
      walk.report(getPlace(place, row), "structure:empty", "structure", "An array must not be empty.");
    }
    for (let index = 0; index < value.length; index++) checkItem(value[index], row, index, owner, place, walk);
  }
}

function checkItem(
  value: unknown,
  row: ElementRow,
  index: number | undefined,
  owner: Shape,
  parent: ModelPlace,
  walk: Walk,
): void {
  if (row.kind === "xhtml") {
    checkDiv(value, row, owner, getPlace(parent, row, index), walk);
    return;
  }
  if (!row.attribute) count(walk, 1);
  if (row.kind === "primitive") checkPrimitive(value, row, index, owner, parent, walk);
  else if (typeof value !== "object" || value === null || Array.isArray(value) || isNumber(value)) {
    const message = value === null ? "null is not allowed here." : `The element ${row.jsonName} must be an object.`;
    walk.report(getPlace(parent, row, index), "structure:type", "structure", message);
  } else if (row.kind === "resource") checkContained(value as Shape, row, index, parent, walk);
  else checkComplex(value as Shape, rowsOf(row.type), getPlace(parent, row, index), walk);
}

function checkDiv(value: unknown, row: ElementRow, owner: Shape, place: ModelPlace, walk: Walk): void {
  const { narrative, normalize, limits } = walk.options;
  if (typeof value !== "string") {
    walk.report(place, "structure:type", "structure", "The narrative div must be a string of XHTML.");
  } else if (narrative) {
    if (normalize) (owner as Record<string, unknown>)[row.jsonName] = normalizeDiv(value);
    count(
      walk,
      checkNarrative(value, limits, (rule, code, message) => walk.report(place, rule, code, message)),
    );
  }
}

function checkContained(
  value: Shape,
  row: ElementRow,
  index: number | undefined,
  parent: ModelPlace,
  walk: Walk,
): void {
  const type = resourceRow(value.resourceType);
  const place = getPlace(parent, row, index, type?.name);
  if (type !== undefined) checkComplex(value, type, place, walk);
  else
    walk.report(
      place,
      "structure:resource-type",
      "structure",
      "A resource with a resourceType of STU3 is needed here.",
    );
}
