import { isNumber, lexemeOf } from "../model/number-lexeme.js";
import { orderedElements } from "../model/ordered.js";
import { resourceRow, rowsOf } from "../model/types.js";
import type { ElementRow, TypeRow } from "../model/types.js";

type Shape = Readonly<Record<string, unknown>>;

/**
 * FHIR JSON (STU3 json.html): `resourceType` first, elements in the order of the definition, `_name` after `name`, numbers
 * by their lexeme. Throws a TypeError for what is not a resource of STU3.
 */
export function writeJson(resource: Shape, pretty: boolean): string {
  return writeResource(resource, pretty ? "\n" : "");
}

/** `indent` is the line break and indentation of the object, or empty for no white space at all. */
function writeResource(resource: Shape, indent: string): string {
  const type = resourceRow(resource["resourceType"]);
  if (type === undefined) throw new TypeError("resourceType does not name a resource of STU3.");
  return writeObject(resource, type, indent, [`"resourceType"${indent ? ": " : ":"}"${type.name}"`]);
}

function writeObject(object: Shape, type: TypeRow, indent: string, parts: string[] = []): string {
  const inner = indent && `${indent}  `;
  const colon = indent ? ": " : ":";
  for (const { row, value, sibling } of orderedElements(object, type)) {
    if (value !== undefined) parts.push(`"${row.jsonName}"${colon}${writeElement(value, row, inner)}`);
    if (sibling !== undefined) parts.push(`"_${row.jsonName}"${colon}${writeSibling(sibling, row, inner)}`);
  }
  return indent ? `{${inner}${parts.join(`,${inner}`)}${indent}}` : `{${parts.join(",")}}`;
}

function writeElement(value: unknown, row: ElementRow, indent: string): string {
  if (row.many !== Array.isArray(value))
    throw new TypeError(`${row.jsonName} ${row.many ? "must" : "must not"} be an array.`);
  return Array.isArray(value)
    ? writeArray(value, indent, (item, inner) => writeItem(item, row, inner))
    : writeItem(value, row, indent);
}

function writeItem(value: unknown, row: ElementRow, indent: string): string {
  if (row.kind === "primitive" || row.kind === "xhtml") return writePrimitive(value);
  if (row.kind === "resource") return writeResource(value as Shape, indent);
  return writeObject(value as Shape, rowsOf(row.type), indent);
}

function writeSibling(value: unknown, row: ElementRow, indent: string): string {
  const item = (one: unknown, inner: string): string =>
    one === null ? "null" : writeObject(one as Shape, rowsOf("Element"), inner);
  return row.many && Array.isArray(value) ? writeArray(value, indent, item) : item(value, indent);
}

function writeArray(
  items: readonly unknown[],
  indent: string,
  write: (item: unknown, indent: string) => string,
): string {
  const inner = indent && `${indent}  `;
  const written = items.map((item) => write(item, inner));
  return indent ? `[${inner}${written.join(`,${inner}`)}${indent}]` : `[${written.join(",")}]`;
}

function writePrimitive(value: unknown): string {
  if (isNumber(value)) return lexemeOf(value);
  if (typeof value === "string" || typeof value === "boolean" || value === null) return JSON.stringify(value);
  throw new TypeError("A primitive value must be a string, a number or a boolean.");
}
