import { isFields } from "../model/fields.js";
import type { Fields } from "../model/fields.js";
import { typeRow } from "../model/types.js";
import type { ElementRow } from "../model/types.js";

/** The names and the type of an element, for a comparison. */
export type ElementInfo = Pick<
  ElementRow,
  "name" | "jsonName" | "siblingName" | "type" | "kind" | "attribute" | "choice"
> & {
  /** `undefined` if STU3 has no such element; then the value itself shows it. */
  readonly many: boolean | undefined;
};

/**
 * Returns the element of a type that a JSON property holds. For a property that the type does not have, returns an
 * element without a type.
 */
export function getElement(type: string, jsonName: string): ElementInfo {
  return typeRow(type)?.byJsonName.get(jsonName) ?? unknownElement(jsonName);
}

function unknownElement(jsonName: string): ElementInfo {
  const siblingName = `_${jsonName}`;
  return {
    name: jsonName,
    jsonName,
    siblingName,
    type: "",
    kind: "complex",
    attribute: false,
    choice: false,
    many: undefined,
  };
}

/**
 * Returns the JSON name of the element that a property belongs to: `name` for `_name`. Returns `undefined` if the
 * property is not an element.
 */
export function elementName(property: string, fields: Fields): string | undefined {
  if (property.charCodeAt(0) === UNDERSCORE) return property.slice(1);
  return property === "resourceType" && typeof fields.resourceType === "string" ? undefined : property;
}

const UNDERSCORE = "_".charCodeAt(0);

/**
 * An element: a complex or primitive value, and the id and extensions that FHIR JSON keeps beside a primitive in
 * `_name`.
 */
export interface ElementValue {
  readonly value: unknown;
  readonly beside: unknown;
}

/** Returns true for an own property. An inherited one may have the name of a property (`constructor`, `__proto__`). */
export function has(fields: Fields, property: string): boolean {
  const value = fields[property];
  if (value === undefined) return false;
  return (typeof value !== "function" && property !== "__proto__") || Object.hasOwn(fields, property);
}

const own = (fields: Fields, name: string): unknown => (has(fields, name) ? fields[name] : undefined);

/** Returns an element of an object with all its repeats; `null` counts as absent. */
export function getElementValue(fields: Fields, { jsonName, siblingName, many }: ElementInfo): ElementValue {
  if (many !== undefined) return { value: fields[jsonName] ?? undefined, beside: elementBeside(fields[siblingName]) };
  return { value: own(fields, jsonName) ?? undefined, beside: elementBeside(own(fields, siblingName)) };
}

/** Returns the id and extensions beside a value; `undefined` if they are empty. */
export function elementBeside(beside: unknown): unknown {
  return isNothing(beside) ? undefined : beside;
}

function isNothing(beside: unknown): boolean {
  if (!isFields(beside)) return beside == null;
  return Object.entries(beside).every(
    ([name, value]) =>
      value == null || (Array.isArray(value) && value.every(isGap)) || (name.startsWith("_") && isNothing(value)),
  );
}

const isGap = (item: unknown): boolean => item == null;

/**
 * Returns the repeats of an element, each value with its id and extensions. Gaps at the end are not items: a gap only
 * aligns two lists.
 */
export function repeatsIn({ value, beside }: ElementValue): ElementValue[] {
  if (beside === undefined && Array.isArray(value) && value.length > 0 && value[value.length - 1] != null) {
    const items: ElementValue[] = [];
    for (const item of value as unknown[]) items.push({ value: item ?? undefined, beside: undefined });
    return items;
  }
  const [values, besides] = [listOf(value), listOf(beside)];
  const items = Array.from({ length: Math.max(values.length, besides.length) }, (_, i) => ({
    value: values[i] ?? undefined,
    beside: elementBeside(besides[i]),
  }));
  while (items.length > 0 && isAbsent(items[items.length - 1] as ElementValue)) items.pop();
  return items;
}

export const listOf = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : value == null ? [] : [value];

export const isAbsent = ({ value, beside }: ElementValue): boolean => value === undefined && beside === undefined;

export function isRepeated({ many }: ElementInfo, one: ElementValue, other: ElementValue): boolean {
  return many ?? [one.value, one.beside, other.value, other.beside].some(Array.isArray);
}

/** Returns the type of a value; a contained resource states its own type. */
export function resourceTypeOr(type: string, fields: Fields): string {
  return typeof fields.resourceType === "string" ? fields.resourceType : type;
}

/** The way in which repeats are compared: in order, as a set, or by their `id` in any order. */
export type Repeats = "positional" | "set" | "keyed";

/**
 * Returns the way in which the repeats of an element are compared. Profile, security and tag are sets (STU3
 * resource.html#Meta). Contained resources are identified by their id.
 */
export function getRepeats(type: string, jsonName: string): Repeats {
  if (type === "Meta") return META_SETS.has(jsonName) ? "set" : "positional";
  return jsonName === "contained" ? "keyed" : "positional";
}

const META_SETS: ReadonlySet<string> = new Set(["profile", "security", "tag"]);

/** Returns the `id` in an item. */
export function toKey({ value }: ElementValue): string | undefined {
  return isFields(value) && typeof value.id === "string" ? value.id : undefined;
}

export function haveOwnIds(items: readonly ElementValue[]): boolean {
  const ids = new Set(items.map(toKey));
  return ids.size === items.length && !ids.has(undefined);
}
