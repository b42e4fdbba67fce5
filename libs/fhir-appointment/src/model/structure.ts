import type { Issue, IssueType } from "../issue.js";
import { COMMENTS, isComments } from "../json/comments.js";
import { checkNarrative } from "../xml/narrative.js";
import { expressionOf, locationOf, placeOf, rootOf, strangePlace } from "./place.js";
import type { ModelPlace } from "./place.js";
import { FORMS, primitiveFault } from "./primitives.js";
import { isNumber } from "./number-lexeme.js";
import { resourceRow, rowsOf } from "./types.js";
import type { ElementRow, TypeRow } from "./types.js";

export type Report = (place: ModelPlace, rule: string, code: IssueType, message: string) => void;

type Shape = Readonly<Record<string, unknown>>;

/**
 * Checks a resource in its JSON shape against the element rows of STU3: names, JSON types, cardinality, the grammar of
 * primitive values, the codes of required bindings, narrative. Invariants and references are not its matter.
 * Rule keys are `structure:*` and `xhtml:*`.
 */
export function checkStructure(resource: { readonly resourceType: string }): Issue[] {
  const issues: Issue[] = [];
  walkStructure(resource, (place, rule, code, message) => {
    const expression = expressionOf(place);
    issues.push({ severity: "error", code, rule, message, expression, location: locationOf(place) });
  });
  return issues;
}

interface Walk {
  readonly report: Report;
  /** False where the XML reader has seen the narrative already. */
  readonly narrative: boolean;
}

/** As {@link checkStructure}, telling each fault to `report`; without a look at narratives if `narrative` is false. */
export function walkStructure(
  resource: { readonly resourceType: string },
  report: Report,
  { narrative = true }: { readonly narrative?: boolean } = {},
): void {
  const root = rootOf(resource.resourceType);
  const type = resourceRow(resource.resourceType);
  if (type === undefined) {
    report(root, "structure:resource-type", "structure", "This is not a resource type of STU3.");
  } else {
    checkComplex(resource as unknown as Shape, type, root, { report, narrative });
  }
}

function checkComplex(value: Shape, type: TypeRow, place: ModelPlace, walk: Walk): void {
  let present = 0;
  let chosen: ElementRow[] | undefined;
  for (const key in value) {
    const item = value[key];
    if (item === undefined || (key === "resourceType" && type.isResource)) continue;
    if (key === COMMENTS && isComments(item)) continue;
    present += 1;
    const named = type.byJsonName.get(key);
    const row = named ?? type.bySiblingName.get(key);
    if (row === undefined) {
      walk.report(strangePlace(place, key), "structure:unknown-element", "structure", unknown(key, type));
      continue;
    }
    if (row.choice) checkChoice(row, (chosen ??= []), place, walk);
    if (named !== undefined) checkElement(item, row, value, place, walk);
    else checkSibling(item, value, row, place, walk);
  }
  if (present === 0 && !type.isResource) {
    walk.report(place, "structure:empty", "structure", "The element is empty.");
    return;
  }
  for (const rows of type.required) {
    if (!rows.some((row) => value[row.jsonName] !== undefined || value[row.siblingName] !== undefined))
      reportMissing(rows, place, walk);
  }
}

function unknown(name: string, type: TypeRow): string {
  return `STU3 has no element ${JSON.stringify(name)} in ${type.name}.`;
}

function reportMissing(rows: readonly ElementRow[], place: ModelPlace, walk: Walk): void {
  const [row] = rows;
  if (row === undefined) return;
  const missing: ModelPlace = { ...placeOf(place, row), jsonName: row.choice ? `${row.name}[x]` : row.jsonName };
  walk.report(missing, "structure:min", "required", `The element ${row.name}${row.choice ? "[x]" : ""} is required.`);
}

/** `chosen` holds the types of choice elements that the object was seen to have so far. */
function checkChoice(row: ElementRow, chosen: ElementRow[], place: ModelPlace, walk: Walk): void {
  const other = chosen.find(({ order }) => order === row.order);
  if (other === undefined) chosen.push(row);
  else if (other !== row) {
    walk.report(placeOf(place, row), "structure:max", "structure", `Only one type of ${row.name}[x] may be given.`);
  }
}

function checkElement(value: unknown, row: ElementRow, owner: Shape, place: ModelPlace, walk: Walk): void {
  if (!row.many) {
    if (Array.isArray(value)) {
      walk.report(
        placeOf(place, row),
        "structure:type",
        "structure",
        `The element ${row.jsonName} does not repeat: no array.`,
      );
    } else {
      checkItem(value, row, undefined, owner, place, walk);
    }
    return;
  }
  if (!Array.isArray(value)) {
    walk.report(
      placeOf(place, row),
      "structure:type",
      "structure",
      `The element ${row.jsonName} repeats: an array is needed.`,
    );
    return;
  }
  if (value.length === 0) {
    walk.report(placeOf(place, row), "structure:empty", "structure", "An array must not be empty.");
  }
  for (let index = 0; index < value.length; index++) checkItem(value[index], row, index, owner, place, walk);
}

