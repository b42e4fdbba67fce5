import type { Issue, IssueType } from "../issue.js";
import { toExpression, toLocation } from "../model/place.js";
import type { ModelPlace } from "../model/place.js";

/** Returns an error at an element. */
export function violation(place: ModelPlace, rule: string, code: IssueType, message: string): Issue {
  return { severity: "error", code, rule, message, expression: toExpression(place), location: toLocation(place) };
}
