import { isFields } from "../model/fields.js";
import type { Fields } from "../model/fields.js";
import { typeRow } from "../model/types.js";
import { Budget, align } from "./align.js";
import type { Alignment, Pair } from "./align.js";
import type { Change } from "./change.js";
import { Comparison } from "./comparison.js";
import {
  elementName,
  getElement,
  has,
  haveOwnIds,
  getElementValue,
  isAbsent,
  isRepeated,
  toKey,
  repeatsIn,
  getRepeats,
  resourceTypeOr,
} from "./elements.js";
import type { ElementInfo, ElementValue, Repeats } from "./elements.js";
import type { ElementList } from "./ids.js";
import { DiffPlace } from "./place.js";
import { withoutServerMeta } from "./server-meta.js";

/** Maximum number of compared pairs of elements, which take some milliseconds. */
const MOST_PAIRS = 100_000;

/**
 * Reports every difference between two resources, each at the most specific element that differs. Changed and removed
 * elements of `before` come first, then added ones. Values are compared by their meaning in the FHIR type.
 * `meta.versionId` and `meta.lastUpdated` belong to the server and are never a difference.
 * `apply(before, diff(before, after))` equals `after`: there is no difference between the two. The work is linear in
 * the size of both.
 *
 * @example
 * ```ts
 * const [change] = diff(entry, { ...entry, status: "cancelled" });
 * assert.equal(change?.expression, "Appointment.status");
 * ```
 */
export function diff(before: object, after: object): Change[] {
  return differences(before, after, Infinity).changes;
}

/** The first `most` differences, and the number of further ones. */
export interface Differences {
  readonly changes: Change[];
  readonly more: number;
}

/** Like {@link diff}, with a maximum number of reported differences. */
export function differences(before: object, after: object, most: number): Differences {
  const keepMeta = isFields((before as Fields).meta) && isFields((after as Fields).meta);
  const one = withoutServerMeta(before as Fields, { keepMeta });
  const other = withoutServerMeta(after as Fields, { keepMeta });
  const type = resourceTypeOr("Resource", one);
  const place = DiffPlace.root(type);
  if (type !== resourceTypeOr("Resource", other))
    return { changes: [{ kind: "changed", ...place.notations, path: [], before: one, after: other }], more: 0 };
  const differ = new Differ(most);
  differ.fields(type, one, other, place);
  return differ;
}

class Differ {
  readonly changes: Change[] = [];
  more = 0;
  private readonly comparison = new Comparison();
  private readonly budget = new Budget(MOST_PAIRS);

  constructor(private readonly most: number) {}

  fields(type: string, before: Fields, after: Fields, place: DiffPlace): void {
    const done = new Set<string>();
    for (const property in before) {
      if (this.comparison.isSeenEqual(type, property, before, after)) continue;
      const name = elementName(property, before);
      if (name === undefined || done.has(name)) continue;
      done.add(name);
      const element = getElement(type, name);
      const [one, other] = [getElementValue(before, element), getElementValue(after, element)];
      const choice = isAbsent(other) ? otherChoice(type, element, before, after, done) : undefined;
      if (choice === undefined) this.element(type, element, one, other, place);
      else {
        done.add(choice.jsonName);
        this.report("changed", place.child(choice), one, getElementValue(after, choice), name);
      }
    }
    for (const property in after) {
      if (has(before, property)) continue;
      const name = elementName(property, after);
      if (name === undefined || done.has(name)) continue;
      done.add(name);
      const element = getElement(type, name);
      this.element(type, element, getElementValue(before, element), getElementValue(after, element), place);
    }
  }

  private element(
    type: string,
    element: ElementInfo,
    before: ElementValue,
    after: ElementValue,
    place: DiffPlace,
  ): void {
    const own = place.child(element);
    if (!isRepeated(element, before, after)) this.held(element.type, before, after, own);
    else this.repeats(element, getRepeats(type, element.jsonName), repeatsIn(before), repeatsIn(after), own);
  }

  private held(type: string, before: ElementValue, after: ElementValue, place: DiffPlace): void {
    if (isAbsent(before) || isAbsent(after)) {
      if (!isAbsent(after)) this.report("added", place, before, after);
      else if (!isAbsent(before)) this.report("removed", place, before, after);
    } else if (isFields(before.value) && isFields(after.value) && before.beside === after.beside) {
      const own = resourceTypeOr(type, before.value);
      if (own !== resourceTypeOr(type, after.value)) this.report("changed", place, before, after);
      else
        this.fields(
          own,
          before.value,
          after.value,
          typeof before.value.resourceType === "string" ? place.resource(own) : place,
        );
    } else if (isPrimitive(before) && isPrimitive(after)) {
      if (!this.comparison.sameValue(type, before.value, after.value))
        this.report("changed", place, { ...before, beside: undefined }, { ...after, beside: undefined });
      this.fields("Element", getFields(before.beside), getFields(after.beside), place);
    } else if (!this.comparison.same(type, before, after)) this.report("changed", place, before, after);
  }

