import type { Issue } from "../issue.js";
import { getPlace } from "../model/place.js";
import type { ModelPlace } from "../model/place.js";
import { rowsOf } from "../model/types.js";
import type { ElementRow } from "../model/types.js";
import { violation } from "../issues/violation.js";
import type { WalkedResource } from "./walk.js";

/**
 * Checks that ids of elements are unique: "unique id for the element within a resource" (StructureDefinition
 * Element.id). A contained resource is a resource of its own.
 */
export class ElementIds {
  private readonly seen = new Map<WalkedResource, Set<unknown>>();

  check(id: unknown, place: ModelPlace, resource: WalkedResource): Issue[] {
    let ids = this.seen.get(resource);
    if (ids === undefined) this.seen.set(resource, (ids = new Set()));
    if (!ids.has(id)) {
      ids.add(id);
      return [];
    }
    const message = "The id of an element must be unique within its resource.";
    return [violation(getPlace(place, ID), "element:id-unique", "invariant", message)];
  }
}

const ID = rowsOf("Element").byJsonName.get("id") as ElementRow;
