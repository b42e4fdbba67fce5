import { isFields } from "../model/fields.js";
import type { Fields } from "../model/fields.js";
import { canonicalPrimitive, isPlain } from "./canonical.js";
import {
  elementName,
  getElement,
  has,
  haveOwnIds,
  getElementValue,
  isAbsent,
  repeatsIn,
  getRepeats,
  resourceTypeOr,
} from "./elements.js";
import type { ElementInfo, ElementValue } from "./elements.js";
import type { Tuple } from "./tuples.js";
import { Tuples } from "./tuples.js";

/**
 * The id of the type, followed for each element by the ids of its name and its value, in ascending order of the name
 * ids.
 */
export type ElementList = readonly number[];

const ABSENT = -1;

/** Assigns a number to each element. Elements with the same meaning get the same number. An object is visited once. */
export class ElementIds {
  private last = 0;
  /**
   * Ids by the content of the elements. The first character states the kind of content, so that kinds never collide.
   */
  private readonly ids = new Map<string, number>();
  /** Ids of texts that are compared as written, including names. */
  private readonly texts = new Map<string, number>();
  /** Ids of objects, which are lists of their elements. */
  private readonly objects = new Tuples(() => this.last++);
  private readonly narratives = new Map<string, number>();
  private readonly known = new Map<Fields, Tuple>();

  of(type: string, { value, beside }: ElementValue): number {
    const id = this.ofValue(type, value);
    return beside === undefined ? id : this.intern(this.ids, `_${id},${this.ofValue("Element", beside)}`);
  }

  ofValue(type: string, value: unknown): number {
    if (typeof value === "string") {
      if (type === "xhtml") return this.ofNarrative(value);
      return isPlain(type) ? this.intern(this.texts, value) : this.intern(this.ids, canonicalPrimitive(type, value));
    }
    if (value == null) return ABSENT;
    if (isFields(value)) return this.identified(resourceTypeOr(type, value), value).id;
    if (Array.isArray(value)) return this.intern(this.ids, `(${value.map((each) => this.ofValue(type, each)).join()}`);
    return this.intern(this.ids, canonicalPrimitive(type, value));
  }

  /** Returns the id of all repeats of an element of `type` together. */
  ofList(type: string, element: ElementInfo, held: ElementValue): number {
    const items = repeatsIn(held);
    if (items.length === 0) return ABSENT;
    const ids = items.map((item) => this.of(element.type, item));
    const repeats = getRepeats(type, element.jsonName);
    if (repeats === "set") return this.intern(this.ids, `<${sorted([...new Set(ids)]).join()}`);
    if (repeats === "keyed" && haveOwnIds(items)) return this.intern(this.ids, `<${sorted(ids).join()}`);
    return this.intern(this.ids, `[${ids.join()}`);
  }

  ofElements(type: string, fields: Fields): ElementList {
    return this.identified(resourceTypeOr(type, fields), fields).numbers;
  }

  private identified(type: string, fields: Fields): Tuple {
    const typeId = this.intern(this.texts, type);
    const known = this.known.get(fields);
    if (known?.numbers[0] === typeId) return known;
    let elements = [typeId];
    let last = -1;
    let isAscending = true;
    for (const property in fields) {
      const name = elementName(property, fields);
      if (name === undefined || (name !== property && has(fields, name))) continue;
      const id = this.ofElement(type, getElement(type, name), fields);
      if (id === ABSENT) continue;
      const nameId = this.intern(this.texts, name);
      if (nameId < last) isAscending = false;
      last = nameId;
      elements.push(nameId, id);
    }
    if (!isAscending) elements = ascending(elements);
    const found = this.objects.intern(elements);
    this.known.set(fields, found);
    return found;
  }

  private ofElement(type: string, element: ElementInfo, fields: Fields): number {
    if (element.many === false && fields[element.siblingName] === undefined)
      return this.ofValue(element.type, fields[element.jsonName]);
    const held = getElementValue(fields, element);
    if (isAbsent(held)) return ABSENT;
    // An element unknown to STU3 counts as a list of one if it is not a list.
    return element.many === false ? this.of(element.type, held) : this.ofList(type, element, held);
  }

  private ofNarrative(xhtml: string): number {
    let id = this.narratives.get(xhtml);
    if (id === undefined) this.narratives.set(xhtml, (id = this.intern(this.ids, canonicalPrimitive("xhtml", xhtml))));
    return id;
  }

  private intern(ids: Map<string, number>, text: string): number {
    let id = ids.get(text);
    if (id === undefined) ids.set(text, (id = this.last++));
    return id;
  }
}

const sorted = (ids: number[]): number[] => ids.sort((a, b) => a - b);

function ascending([type = 0, ...elements]: readonly number[]): number[] {
  const pairs: [number, number][] = [];
  for (let i = 0; i < elements.length; i += 2) pairs.push([elements[i] as number, elements[i + 1] as number]);
  return [type, ...pairs.sort(([one], [other]) => one - other).flat()];
}
