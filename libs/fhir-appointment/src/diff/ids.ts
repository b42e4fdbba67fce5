import { isFields } from "../model/fields.js";
import type { Fields } from "../model/fields.js";
import { canonicalPrimitive } from "./canonical.js";
import {
  elementName,
  elementOf,
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
  readonly elements: ReadonlyMap<string, number>;
  readonly id: number;
}

const ABSENT = -1;

/** Gives each element a number: elements that mean the same have the same one. An object is looked at once. */
export class ElementIds {
  private readonly ids = new Map<string, number>();
  private readonly narratives = new Map<string, number>();
  private readonly known = new Map<Fields, Identified>();

  of(type: string, { value, beside }: Held): number {
    const id = this.ofValue(type, value);
    return beside === undefined ? id : this.intern(`_${id},${this.ofValue("Element", beside)}`);
  }

  ofValue(type: string, value: unknown): number {
    if (isFields(value)) return this.identified(resourceTypeOr(type, value), value).id;
    if (Array.isArray(value)) return this.intern(`(${value.map((each) => this.ofValue(type, each)).join()}`);
    if (type === "xhtml" && typeof value === "string") return this.ofNarrative(value);
    return value == null ? ABSENT : this.intern(canonicalPrimitive(type, value));
  }

  private ofNarrative(xhtml: string): number {
    let id = this.narratives.get(xhtml);
    if (id === undefined) this.narratives.set(xhtml, (id = this.intern(canonicalPrimitive("xhtml", xhtml))));
    return id;
  }

  /** Of all repeats of an element of `type` together. */
  ofList(type: string, element: ElementInfo, held: Held): number {
    const items = repeatsIn(held);
    if (items.length === 0) return ABSENT;
    const ids = items.map((item) => this.of(element.type, item));
    const repeats = repeatsOf(type, element.jsonName);
    if (repeats === "set") return this.intern(`<${sorted([...new Set(ids)]).join()}`);
    if (repeats === "keyed" && haveOwnIds(items)) return this.intern(`<${sorted(ids).join()}`);
    return this.intern(`[${ids.join()}`);
  }

  /** The ids of the elements of an object, by their JSON names. */
  ofElements(type: string, fields: Fields): ReadonlyMap<string, number> {
    return this.identified(resourceTypeOr(type, fields), fields).elements;
  }

  private identified(type: string, fields: Fields): Identified {
    const known = this.known.get(fields);
    if (known?.type === type) return known;
    const elements = new Map<string, number>();
    for (const property in fields) {
      const name = elementName(property, fields);
      if (name === undefined || elements.has(name)) continue;
      const element = elementOf(type, name);
      const held = heldOf(fields, element);
      if (isAbsent(held)) continue;
      // What STU3 does not know is a list of one where it is not a list.
      const id = element.many === false ? this.of(element.type, held) : this.ofList(type, element, held);
      if (id !== ABSENT) elements.set(name, id);
    }
    const pairs = [...elements].map(([name, id]) => `${this.intern(`.${name}`)}=${id}`).sort();
    const found = { type, elements, id: this.intern(`{${this.intern(`:${type}`)},${pairs.join()}`) };
    this.known.set(fields, found);
    return found;
  }

  private intern(text: string): number {
    let id = this.ids.get(text);
    if (id === undefined) this.ids.set(text, (id = this.ids.size));
    return id;
  }
}

const sorted = (ids: number[]): number[] => ids.sort((a, b) => a - b);