function checkItem(
  value: unknown,
  row: ElementRow,
  index: number | undefined,
  owner: Shape,
  parent: ModelPlace,
  walk: Walk,
): void {
  if (row.kind === "primitive") {
    checkPrimitive(value, row, index, owner, parent, walk);
    return;
  }
  if (row.kind === "xhtml") {
    const place = placeOf(parent, row, index);
    if (typeof value === "string") {
      if (walk.narrative) checkNarrative(value, place, walk.report);
    } else walk.report(place, "structure:type", "structure", "The narrative div must be a string of XHTML.");
    return;
  }
  if (typeof value !== "object" || value === null || Array.isArray(value) || isNumber(value)) {
    const message = value === null ? "null is not allowed here." : `The element ${row.jsonName} must be an object.`;
    walk.report(placeOf(parent, row, index), "structure:type", "structure", message);
  } else if (row.kind === "resource") {
    checkContained(value as Shape, row, index, parent, walk);
  } else {
    checkComplex(value as Shape, rowsOf(row.type), placeOf(parent, row, index), walk);
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
  const place = placeOf(parent, row, index, type?.name);
  if (type !== undefined) checkComplex(value, type, place, walk);
  else
    walk.report(
      place,
      "structure:resource-type",
      "structure",
      "A resource with a resourceType of STU3 is needed here.",
    );
}

function checkPrimitive(
  value: unknown,
  row: ElementRow,
  index: number | undefined,
  owner: Shape,
  parent: ModelPlace,
  walk: Walk,
): void {
  if (value === null) {
    // null only lines up the values of a list with their extensions (json.html#primitive).
    const siblings = owner[row.siblingName];
    if (index !== undefined && Array.isArray(siblings) && siblings[index] != null) return;
    const message = "null is allowed only in a list, where the item has an id or extensions.";
    walk.report(placeOf(parent, row, index), "structure:null", "structure", message);
    return;
  }
  const fault = primitiveFault(row.type, value);
  if (fault === "type") {
    walk.report(placeOf(parent, row, index), "structure:type", "value", `The value must be ${FORMS[row.type]}.`);
  } else if (fault === "empty") {
    walk.report(placeOf(parent, row, index), "structure:empty", "value", "The value must not be empty.");
  } else if (fault === "value") {
    walk.report(placeOf(parent, row, index), "structure:value", "value", `The value must be ${FORMS[row.type]}.`);
  } else if (row.codes !== undefined && !row.codes.has(value as string)) {
    const message =
      row.codes.size > 20
        ? "The code is not in the value set."
        : `The code must be one of ${[...row.codes].join(", ")}.`;
    walk.report(placeOf(parent, row, index), "structure:code", "code-invalid", message);
  }
}

/** `_name`: id and extensions of a primitive element, or of each item of a list of them. */
function checkSibling(value: unknown, owner: Shape, row: ElementRow, place: ModelPlace, walk: Walk): void {
  const values = owner[row.jsonName];
  if (row.many !== Array.isArray(value)) {
    walk.report(
      placeOf(place, row),
      "structure:type",
      "structure",
      `${row.siblingName} must be ${row.many ? "an array" : "an object"}.`,
    );
    return;
  }
  if (!Array.isArray(value)) {
    checkPrimitiveElement(value, row, undefined, place, walk);
    return;
  }
  if (value.length === 0)
    walk.report(placeOf(place, row), "structure:empty", "structure", "An array must not be empty.");
  if (Array.isArray(values) && values.length !== value.length) {
    const message = `${row.siblingName} must have as many items as ${row.jsonName}: null where there is nothing.`;
    walk.report(placeOf(place, row), "structure:null", "structure", message);
  }
  for (let index = 0; index < value.length; index++) {
    if (value[index] !== null) checkPrimitiveElement(value[index], row, index, place, walk);
    else if (!Array.isArray(values) || values[index] == null) {
      const message = "An item of a list needs a value, an id or extensions.";
      walk.report(placeOf(place, row, index), "structure:null", "structure", message);
    }
  }
}

function checkPrimitiveElement(
  value: unknown,
  row: ElementRow,
  index: number | undefined,
  parent: ModelPlace,
  walk: Walk,
): void {
  const place = placeOf(parent, row, index);
  if (typeof value !== "object" || value === null || Array.isArray(value) || isNumber(value)) {
    walk.report(place, "structure:type", "structure", `${row.siblingName} must hold an object with id or extension.`);
  } else {
    checkComplex(value as Shape, rowsOf("Element"), place, walk);
  }
}
