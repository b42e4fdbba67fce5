import type { Issue } from "../issue.js";

/** CareConnect-Appointment-1. */
export function validateProfile(_resource: { readonly resourceType: string }): Issue[] {
  return [];
}
