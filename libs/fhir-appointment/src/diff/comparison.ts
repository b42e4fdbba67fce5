import { isFields } from "../model/fields.js";
import type { Fields } from "../model/fields.js";
import { isPlain } from "./canonical.js";
import {
  elementBeside,
  elementName,
  getElement,
  has,
  getElementValue,
  isRepeated,
  listOf,
  repeatsIn,
  getRepeats,
  resourceTypeOr,
} from "./elements.js";
import type { ElementValue } from "./elements.js";
import { ElementIds } from "./ids.js";

/** Number of elements that are compared one by one; most resources have fewer. */
const DIRECT = 100_000;

/**
 * Compares elements by meaning. The total cost is linear in the size of all compared elements, however often they are
 * compared. Elements are compared one by one at first. Beyond a certain number they are compared by ids, and each
 * element gets its id once.
 */
export class Comparison {
  private direct = DIRECT;
  private made: ElementIds | undefined;

  /** Created on first use: most compared resources are nearly equal. */
  get ids(): ElementIds {
    return (this.made ??= new ElementIds());
  }

  same(type: string, before: ElementValue, after: ElementValue): boolean {
    return (
      this.sameItem(type, before.value, after.value) &&
      (before.beside === after.beside || this.sameItem("Element", before.beside, after.beside))
    );
  }

  /** Returns true if two values of a complex type are equal, element by element. */
  sameFields(type: string, before: Fields, after: Fields): boolean {
    this.direct -= 1;
    const own = resourceTypeOr(type, before);
    if (own !== resourceTypeOr(type, after)) return false;
    for (const property in before) if (!this.sameProperty(own, property, before, after)) return false;
    for (const property in after)
      if (!has(before, property) && !this.sameProperty(own, property, after, before)) return false;
    return true;
  }

  sameValue(type: string, before: unknown, after: unknown): boolean {
    if (before === after) return true;
    if (before == null || after == null) return (before ?? undefined) === (after ?? undefined);
    if (typeof before === "string" && isPlain(type)) return false;
    if (isFields(before)) return isFields(after) && this.sameFields(type, before, after);
    if (typeof before === "string" && typeof after === "string") this.direct -= (before.length + after.length) >> 7;
    return this.ids.ofValue(type, before) === this.ids.ofValue(type, after);
  }

  /**
   * Returns true if a property is equal and the check is cheap. Returns false after many comparisons, so that nested
   * elements are not compared again and again.
   */
  isSeenEqual(type: string, property: string, before: Fields, after: Fields): boolean {
    return this.direct > 0 && this.sameProperty(type, property, before, after);
  }

  /** Returns true if a property is equal. An element is equal if this holds for both `name` and `_name`. */
  private sameProperty(type: string, property: string, before: Fields, after: Fields): boolean {
    const mine = before[property];
    const theirs = after[property];
    if (mine === theirs) return true;
    const name = elementName(property, before);
    if (name === undefined) return true;
    const element = getElement(type, name);
    if (element.many === false)
      return property === name
        ? this.sameValue(element.type, mine, theirs)
        : this.sameValue("Element", elementBeside(mine), elementBeside(theirs));
    const one = getElementValue(before, element);
    const other = getElementValue(after, element);
    if (!isRepeated(element, one, other)) return this.same(element.type, one, other);
    if (this.sameInOrder(element.type, one, other)) return true;
    return (
      getRepeats(type, name) !== "positional" &&
      this.ids.ofList(type, element, one) === this.ids.ofList(type, element, other)
    );
  }

  private sameInOrder(type: string, one: ElementValue, other: ElementValue): boolean {
    const [values, theirs] = [listOf(one.value), listOf(other.value)];
    this.direct -= values.length;
    if (one.beside === undefined && other.beside === undefined && values.length === theirs.length) {
      for (let i = 0; i < values.length; i++) if (!this.sameItem(type, values[i], theirs[i])) return false;
      return true;
    }
    const [items, others] = [repeatsIn(one), repeatsIn(other)];
    return items.length === others.length && items.every((item, i) => this.same(type, item, others[i] as ElementValue));
  }

  private sameItem(type: string, before: unknown, after: unknown): boolean {
    if (this.direct <= 0) return this.ids.ofValue(type, before) === this.ids.ofValue(type, after);
    return this.sameValue(type, before, after);
  }
}
