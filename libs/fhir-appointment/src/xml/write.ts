import { isNumber, lexemeOf } from "../model/number-lexeme.js";
import { orderedElements } from "../model/ordered.js";
import { isXmlText } from "../model/primitives.js";
import { resourceRow, rowsOf } from "../model/types.js";
import type { ElementRow, TypeRow } from "../model/types.js";
import { FHIR_NAMESPACE } from "./scan.js";

type Shape = Readonly<Record<string, unknown>>;

/**
 * FHIR XML (STU3 xml.html), without XML declaration: elements in the order of the definition, values in attributes, the
 * narrative as it is. Throws a TypeError for what is not a resource of STU3 or has characters that XML does not allow.
 */
export function writeXml(resource: Shape, pretty: boolean): string {
  return writeResource(resource, pretty ? "\n" : "", ` xmlns="${FHIR_NAMESPACE}"`);
}

function writeResource(resource: Shape, indent: string, namespace = ""): string {
  const type = resourceRow(resource["resourceType"]);
  if (type === undefined) throw new TypeError("resourceType does not name a resource of STU3.");
  return element(type.name, namespace, writeChildren(resource, type, indent && `${indent}  `), indent);
}

function element(name: string, attributes: string, content: string, indent: string): string {
  return content === "" ? `<${name}${attributes}/>` : `<${name}${attributes}>${content}${indent}</${name}>`;
}

/** The child elements of an object, each after its line break. */
function writeChildren(object: Shape, type: TypeRow, indent: string): string {
  let text = "";
  for (const { row, value, sibling } of orderedElements(object, type)) {
    if (row.attribute) continue;
    if (row.many !== Array.isArray(value ?? sibling)) {
      throw new TypeError(`${row.jsonName} ${row.many ? "must" : "must not"} be an array.`);
    }
    if (!row.many) text += indent + writeItem(value, sibling, row, indent);
    else {
      const values = (value ?? []) as readonly unknown[];
      const siblings = (sibling ?? []) as readonly unknown[];
      const length = Math.max(values.length, siblings.length);
      for (let index = 0; index < length; index++)
        text += indent + writeItem(values[index], siblings[index], row, indent);
    }
  }
  return text;
}

function writeItem(value: unknown, sibling: unknown, row: ElementRow, indent: string): string {
  if (row.kind === "primitive") return writePrimitive(value, sibling as Shape | null | undefined, row.jsonName, indent);
  // Line ends as any reader of XML will have them (XML 1.0, 2.11), so that a second trip changes nothing.
  if (row.kind === "xhtml") return String(value).trim().replace(/\r\n?/g, "\n");
  const inner = indent && `${indent}  `;
  if (row.kind === "resource") return element(row.jsonName, "", inner + writeResource(value as Shape, inner), indent);
  const type = rowsOf(row.type);
  return element(
    row.jsonName,
    writeAttributes(value as Shape, type),
    writeChildren(value as Shape, type, inner),
    indent,
  );
}

function writePrimitive(value: unknown, sibling: Shape | null | undefined, name: string, indent: string): string {
  const written = value === undefined || value === null ? "" : ` value="${escapeAttribute(lexical(value))}"`;
  if (sibling === undefined || sibling === null) return `<${name}${written}/>`;
  const type = rowsOf("Element");
  return element(
    name,
    writeAttributes(sibling, type) + written,
    writeChildren(sibling, type, indent && `${indent}  `),
    indent,
  );
}

function writeAttributes(object: Shape, type: TypeRow): string {
  let text = "";
  if (!type.isResource && typeof object["id"] === "string") text += ` id="${escapeAttribute(object["id"])}"`;
  if (type.name === "Extension" && typeof object["url"] === "string")
    text += ` url="${escapeAttribute(object["url"])}"`;
  return text;
}

function lexical(value: unknown): string {
  if (isNumber(value)) return lexemeOf(value);
  if (typeof value === "string" || typeof value === "boolean") return String(value);
  throw new TypeError("A primitive value must be a string, a number or a boolean.");
}

const SPECIAL = /[&<>"\t\n\r]/;
const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  // As they are, a reader would turn them into spaces (XML 1.0, 3.3.3).
  "\t": "&#9;",
  "\n": "&#10;",
  "\r": "&#13;",
};

function escapeAttribute(text: string): string {
  if (!isXmlText(text)) throw new TypeError("The text has characters that XML does not allow.");
  return SPECIAL.test(text) ? text.replace(/[&<>"\t\n\r]/g, (character) => ESCAPES[character] ?? character) : text;
}
