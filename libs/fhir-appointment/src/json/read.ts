import { COMMENTS, dropComments } from "../model/comments.js";
import { JsonFault, parseJson } from "./parse.js";
import type { Limits } from "../limits.js";
import { placeAt } from "../model/place-at.js";
import { resourceRow } from "../model/types.js";
import type { Findings, Wanted } from "../reading/findings.js";
import { Positions } from "../reading/positions.js";
import type { Position } from "../reading/positions.js";
import { UnreadableError } from "../reading/unreadable.js";
import type { AnyResource } from "../resources.js";
import { quoted } from "../xml/scan.js";

/** No more than this many are kept as findings. */
const MOST_DUPLICATES = 500;

/**
 * Reads FHIR JSON. Faults that only the text shows, namely duplicate names, are added to `findings`. Throws
 * UnreadableError.
 */
export function readJson(text: string, limits: Limits, findings: Findings): AnyResource {
  const duplicates: { steps: (string | number)[]; offset: number }[] = [];
  const value = parse(text, limits, (name, offset, steps) => {
    if (duplicates.length <= MOST_DUPLICATES) duplicates.push({ steps: [...steps, name], offset });
    else findings.more += 1;
  });
  if (typeof value !== "object" || value === null || Array.isArray(value) || !("resourceType" in value)) {
    throw new UnreadableError("json:root", "The document must be a JSON object with a resourceType.");
  }
  const resource = value as AnyResource;
  if (text.includes(`"${COMMENTS}"`)) dropComments(resource as unknown as Record<string, unknown>);
  if (typeof resource.resourceType !== "string") {
    throw new UnreadableError("json:root", "resourceType must be a string.");
  }
  if (resourceRow(resource.resourceType) === undefined) {
    throw new UnreadableError(
      "json:root",
      `The resourceType ${quoted(resource.resourceType)} is not a resource of STU3.`,
    );
  }
  const positions = new Positions(text);
  for (const { steps, offset } of duplicates) {
    const message = "The name occurs twice in its object.";
    findings.add(placeAt(resource, steps), "json:duplicate-name", "structure", message, positions.at(offset));
  }
  return resource;
}

function parse(
  text: string,
  limits: Limits,
  duplicate: (name: string, offset: number, steps: readonly (string | number)[]) => void,
): unknown {
  try {
    return parseJson(text, limits, { duplicate });
  } catch (error) {
    if (!(error instanceof JsonFault)) throw error;
    const code = error.rule === "json:too-complex" ? "too-costly" : "structure";
    const at = new Positions(text).at(error.offset);
    throw new UnreadableError(error.rule, `The JSON cannot be read: ${error.message}`, at, code);
  }
}

/** Returns the position at which each wanted value begins. */
export function jsonPositions(text: string, limits: Limits, wanted: Wanted): ReadonlyMap<string, Position> {
  const found = new Map<string, Position>();
  const positions = new Positions(text);
  parseJson(text, limits, {
    duplicate: () => undefined,
    value: (steps, offset) => {
      const key = wanted.keyOf(steps);
      if (key !== undefined && !found.has(key)) found.set(key, positions.at(offset));
    },
  });
  return found;
}
