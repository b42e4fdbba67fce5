import { isFields } from "../model/fields.js";
import type { Fields } from "../model/fields.js";
import { canonicalPrimitive, isPlain } from "./canonical.js";
import {
  elementName,
  elementOf,
  has,
  haveOwnIds,
  heldOf,
  isAbsent,
  repeatsIn,
  repeatsOf,
  resourceTypeOr,
} from "./elements.js";
import type { ElementInfo, Held } from "./elements.js";

interface Identified {
  readonly type: string;
  readonly elements: ElementList;
  readonly id: number;
}

/** Of each element of an object the id of its name, then its own, in ascending order of the names. */
export type ElementList = readonly number[];

const ABSENT = -1;

/** Gives each element a number: elements that mean the same have the same one. An object is looked at once. */
export class ElementIds {
  private last = 0;
  /** By what they are made of. The first character says what kind of thing it is, so that no two kinds meet. */
  private readonly ids = new Map<string, number>();
  /** Texts that are compared as written, names too. */
  private readonly texts = new Map<string, number>();
  private readonly narratives = new Map<string, number>();
  private readonly known = new Map<Fields, Identified>();

  of(type: string, { value, beside }: Held): number {
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

  /** Of all repeats of an element of `type` together. */
  ofList(type: string, element: ElementInfo, held: Held): number {
    const items = repeatsIn(held);
    if (items.length === 0) return ABSENT;
    const ids = items.map((item) => this.of(element.type, item));
    const repeats = repeatsOf(type, element.jsonName);
    if (repeats === "set") return this.intern(this.ids, `<${sorted([...new Set(ids)]).join()}`);
    if (repeats === "keyed" && haveOwnIds(items)) return this.intern(this.ids, `<${sorted(ids).join()}`);
    return this.intern(this.ids, `[${ids.join()}`);
  }

  ofElements(type: string, fields: Fields): ElementList {
    return this.identified(resourceTypeOr(type, fields), fields).elements;
  }

  private identified(type: string, fields: Fields): Identified {
    const known = this.known.get(fields);
    if (known?.type === type) return known;
    let elements: number[] = [];
    let isAscending = true;
    for (const property in fields) {
      const name = elementName(property, fields);
      if (name === undefined || (name !== property && has(fields, name))) continue;
      const element = elementOf(type, name);
      const held = heldOf(fields, element);
      if (isAbsent(held)) continue;
      // What STU3 does not know is a list of one where it is not a list.
      const id = element.many === false ? this.of(element.type, held) : this.ofList(type, element, held);
      if (id === ABSENT) continue;
      const nameId = this.intern(this.texts, name);
      if (elements.length > 0 && nameId < (elements[elements.length - 2] as number)) isAscending = false;
      elements.push(nameId, id);
    }
    if (!isAscending) elements = ascending(elements);
    let text = `{${this.intern(this.texts, type)}`;
    for (const number of elements) text += `,${number}`;
    const id = this.intern(this.ids, text);
    const found = { type, elements, id };
    this.known.set(fields, found);
    return found;
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

function ascending(elements: readonly number[]): number[] {
  const pairs: [number, number][] = [];
  for (let i = 0; i < elements.length; i += 2) pairs.push([elements[i] as number, elements[i + 1] as number]);
  return pairs.sort(([one], [other]) => one - other).flat();
}
