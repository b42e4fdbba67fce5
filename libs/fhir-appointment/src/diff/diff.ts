import { align } from "./align.js";
import type { Alignment } from "./align.js";
import type { Change } from "./change.js";
import { elementOf, repeatsOf } from "./elements.js";
import type { ElementInfo, Repeats } from "./elements.js";
import { isFields, resourceTypeOr, sameFields, sameHeld, samePrimitive, sameProperty } from "./equality.js";
import type { Fields, Held } from "./equality.js";
import { childPlace, insideOf, itemPlace, rootPlace } from "./place.js";
import type { Place } from "./place.js";
import { withoutServerMeta } from "./server-meta.js";

/**
 * Names every difference between two resources, each at the most specific element that differs: first those that
 * `before` has, then what was added.
 * Values are compared by what they mean (see `samePrimitive`); `meta.versionId` and `meta.lastUpdated` belong to the server and
 * are never a difference. `apply(before, diff(before, after))` equals `after`.
 */
export function diff(before: object, after: object): Change[] {
  const keepMeta = isFields((before as Fields).meta) && isFields((after as Fields).meta);
  const one = withoutServerMeta(before as Fields, { keepMeta });
  const other = withoutServerMeta(after as Fields, { keepMeta });
  const type = resourceTypeOr("Resource", one);
  if (sameFields(type, one, other)) return [];
  const place = rootPlace(type);
  if (type !== resourceTypeOr("Resource", other)) return [{ kind: "changed", ...place, before: one, after: other }];
  const changes: Change[] = [];
  diffFields(type, one, other, place, changes);
  return changes;
}

function diffFields(type: string, before: Fields, after: Fields, place: Place, changes: Change[]): void {
  const renamed = new Set<string>();
  for (const name in before) {
    const key = elementName(name, before);
    if (key === undefined) continue;
    const other = holds(after, key) ? undefined : otherChoice(type, key, before, after);
    if (other === undefined) diffElement(type, key, before, after, place, changes);
    else {
      const at = childPlace(place, elementOf(type, other), other);
      changes.push({ kind: "changed", ...at, from: key, ...was(held(before, key)), ...is(held(after, other)) });
      renamed.add(other);
    }
  }
  for (const name in after) {
    const key = elementName(name, after);
    if (key !== undefined && !holds(before, key) && !renamed.has(key))
      diffElement(type, key, before, after, place, changes);
  }
}

/** The element that a property belongs to: for `_name` that is `name`, once. */
function elementName(name: string, fields: Fields): string | undefined {
  if (name === "resourceType" || fields[name] === undefined) return undefined;
  if (!name.startsWith("_")) return name;
  const key = name.slice(1);
  return fields[key] === undefined ? key : undefined;
}

const holds = (fields: Fields, key: string): boolean => fields[key] !== undefined || fields[`_${key}`] !== undefined;

function diffElement(type: string, key: string, before: Fields, after: Fields, place: Place, changes: Change[]): void {
  const beside = `_${key}`;
  if (sameProperty(type, key, before[key], after[key]) && sameProperty(type, beside, before[beside], after[beside]))
    return;
  const element = elementOf(type, key);
  const at = childPlace(place, element, key);
  if (Array.isArray(before[key] ?? before[beside] ?? after[key] ?? after[beside]))
    diffRepeats(element, repeatsOf(type, key), heldRepeats(before, key), heldRepeats(after, key), at, changes);
  else diffHeld(element, held(before, key), held(after, key), at, changes);
}

/** The JSON name that the same choice element has in `after`, if its type changed. */
function otherChoice(type: string, former: string, before: Fields, after: Fields): string | undefined {
  const { name, choice } = elementOf(type, former);
  if (!choice) return undefined;
  return Object.keys(after)
    .map((each) => elementName(each, after))
    .find((each) => each !== undefined && !holds(before, each) && elementOf(type, each).name === name);
}

function diffHeld(element: ElementInfo, before: Held, after: Held, place: Place, changes: Change[]): void {
  if (sameHeld(element.type, before, after)) return;
  if (isAbsent(before)) changes.push({ kind: "added", ...place, ...is(after) });
  else if (isAbsent(after)) changes.push({ kind: "removed", ...place, ...was(before) });
  else if (isFields(before.value) && isFields(after.value)) {
    const type = resourceTypeOr(element.type, before.value);
    if (type === resourceTypeOr(element.type, after.value))
      diffFields(type, before.value, after.value, insideOf(place, before.value), changes);
    else changes.push({ kind: "changed", ...place, ...was(before), ...is(after) });
  } else if (
    isFields(before.value) ||
    isFields(after.value) ||
    Array.isArray(before.value) ||
    Array.isArray(after.value)
  )
    changes.push({ kind: "changed", ...place, ...was(before), ...is(after) });
  else {
    if (!samePrimitive(element.type, before.value ?? undefined, after.value ?? undefined))
      changes.push({
        kind: "changed",
        ...place,
        ...(before.value == null ? {} : { before: before.value }),
        ...(after.value == null ? {} : { after: after.value }),
      });
    diffFields("Element", fieldsOf(before.beside), fieldsOf(after.beside), place, changes);
  }
}

