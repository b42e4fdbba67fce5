import type { ElementRow } from "./types.js";

/**
 * Where a walk is. Cheap to make, because most walks find nothing: the notations are put together when an issue needs them.
 */
export interface ModelPlace {
  readonly parent: ModelPlace | undefined;
  /** Name in FHIRPath. */
  readonly name: string;
  /** Name in JSON and XML. */
  readonly jsonName: string;
  /** Zero-based, for an element that may repeat. */
  readonly index: number | undefined;
  readonly attribute: boolean;
  /** Set where this is a resource inside another: XML has an element of that name here. */
  readonly resourceType: string | undefined;
}

export function rootOf(resourceType: string): ModelPlace {
  return {
    parent: undefined,
    name: resourceType,
    jsonName: resourceType,
    index: undefined,
    attribute: false,
    resourceType: undefined,
  };
}

export function placeOf(parent: ModelPlace, row: ElementRow, index?: number, resourceType?: string): ModelPlace {
  return { parent, name: row.name, jsonName: row.jsonName, index, attribute: row.attribute, resourceType };
}

/** A place the definitions do not know. */
export function strangePlace(parent: ModelPlace, name: string, index?: number, attribute = false): ModelPlace {
  return { parent, name, jsonName: name, index, attribute, resourceType: undefined };
}

/** FHIRPath: `Appointment.participant[0].actor`. */
export function expressionOf(place: ModelPlace): string {
  const own = place.index === undefined ? place.name : `${place.name}[${place.index}]`;
  return place.parent === undefined ? own : `${expressionOf(place.parent)}.${own}`;
}

/** XPath: `/f:Appointment/f:participant[1]/f:actor`. */
export function locationOf(place: ModelPlace): string {
  const step = place.attribute ? `@${place.jsonName}` : `f:${place.jsonName}`;
  const own = place.index === undefined ? step : `${step}[${place.index + 1}]`;
  const inside = place.resourceType === undefined ? "" : `/f:${place.resourceType}`;
  return `${place.parent === undefined ? "" : locationOf(place.parent)}/${own}${inside}`;
}

/** The steps to the value in the JSON shape: property names and array indexes. */
export function stepsOf(place: ModelPlace): (string | number)[] {
  if (place.parent === undefined) return [];
  const own = place.index === undefined ? [place.jsonName] : [place.jsonName, place.index];
  return [...stepsOf(place.parent), ...own];
}
