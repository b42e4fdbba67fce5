/**
 * Formats a token parameter of a search, `system|value`, and escapes the characters that are special in FHIR (STU3
 * search.html, 2.21.1.5.1).
 */
export function searchToken(system: string, value: string): string {
  return [system, value].map((part) => part.replace(/[\\|,$]/g, "\\$&")).join("|");
}
