import { isFields } from "../model/fields.js";
import type { Fields } from "../model/fields.js";
import { typeRow } from "../model/types.js";
import type { ElementRow } from "../model/types.js";

/** What a comparison must know of an element: its names and the type of its values. */
export type ElementInfo = Pick<
  ElementRow,
  "name" | "jsonName" | "siblingName" | "type" | "kind" | "attribute" | "choice"
> & {
  /** `undefined` where STU3 has no such element: then its value shows it. */
  readonly many: boolean | undefined;
};

/** The element of a type that a JSON property holds; for a property that the type does not have, an element without a type. */
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

/** The JSON name of the element that a property belongs to: `name` for `_name`. `undefined` for what is not an element. */
export function elementName(property: string, fields: Fields): string | undefined {
  if (property.charCodeAt(0) === UNDERSCORE) return property.slice(1);
  return property === "resourceType" && typeof fields.resourceType === "string" ? undefined : property;
}

const UNDERSCORE = "_".charCodeAt(0);

/** An element: a complex value or a primitive one, and what FHIR JSON keeps beside a primitive in `_name`. */
export interface ElementValue {
  readonly value: unknown;
  readonly beside: unknown;
}

/** True for a property of the object itself: what objects inherit may be the name of one (`constructor`, `__proto__`). */
export function has(fields: Fields, property: string): boolean {
  const value = fields[property];
  if (value === undefined) return false;
  return (typeof value !== "function" && property !== "__proto__") || Object.hasOwn(fields, property);
}

const own = (fields: Fields, name: string): unknown => (has(fields, name) ? fields[name] : undefined);

/** The element of an object, all its repeats together; `null` counts as absent. */
export function getElementValue(fields: Fields, { jsonName, siblingName, many }: ElementInfo): ElementValue {
  if (many !== undefined) return { value: fields[jsonName] ?? undefined, beside: elementBeside(fields[siblingName]) };
  return { value: own(fields, jsonName) ?? undefined, beside: elementBeside(own(fields, siblingName)) };
}

/** What is beside a value; `undefined` for an Element that has nothing in it. */
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

/** The repeats of an element, each value with what is beside it. Gaps at the end are not items: a gap only lines up two lists. */
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

/** A contained resource names its type itself. */
export function resourceTypeOr(type: string, fields: Fields): string {
  return typeof fields.resourceType === "string" ? fields.resourceType : type;
}

/** How the repeats of an element are compared: in order, as a set, or by their `id` in any order. */
export type Repeats = "positional" | "set" | "keyed";

/** STU3 resource.html#Meta: profile, security and tag are sets. Contained resources are identified by their id. */
export function getRepeats(type: string, jsonName: string): Repeats {
  if (type === "Meta") return META_SETS.has(jsonName) ? "set" : "positional";
  return jsonName === "contained" ? "keyed" : "positional";
}

const META_SETS: ReadonlySet<string> = new Set(["profile", "security", "tag"]);

/** The `id` inside an item. */
export function toKey({ value }: ElementValue): string | undefined {
  return isFields(value) && typeof value.id === "string" ? value.id : undefined;
}

export function haveOwnIds(items: readonly ElementValue[]): boolean {
  const ids = new Set(items.map(toKey));
  return ids.size === items.length && !ids.has(undefined);
}
