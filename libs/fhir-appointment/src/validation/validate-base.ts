import type { Issue } from "../issue.js";

/** STU3 beyond the structure: invariants and references. */
export function validateBase(_resource: { readonly resourceType: string }): Issue[] {
  return [];
}
