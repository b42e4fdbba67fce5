import type { ElementRow } from "./types.js";

/**
 * Where a walk is. Cheap to make, because most walks find nothing: the notations are put together when an issue needs them.
 */
export interface ModelPlace {
  readonly parent: ModelPlace | undefined;
  /** Name in FHIRPath; empty for an attribute that FHIR does not know: FHIRPath has no step for it. */
  readonly name: string;
  /** Name in JSON and XML. */
  readonly jsonName: string;
  /** Zero-based, for an element that may repeat. */
  readonly index: number | undefined;
  readonly attribute: boolean;
  /** True for the div of a narrative, which is in the namespace of XHTML. */
  readonly xhtml: boolean;
  /** Set where this is a resource inside another: XML has an element of that name here. */
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

/** What can be a step of both notations; anything else is placed at its parent. */
const STEP = /^[A-Za-z][A-Za-z0-9_]{0,63}$/;

/** An element that the definitions do not know. */
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

/** An XML attribute that the definitions do not know. */
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

/** FHIRPath: `Appointment.participant[0].actor`. */
export function toExpression(place: ModelPlace): string {
  return joinExpression(place.parent === undefined ? "" : toExpression(place.parent), place);
}

/** XPath, with `f` for http://hl7.org/fhir and `h` for XHTML: `/f:Appointment/f:participant[1]/f:actor`. */
export function toLocation(place: ModelPlace): string {
  return joinLocation(place.parent === undefined ? "" : toLocation(place.parent), place);
}

/** The expression of a place, given that of its parent. */
export function joinExpression(parent: string, { name, index }: ModelPlace): string {
  const own = index === undefined ? name : `${name}[${index}]`;
  return parent === "" || own === "" ? parent + own : `${parent}.${own}`;
}

/** The location of a place, given that of its parent. */
export function joinLocation(parent: string, { attribute, xhtml, jsonName, index, resourceType }: ModelPlace): string {
  const own = `/${attribute ? "@" : xhtml ? "h:" : "f:"}${jsonName}${index === undefined ? "" : `[${index + 1}]`}`;
  return parent + (resourceType === undefined ? own : `${own}/f:${resourceType}`);
}

/** The steps to the value in the JSON shape: property names and array indexes. */
export function toSteps(place: ModelPlace): (string | number)[] {
  if (place.parent === undefined) return [];
  const own = place.index === undefined ? [place.jsonName] : [place.jsonName, place.index];
  return [...toSteps(place.parent), ...own];
}
