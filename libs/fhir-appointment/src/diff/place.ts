import type { ElementInfo } from "./elements.js";

/** An element in both notations of paths, and in the one that `apply` follows. */
export interface Place {
  readonly expression: string;
  readonly location: string;
  readonly path: readonly (string | number)[];
}

export function rootPlace(resourceType: string): Place {
  return { expression: resourceType, location: `/f:${resourceType}`, path: [] };
}

export function childPlace(parent: Place, element: ElementInfo, jsonName: string): Place {
  return {
    expression: `${parent.expression}.${element.name}`,
    location: element.attribute ? `${parent.location}/@${jsonName}` : `${parent.location}/f:${jsonName}`,
    path: [...parent.path, jsonName],
  };
}

/** `index` is what people are told, `position` what `apply` follows. */
export function itemPlace(parent: Place, index: number, position: number): Place {
  return {
    expression: `${parent.expression}[${index}]`,
    location: `${parent.location}[${index + 1}]`,
    path: [...parent.path, position],
  };
}

/** XML wraps a contained resource in an element of its type: `f:contained[1]/f:Patient`. */
export function insideOf(place: Place, value: Readonly<Record<string, unknown>>): Place {
  return typeof value.resourceType === "string"
    ? { ...place, location: `${place.location}/f:${value.resourceType}` }
    : place;
}
