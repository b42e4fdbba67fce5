import { writeJson } from "./json/write.js";
import type { Format } from "./read-resource.js";
import { writeXml } from "./xml/write.js";

export interface WriteOptions {
  readonly format: Format;
  /** Line breaks and indentation by two spaces. */
  readonly pretty?: boolean | undefined;
}

/**
 * Writes a resource of any STU3 type, elements in the order of the definition, without a trailing line break and, in XML,
 * without a declaration: the charset is stated by HTTP. Throws a TypeError for what no STU3 resource can hold (see
 * `checkStructure`).
 */
export function writeResource(
  resource: { readonly resourceType?: string },
  { format, pretty = false }: WriteOptions,
): string {
  const shape = resource as Readonly<Record<string, unknown>>;
  return format === "xml" ? writeXml(shape, pretty) : writeJson(shape, pretty);
}