function diffRepeats(
  element: ElementInfo,
  repeats: Repeats,
  before: readonly Held[],
  after: readonly Held[],
  place: Place,
  changes: Change[],
): void {
  const { kept, removed, added, moved } = alignRepeats(element, repeats, before, after);
  // What stays keeps its order, in the places that nothing was added or moved to.
  const taken = new Set([...added, ...moved.map(([, to]) => to)]);
  let slot = 0;
  const slots = new Map(
    [...kept]
      .sort(([i], [j]) => i - j)
      .map(([i]) => {
        while (taken.has(slot)) slot++;
        return [i, slot++] as const;
      }),
  );
  for (const i of removed) changes.push({ kind: "removed", ...itemPlace(place, i, i), ...was(before[i] as Held) });
  for (const [i, j] of kept)
    diffHeld(element, before[i] as Held, after[j] as Held, itemPlace(place, j, slots.get(i) as number), changes);
  for (const [i, j] of moved)
    changes.push({
      kind: "moved",
      ...itemPlace(place, j, j),
      from: i,
      ...was(before[i] as Held),
      ...is(after[j] as Held),
    });
  for (const j of added) changes.push({ kind: "added", ...itemPlace(place, j, j), ...is(after[j] as Held) });
}

function alignRepeats(
  element: ElementInfo,
  repeats: Repeats,
  before: readonly Held[],
  after: readonly Held[],
): Alignment {
  if (repeats === "set") return matchUnordered(before, after, (one, other) => sameHeld(element.type, one, other));
  if (repeats === "keyed" && haveOwnIds(before) && haveOwnIds(after))
    return matchUnordered(before, after, (one, other) => idOf(one) === idOf(other));
  return align(before.length, after.length, (i, j) => similarity(element.type, before[i] as Held, after[j] as Held));
}

/** Items that match, in any order. Two that match the same one are one item of a set, twice. */
function matchUnordered(
  before: readonly Held[],
  after: readonly Held[],
  matches: (one: Held, other: Held) => boolean,
): Alignment {
  const partners = before.map((one) => after.findIndex((other) => matches(one, other)));
  return {
    kept: partners.flatMap((j, i) => (j < 0 ? [] : [[i, j] as const])),
    removed: partners.flatMap((j, i) => (j < 0 ? [i] : [])),
    added: after.flatMap((other, j) => (before.some((one) => matches(one, other)) ? [] : [j])),
    moved: [],
  };
}

const idOf = ({ value }: Held): unknown => (isFields(value) ? value.id : undefined);

function haveOwnIds(items: readonly Held[]): boolean {
  const ids = new Set(items.map(idOf));
  return ids.size === items.length && !ids.has(undefined);
}

/** 1 where equal, otherwise the share of the elements that are equal. */
function similarity(type: string, before: Held, after: Held): number {
  if (sameHeld(type, before, after)) return 1;
  if (!isFields(before.value) || !isFields(after.value)) return 0;
  const keys = new Set([...Object.keys(before.value), ...Object.keys(after.value)]);
  let alike = 0;
  for (const key of keys) {
    const one = before.value[key];
    const other = after.value[key];
    if (one !== undefined && sameProperty(type, key, one, other)) alike++;
  }
  return (alike / keys.size) * 0.99;
}

function held(fields: Fields, key: string): Held {
  return { value: fields[key], beside: fields[`_${key}`] };
}

function heldRepeats(fields: Fields, key: string): Held[] {
  const values = listOf(fields[key]);
  const besides = listOf(fields[`_${key}`]);
  return Array.from({ length: Math.max(values.length, besides.length) }, (_, i) => ({
    value: values[i],
    beside: besides[i],
  }));
}

const listOf = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : value === undefined ? [] : [value];
const isAbsent = ({ value, beside }: Held): boolean => value == null && beside == null;
const fieldsOf = (value: unknown): Fields => (isFields(value) ? value : {});
const was = ({ value, beside }: Held) => ({
  ...(value == null ? {} : { before: value }),
  ...(beside == null ? {} : { beforeElement: beside }),
});
const is = ({ value, beside }: Held) => ({
  ...(value == null ? {} : { after: value }),
  ...(beside == null ? {} : { afterElement: beside }),
});