  private repeats(
    element: ElementInfo,
    repeats: Repeats,
    before: readonly ElementValue[],
    after: readonly ElementValue[],
    place: DiffPlace,
  ): void {
    const [only, other] = [before[0], after[0]];
    if (before.length === 1 && after.length === 1 && repeats === "positional" && only && other) {
      if (!isAbsent(only) && !isAbsent(other)) {
        if (only.value !== other.value || only.beside !== other.beside)
          this.held(element.type, only, other, place.item(0, 0));
        return;
      }
    }
    const { kept, removed, added, moved } = this.alignment(element.type, repeats, before, after);
    // The remaining items keep their order, in the places without an added or moved item.
    const isTaken = new Uint8Array(after.length);
    for (const j of added) isTaken[j] = 1;
    for (const [, to] of moved) isTaken[to] = 1;
    const slots: number[] = [];
    let slot = 0;
    for (const [i] of [...kept].sort(([i], [j]) => i - j)) {
      while (isTaken[slot] === 1) slot++;
      slots[i] = slot++;
    }
    const nothing = { value: undefined, beside: undefined };
    for (const i of removed) this.report("removed", place.item(i, i), before[i] as ElementValue, nothing);
    for (const [i, j] of kept) {
      const [one, other] = [before[i] as ElementValue, after[j] as ElementValue];
      if (one.value === other.value && one.beside === other.beside) continue;
      const own = place.item(j, slots[i] as number);
      // A gap in a list was filled or created: the item stays.
      if (isAbsent(one) || isAbsent(other)) this.report("changed", own, one, other);
      else this.held(element.type, one, other, own);
    }
    for (const [i, j] of moved)
      this.report("moved", place.item(j, j), before[i] as ElementValue, after[j] as ElementValue, i);
    for (const j of added) this.report("added", place.item(j, j), nothing, after[j] as ElementValue);
  }

  private alignment(
    type: string,
    repeats: Repeats,
    before: readonly ElementValue[],
    after: readonly ElementValue[],
  ): Alignment {
    const { comparison } = this;
    if (repeats === "set") return matchUnordered(before, after, (item) => comparison.ids.of(type, item));
    if (repeats === "keyed" && haveOwnIds(before) && haveOwnIds(after)) return matchUnordered(before, after, toKey);
    const elements = (item: ElementValue | undefined) =>
      isFields(item?.value) ? comparison.ids.ofElements(type, item.value) : [];
    return align(
      {
        before: before.length,
        after: after.length,
        same: (i, j) => comparison.same(type, before[i] as ElementValue, after[j] as ElementValue),
        beforeId: (i) => comparison.ids.of(type, before[i] as ElementValue),
        afterId: (j) => comparison.ids.of(type, after[j] as ElementValue),
        similarity: (i, j) => alike(elements(before[i]), elements(after[j])),
        beforeSize: (i) => getSize(elements(before[i])),
      },
      this.budget,
    );
  }

  private report(
    kind: Change["kind"],
    place: DiffPlace,
    before: ElementValue,
    after: ElementValue,
    from?: string | number,
  ): void {
    if (this.changes.length >= this.most) {
      this.more += 1;
      return;
    }
    const { expression, location } = place.notations;
    const change: Mutable<Change> = { kind, expression, location, path: place.path };
    if (from !== undefined) change.from = from;
    if (before.value !== undefined) change.before = before.value;
    if (before.beside !== undefined) change.beforeElement = before.beside;
    if (after.value !== undefined) change.after = after.value;
    if (after.beside !== undefined) change.afterElement = after.beside;
    this.changes.push(change);
  }
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** Finds the same choice element in `after` if its type changed. */
function otherChoice(
  type: string,
  former: ElementInfo,
  before: Fields,
  after: Fields,
  taken: ReadonlySet<string>,
): ElementInfo | undefined {
  if (!former.choice) return undefined;
  const rows = typeRow(type)?.choices.get(former.name);
  return rows?.find(
    (row) =>
      !taken.has(row.jsonName) && isAbsent(getElementValue(before, row)) && !isAbsent(getElementValue(after, row)),
  );
}

/** Matches items in any order. Two items that match the same one are one item of a set, listed twice. */
function matchUnordered(
  before: readonly ElementValue[],
  after: readonly ElementValue[],
  key: (item: ElementValue) => unknown,
): Alignment {
  const places = new Map<unknown, number>();
  after.forEach((item, j) => {
    const id = key(item);
    if (!places.has(id)) places.set(id, j);
  });
  const keys = before.map(key);
  const known = new Set(keys);
  const kept: Pair[] = [];
  const removed: number[] = [];
  keys.forEach((id, i) => {
    const j = places.get(id);
    if (j === undefined) removed.push(i);
    else kept.push([i, j]);
  });
  const added = after.flatMap((item, j) => (known.has(key(item)) ? [] : [j]));
  return { kept, removed, added, moved: [] };
}

/** Returns the proportion of equal elements. */
function alike(before: ElementList, after: ElementList): number {
  let equal = 0;
  let both = 0;
  // The first number is the type.
  for (let i = 1, j = 1; i < before.length && j < after.length;) {
    const order = (before[i] as number) - (after[j] as number);
    if (order === 0) {
      both++;
      if (before[i + 1] === after[j + 1]) equal++;
    }
    if (order <= 0) i += 2;
    if (order >= 0) j += 2;
  }
  return equal === 0 ? 0 : (equal / (getSize(before) + getSize(after) - both)) * 0.99;
}

const getSize = (elements: ElementList): number => elements.length >> 1;

const isPrimitive = ({ value, beside }: ElementValue): boolean =>
  !isFields(value) && !Array.isArray(value) && (beside === undefined || isFields(beside));
const getFields = (value: unknown): Fields => (isFields(value) ? value : {});
