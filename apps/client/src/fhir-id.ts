/**
 * Throws `TypeError` for a value that is not an `id` of FHIR (STU3 datatypes, `id`), and for `.` and `..`, which match
 * its pattern but which URL resolution removes.
 */
export function checkId(name: string, id: unknown): void {
  if (typeof id !== "string" || !/^[A-Za-z0-9\-.]{1,64}$/.test(id) || id === "." || id === "..") {
    throw new TypeError(`${name} must be an id of FHIR: 1 to 64 letters, digits, "-" and ".".`);
  }
}
