/** A token parameter of a search, `system|value`, with what FHIR gives a meaning escaped (STU3 search.html, 2.21.1.5.1). */
export function searchToken(system: string, value: string): string {
  return [system, value].map((part) => part.replace(/[\\|,$]/g, "\\$&")).join("|");
}
