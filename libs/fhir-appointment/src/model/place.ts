import type { ElementRow } from "./types.js";

/**
 * The current place of a walk. It is cheap to create, because most walks find nothing. The notations are created only
 * when an issue needs them.
 */
export interface ModelPlace {
  readonly parent: ModelPlace | undefined;
  /** Name in FHIRPath; empty for an attribute unknown to FHIR, for which FHIRPath has no step. */
  readonly name: string;
  /** Name in JSON and XML. */
  readonly jsonName: string;
  /** Zero-based index, if the element may repeat. */
  readonly index: number | undefined;
  readonly attribute: boolean;
  /** True for the div of a narrative, which is in the namespace of XHTML. */
  readonly xhtml: boolean;
  /** Set if this is a resource inside another: XML has an element of that name here. */
  readonly resourceType: string | undefined;
}

export function getRoot(resourceType: string): ModelPlace {
  return {
    parent: undefined,
    name: resourceType,
    jsonName: resourceType,
    index: undefined,
    attribute: false,
    xhtml: false,
    resourceType: undefined,
  };
}

export function getPlace(parent: ModelPlace, row: Located, index?: number, resourceType?: string): ModelPlace {
  return {
    parent,
    name: row.name,
    jsonName: row.jsonName,
    index,
    attribute: row.attribute,
    xhtml: row.kind === "xhtml",
    resourceType,
  };
}

type Located = Pick<ElementRow, "name" | "jsonName" | "attribute" | "kind">;

/** Names that are valid steps in both notations. Any other name is reported at its parent. */
const STEP = /^[A-Za-z][A-Za-z0-9_]{0,63}$/;

/** Returns the place of an element unknown to the definitions. */
export function strangePlace(parent: ModelPlace, name: string): ModelPlace {
  if (!STEP.test(name)) return parent;
  return {
    parent,
    name,
    jsonName: name,
    index: undefined,
    attribute: false,
    xhtml: false,
    resourceType: undefined,
  };
}

/** Returns the place of an XML attribute unknown to the definitions. */
export function strangeAttribute(parent: ModelPlace, name: string): ModelPlace {
  if (!STEP.test(name.replace(/^xml:/, ""))) return parent;
  return {
    parent,
    name: "",
    jsonName: name,
    index: undefined,
    attribute: true,
    xhtml: false,
    resourceType: undefined,
  };
}

/** Returns the FHIRPath of a place: `Appointment.participant[0].actor`. */
export function toExpression(place: ModelPlace): string {
  return joinExpression(place.parent === undefined ? "" : toExpression(place.parent), place);
}

/**
 * Returns the XPath of a place, with `f` for http://hl7.org/fhir and `h` for XHTML:
 * `/f:Appointment/f:participant[1]/f:actor`.
 */
export function toLocation(place: ModelPlace): string {
  return joinLocation(place.parent === undefined ? "" : toLocation(place.parent), place);
}

/** Returns the expression of a place, given that of its parent. */
export function joinExpression(parent: string, { name, index }: ModelPlace): string {
  const own = index === undefined ? name : `${name}[${index}]`;
  return parent === "" || own === "" ? parent + own : `${parent}.${own}`;
}

/** Returns the location of a place, given that of its parent. */
export function joinLocation(parent: string, { attribute, xhtml, jsonName, index, resourceType }: ModelPlace): string {
  const own = `/${attribute ? "@" : xhtml ? "h:" : "f:"}${jsonName}${index === undefined ? "" : `[${index + 1}]`}`;
  return parent + (resourceType === undefined ? own : `${own}/f:${resourceType}`);
}

/** Returns the steps to the value in the JSON shape: property names and array indexes. */
export function toSteps(place: ModelPlace): (string | number)[] {
  if (place.parent === undefined) return [];
  const own = place.index === undefined ? [place.jsonName] : [place.jsonName, place.index];
  return [...toSteps(place.parent), ...own];
}
