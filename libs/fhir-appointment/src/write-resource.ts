import { writeJson } from "./json/write.js";
import type { Format } from "./format.js";
import { writeXml } from "./xml/write.js";

export interface WriteOptions {
  readonly format: Format;
  /** Line breaks and indentation by two spaces. */
  readonly pretty?: boolean | undefined;
  /**
   * For a resource that was accepted once and is kept: what the format cannot hold is left out or written as text, and nothing is
   * thrown but for an unknown resourceType. Default false.
   */
  readonly lenient?: boolean | undefined;
}

/**
 * Writes a resource of any STU3 type, elements in the order of the definition, without a trailing line break and, in XML,
 * without a declaration: the charset is stated by HTTP. A narrative is written as one element: what stands around its div is
 * left out. Throws a TypeError for what no STU3 resource can hold (see `checkStructure`).
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

/** The size of a resource that can be written, in the format in which it is larger: bytes of UTF-8, or UTF-16 code units. */
export function writtenSize(resource: { readonly resourceType?: string }, bytes: boolean): number {
  const sizes = (["json", "xml"] as const).map((format) => {
    const text = writeResource(resource, { format });
    return bytes ? new TextEncoder().encode(text).length : text.length;
  });
  return Math.max(...sizes);
}
