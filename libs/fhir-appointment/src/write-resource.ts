import { writeJson } from "./json/write.js";
import type { Format } from "./format.js";
import { writeXml } from "./xml/write.js";

export interface WriteOptions {
  readonly format: Format;
  /** Use line breaks and an indentation of two spaces. */
  readonly pretty?: boolean | undefined;
  /**
   * For a stored resource that was accepted before. Parts that the format cannot represent are left out or written as
   * text, and only an unknown resourceType throws. Default false.
   */
  readonly lenient?: boolean | undefined;
}

/**
 * Writes a resource of any STU3 type, with elements in the order of the definition. There is no trailing line break
 * and, in XML, no declaration: HTTP states the charset. A narrative is written as one element, without anything around
 * its div. Throws a TypeError for content that no STU3 resource can have (see `checkStructure`).
 *
 * @example
 * ```ts
 * assert.equal(writeResource({ resourceType: "Basic" }, { format: "xml" }), '<Basic xmlns="http://hl7.org/fhir"/>');
 * ```
 */
export function writeResource(
  resource: { readonly resourceType?: string },
  { format, pretty = false, lenient = false }: WriteOptions,
): string {
  const shape = resource as Readonly<Record<string, unknown>>;
  return format === "xml" ? writeXml(shape, pretty, lenient) : writeJson(shape, pretty, lenient);
}

/**
 * Returns the size of a writable resource, in the format in which it is larger: bytes of UTF-8, or UTF-16 code units.
 */
export function writtenSize(resource: { readonly resourceType?: string }, bytes: boolean): number {
  const sizes = (["json", "xml"] as const).map((format) => {
    const text = writeResource(resource, { format });
    return bytes ? new TextEncoder().encode(text).length : text.length;
  });
  return Math.max(...sizes);
}
