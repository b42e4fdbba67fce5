import { isNumber, lexemeOf } from "../model/number-lexeme.js";
import { orderedElements } from "../model/ordered.js";
import { resourceRow, rowsOf } from "../model/types.js";
import type { ElementRow, TypeRow } from "../model/types.js";
import { narrativeElement, narrativeElementOrText } from "../xml/narrative-element.js";

type Shape = Readonly<Record<string, unknown>>;

/**
 * Writes FHIR JSON (STU3 json.html): `resourceType` first, elements in the order of the definition, `_name` after
 * `name`, numbers by their lexeme. Throws a TypeError for a value that is not a resource of STU3; if `lenient`, only
 * for an unknown resourceType.
 */
export function writeJson(resource: Shape, pretty: boolean, lenient: boolean): string {
  return new JsonWriter(lenient).resource(resource, pretty ? "\n" : "");
}

class JsonWriter {
  constructor(private readonly lenient: boolean) {}

  /**
   * Writes a resource. `indent` is the line break and indentation of the object, or empty for no white space at all.
   */
  resource(resource: Shape, indent: string): string {
    const type = resourceRow(resource["resourceType"]);
    if (type === undefined) throw new TypeError("resourceType does not name a resource of STU3.");
    return this.object(resource, type, indent, [`"resourceType"${indent ? ": " : ":"}"${type.name}"`]);
  }

  private object(object: Shape, type: TypeRow, indent: string, parts: string[] = []): string {
    const inner = indent && `${indent}  `;
    const colon = indent ? ": " : ":";
    for (const { row, value, sibling } of orderedElements(object, type, this.lenient)) {
      if (value !== undefined) parts.push(`"${row.jsonName}"${colon}${this.element(value, row, inner)}`);
      if (sibling !== undefined) parts.push(`"_${row.jsonName}"${colon}${this.sibling(sibling, row, inner)}`);
    }
    return indent ? `{${inner}${parts.join(`,${inner}`)}${indent}}` : `{${parts.join(",")}}`;
  }

  private element(value: unknown, row: ElementRow, indent: string): string {
    return Array.isArray(value)
      ? array(value, indent, (item, inner) => this.item(item, row, inner))
      : this.item(value, row, indent);
  }

  private item(value: unknown, row: ElementRow, indent: string): string {
    if (row.kind === "primitive") return primitive(value);
    if (row.kind === "xhtml")
      return JSON.stringify(this.lenient ? narrativeElementOrText(value) : narrativeElement(value));
    if (value === null || typeof value !== "object") throw new TypeError(`${row.jsonName} must be an object.`);
    if (row.kind === "resource") return this.resource(value as Shape, indent);
    return this.object(value as Shape, rowsOf(row.type), indent);
  }

  private sibling(value: unknown, row: ElementRow, indent: string): string {
    const item = (one: unknown, inner: string): string =>
      one === null ? "null" : this.object(one as Shape, rowsOf("Element"), inner);
    return row.many && Array.isArray(value) ? array(value, indent, item) : item(value, indent);
  }
}

function array(items: readonly unknown[], indent: string, write: (item: unknown, indent: string) => string): string {
  const inner = indent && `${indent}  `;
  const written = items.map((item) => write(item, inner));
  return indent ? `[${inner}${written.join(`,${inner}`)}${indent}]` : `[${written.join(",")}]`;
}

function primitive(value: unknown): string {
  if (isNumber(value)) return lexemeOf(value);
  // Most strings need no escape.
  if (typeof value === "string") return PLAIN.test(value) ? `"${value}"` : JSON.stringify(value);
  if (typeof value === "boolean" || value === null) return JSON.stringify(value);
  throw new TypeError("A primitive value must be a string, a number or a boolean.");
}

const PLAIN = /^[ !#-[\]-~]*$/;
