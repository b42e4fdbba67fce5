import { isFields } from "../model/fields.js";
import type { Fields } from "../model/fields.js";
import type { Issue } from "../issue.js";
import { getPlace } from "../model/place.js";
import type { ModelPlace } from "../model/place.js";
import { rowsOf } from "../model/types.js";
import type { ElementRow } from "../model/types.js";
import { violation } from "../issues/violation.js";
import { Collector } from "../issues/collector.js";
import { has } from "./invariant.js";

/**
 * Checks dom-1 to dom-4 and the rules on ids in references.html#contained. Returns one issue for each contained
 * resource that breaks one.
 */
export function checkContained(resource: Fields, root: ModelPlace): Issue[] {
  if (!Array.isArray(resource.contained)) return [];
  const referred = localReferences(resource);
  const ids = new Set<unknown>();
  const found = new Collector();
  (resource.contained as unknown[]).forEach((each, index) => {
    if (!isFields(each)) return;
    const type = typeof each.resourceType === "string" ? each.resourceType : undefined;
    for (const { key, message, holds } of RULES_OF_CONTAINED)
      if (!holds(each, { referred, ids }))
        found.addError(() => violation(getPlace(root, CONTAINED, index, type), key, "invariant", message));
    ids.add(each.id);
  });
  return found.issues;
}

const CONTAINED = rowsOf("DomainResource").byJsonName.get("contained") as ElementRow;

interface Surroundings {
  readonly referred: ReadonlySet<string>;
  /** Ids of the preceding contained resources. */
  readonly ids: ReadonlySet<unknown>;
}

export const RULES_OF_CONTAINED: readonly {
  readonly key: string;
  /** The children that the rule concerns, as for an invariant. */
  readonly about: readonly string[];
  readonly message: string;
  readonly holds: (contained: Fields, surroundings: Surroundings) => boolean;
}[] = [
  {
    key: "dom-1",
    about: [],
    message: "A contained resource must not have a narrative (text).",
    holds: (contained) => !has(contained, "text"),
  },
  {
    key: "dom-2",
    about: [],
    message: "A contained resource must not contain further resources.",
    holds: (contained) => !has(contained, "contained"),
  },
  {
    key: "dom-4",
    about: [],
    message: "A contained resource must not have meta.versionId or meta.lastUpdated.",
    holds: ({ meta }) => !isFields(meta) || !has(meta, "versionId", "lastUpdated"),
  },
  {
    key: "contained:id-required",
    about: ["id"],
    message: "A contained resource must have an id, by which it is referred to.",
    holds: ({ id }) => id !== undefined,
  },
  {
    key: "contained:id-unique",
    about: ["id"],
    message: "The ids of contained resources must be unique within the resource.",
    holds: ({ id }, { ids }) => id === undefined || !ids.has(id),
  },
  {
    key: "dom-3",
    about: ["id"],
    message: "A contained resource must be referred to from elsewhere in the resource.",
    holds: ({ id }, { referred }) => typeof id !== "string" || referred.has(id),
  },
];

/** Collects the ids in `reference: "#id"` anywhere in the resource. */
function localReferences(value: unknown, found = new Set<string>()): ReadonlySet<string> {
  if (Array.isArray(value)) for (const each of value) localReferences(each, found);
  else if (isFields(value))
    for (const key in value) {
      const child = value[key];
      if (typeof child === "object") localReferences(child, found);
      else if (key === "reference" && typeof child === "string" && child.startsWith("#")) found.add(child.slice(1));
    }
  return found;
}
