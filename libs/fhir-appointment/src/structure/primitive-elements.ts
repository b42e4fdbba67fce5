import { isLanguageTag } from "../model/language-tag.js";
import { isNumber } from "../model/number-lexeme.js";
import { getPlace } from "../model/place.js";
import type { ModelPlace } from "../model/place.js";
import { FORMS, primitiveFault } from "../model/primitives.js";
import { rowsOf } from "../model/types.js";
import type { ElementRow } from "../model/types.js";
import { count } from "./walk.js";
import type { Shape, Walk } from "./walk.js";

/** Checks the value of a primitive element: its type and grammar, and its code if a binding restricts the codes. */
export function checkPrimitive(
  value: unknown,
  row: ElementRow,
  index: number | undefined,
  owner: Shape,
  parent: ModelPlace,
  walk: Walk,
): void {
  if (value === null) {
    // null only aligns the values of a list with their extensions (json.html#primitive).
    const siblings = owner[row.siblingName];
    if (index !== undefined && Array.isArray(siblings) && siblings[index] != null) return;
    const message = "null is allowed only in a list, where the item has an id or extensions.";
    walk.report(getPlace(parent, row, index), "structure:null", "structure", message);
    return;
  }
  const fault = primitiveFault(row.type, value);
  const place = () => getPlace(parent, row, index);
  switch (fault) {
    case "type":
    case "value":
      walk.report(place(), `structure:${fault}`, "value", `The value must be ${FORMS[row.type]}.`);
      break;
    case "empty":
      walk.report(place(), "structure:empty", "value", "The value must not be empty.");
      break;
    case "too-long":
      walk.report(place(), "structure:too-long", "too-long", "The value is longer than 1048576 characters (1 MB).");
      break;
    default:
      if (row.codes !== undefined && !row.codes.has(value as string)) reportCode(row.codes, place(), walk);
      else if (row.language && !isLanguageTag(value as string)) {
        walk.report(
          place(),
          "structure:code",
          "code-invalid",
          "The code must be a language tag (BCP 47), such as en-GB.",
        );
      } else if (row.attribute && row.name === "id" && SPACE.test(value as string)) {
        walk.report(place(), "structure:value", "value", "The id of an element must not contain white space.");
      }
  }
}

const SPACE = /[\t\n\r ]/;

function reportCode(codes: ReadonlySet<string>, place: ModelPlace, walk: Walk): void {
  const message =
    codes.size > 20 ? "The code is not in the value set." : `The code must be one of ${[...codes].join(", ")}.`;
  walk.report(place, "structure:code", "code-invalid", message);
}

/** Checks `_name`: the id and extensions of a primitive element, or of each item of a list of them. */
export function checkSibling(value: unknown, owner: Shape, row: ElementRow, place: ModelPlace, walk: Walk): void {
  const values = owner[row.jsonName];
  if (row.many !== Array.isArray(value)) {
    const message = `${row.siblingName} must be ${row.many ? "an array" : "an object"}.`;
    walk.report(getPlace(place, row), "structure:type", "structure", message);
  } else if (!Array.isArray(value)) {
    if (values === undefined) count(walk, 1);
    checkPrimitiveElement(value, row, undefined, values !== undefined, place, walk);
  } else if (value.length === 0) {
    walk.report(getPlace(place, row), "structure:empty", "structure", "An array must not be empty.");
  } else if (values === undefined || Array.isArray(values)) checkSiblings(value, values, owner, row, place, walk);
}

function checkSiblings(
  siblings: readonly unknown[],
  values: readonly unknown[] | undefined,
  owner: Shape,
  row: ElementRow,
  place: ModelPlace,
  walk: Walk,
): void {
  let bare = false;
  for (let index = 0; index < siblings.length; index++) {
    if (values === undefined || index >= values.length) count(walk, 1);
    const value = values?.[index] ?? undefined;
    if (siblings[index] !== null) checkPrimitiveElement(siblings[index], row, index, value !== undefined, place, walk);
    else if (value === undefined) {
      bare = true;
      // Beside a null in the list of values, the fault is reported at that null.
      if (values !== undefined && index < values.length) continue;
      const message = "An item of a list needs a value, an id or extensions.";
      walk.report(getPlace(place, row, index), "structure:null", "structure", message);
    }
  }
  if (values !== undefined && !bare) {
    if (siblings.every(isNull)) walk.padding.push([owner, row.siblingName]);
    else if (values.every(isNull)) walk.padding.push([owner, row.jsonName]);
  }
  if (values !== undefined && values.length !== siblings.length && !bare) {
    const message = `${row.siblingName} must have as many items as ${row.jsonName}: null where there is nothing.`;
    walk.report(getPlace(place, row), "structure:null", "structure", message);
  }
}

/** Returns true if there is an extension with content. An empty extension is reported as a fault of its own. */
function hasExtensions(sibling: object): boolean {
  const { extension } = sibling as Shape;
  return (
    Array.isArray(extension) && extension.some((each) => typeof each === "object" && Object.keys(each ?? {}).length > 0)
  );
}

const isNull = (item: unknown): boolean => item === null;

function checkPrimitiveElement(
  sibling: unknown,
  row: ElementRow,
  index: number | undefined,
  hasValue: boolean,
  parent: ModelPlace,
  walk: Walk,
): void {
  const place = getPlace(parent, row, index);
  if (typeof sibling !== "object" || sibling === null || Array.isArray(sibling) || isNumber(sibling)) {
    walk.report(
      place,
      "structure:type",
      "structure",
      `${row.siblingName} must contain an object with id or extension.`,
    );
    return;
  }
  walk.checkComplex(sibling as Shape, rowsOf("Element"), place, walk, hasValue);
  if (!hasValue && row.codes !== undefined && hasExtensions(sibling)) {
    const message = "A code of the value set is required here: extensions do not replace it.";
    walk.report(place, "structure:code", "code-invalid", message);
  }
}
