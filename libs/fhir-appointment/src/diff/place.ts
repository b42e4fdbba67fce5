import { joinExpression, joinLocation, getPlace, getRoot } from "../model/place.js";
import type { ModelPlace } from "../model/place.js";
import type { ElementInfo } from "./elements.js";

interface Notations {
  /** FHIRPath. */
  readonly expression: string;
  /** XPath. */
  readonly location: string;
}

/** A compared element. Most elements are equal, so the notations are created on first use. */
export class DiffPlace {
  private known: Notations | undefined;

  private constructor(
    private readonly parent: DiffPlace | undefined,
    private readonly model: ModelPlace,
    /** The last step of `path`; a number for one of the repeats of the parent. */
    private readonly step: string | number,
  ) {}

  static root(resourceType: string): DiffPlace {
    return new DiffPlace(undefined, getRoot(resourceType), "");
  }

  /** Returns the place of a child element with all its repeats. */
  child(element: ElementInfo): DiffPlace {
    return new DiffPlace(this, getPlace(this.model, element), element.jsonName);
  }

  /** Returns the place of one of the repeats of this element. `index` is for readers; `apply` follows `position`. */
  item(index: number, position: number): DiffPlace {
    return new DiffPlace(this, { ...this.model, index }, position);
  }

  /** Returns the place of the resource in this element: XML has an element of its type here. */
  resource(resourceType: string): DiffPlace {
    return new DiffPlace(this.parent, { ...this.model, resourceType }, this.step);
  }

  get notations(): Notations {
    if (this.known !== undefined) return this.known;
    const around = (typeof this.step === "number" ? this.parent?.parent : this.parent)?.notations;
    const expression = joinExpression(around?.expression ?? "", this.model);
    const location = joinLocation(around?.location ?? "", this.model);
    return (this.known = { expression, location });
  }

  get path(): (string | number)[] {
    return this.parent === undefined ? [] : [...this.parent.path, this.step];
  }
}
