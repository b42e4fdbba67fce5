const RESTFUL = /(?:^|\/)([A-Z][A-Za-z]+)\/[A-Za-z0-9\-.]{1,64}(?:\/_history\/[A-Za-z0-9\-.]{1,64})?$/;

/**
 * Returns the resource type in a literal reference: `Patient/1`, `https://server/base/Patient/1/_history/2`. Returns
 * `undefined` for URLs that are not RESTful, and for logical and local references (STU3 references.html#literal).
 */
export function typeOfReference(reference: string): string | undefined {
  return reference.startsWith("urn:") ? undefined : RESTFUL.exec(reference)?.[1];
}
