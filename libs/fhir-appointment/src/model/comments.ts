type Shape = Record<string, unknown>;

/**
 * The property in which DSTU2 kept the comments of an XML document. STU3 has no such property. Tools still write it,
 * but it has no meaning.
 */
export const COMMENTS = "fhir_comments";

export function isComments(value: unknown): boolean {
  return Array.isArray(value) && value.every((comment) => typeof comment === "string");
}

/** Removes the comments from a newly parsed resource, and the siblings that contained only a comment. */
export function dropComments(object: Shape): void {
  for (const key of Object.keys(object)) {
    const value = object[key];
    if (key === COMMENTS && isComments(value)) Reflect.deleteProperty(object, key);
    else if (Array.isArray(value)) {
      let emptied = false;
      for (const [index, item] of value.entries()) {
        if (!isShape(item) || !emptiedOfComments(item) || !key.startsWith("_")) continue;
        value[index] = null;
        emptied = true;
      }
      if (emptied && value.every((item) => item === null)) Reflect.deleteProperty(object, key);
    } else if (isShape(value) && emptiedOfComments(value) && key.startsWith("_")) Reflect.deleteProperty(object, key);
  }
}

function emptiedOfComments(object: Shape): boolean {
  const held = COMMENTS in object;
  dropComments(object);
  return held && Object.keys(object).length === 0;
}

function isShape(value: unknown): value is Shape {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Number);
}
