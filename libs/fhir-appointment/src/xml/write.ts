import { isNumber, lexemeOf } from "../model/number-lexeme.js";
import { orderedElements } from "../model/ordered.js";
import { isXmlText } from "../model/primitives.js";
import { resourceRow, rowsOf } from "../model/types.js";
import type { ElementRow, TypeRow } from "../model/types.js";
import { narrativeElement, narrativeElementOrText, xmlText } from "./narrative-element.js";
import { FHIR_NAMESPACE } from "./scan.js";

type Shape = Readonly<Record<string, unknown>>;

/**
 * Writes FHIR XML (STU3 xml.html) without XML declaration: elements in the order of the definition, values in
 * attributes, the narrative as it is. Throws a TypeError for a value that is not a resource of STU3 or has characters
 * that XML does not allow; if `lenient`, only for an unknown resourceType.
 */
export function writeXml(resource: Shape, pretty: boolean, lenient: boolean): string {
  return new XmlWriter(lenient).resource(resource, pretty ? "\n" : "", ` xmlns="${FHIR_NAMESPACE}"`);
}

function element(name: string, attributes: string, content: string, indent: string): string {
  return content === "" ? `<${name}${attributes}/>` : `<${name}${attributes}>${content}${indent}</${name}>`;
}

class XmlWriter {
  constructor(private readonly lenient: boolean) {}

  resource(resource: Shape, indent: string, namespace = ""): string {
    const type = resourceRow(resource["resourceType"]);
    if (type === undefined) throw new TypeError("resourceType does not name a resource of STU3.");
    return element(type.name, namespace, this.children(resource, type, indent && `${indent}  `), indent);
  }

  /** Writes the child elements of an object, each after its line break. */
  private children(object: Shape, type: TypeRow, indent: string): string {
    let text = "";
    for (const { row, value, sibling } of orderedElements(object, type, this.lenient)) {
      if (row.attribute) continue;
      if (!row.many) text += indent + this.item(value, sibling, row, indent);
      else {
        const values = (value ?? []) as readonly unknown[];
        const siblings = (sibling ?? []) as readonly unknown[];
        const length = Math.max(values.length, siblings.length);
        for (let index = 0; index < length; index++) {
          const [item, beside] = [values[index], siblings[index]];
          // A primitive without value, id and extensions is not an element.
          if (item != null || beside != null || row.kind !== "primitive")
            text += indent + this.item(item, beside, row, indent);
        }
      }
    }
    return text;
  }

  private item(value: unknown, sibling: unknown, row: ElementRow, indent: string): string {
    if (row.kind === "primitive")
      return this.primitive(value, sibling as Shape | null | undefined, row.jsonName, indent);
    if (row.kind === "xhtml") return this.lenient ? narrativeElementOrText(value) : narrativeElement(value);
    if (value === null || typeof value !== "object") throw new TypeError(`${row.jsonName} must be an object.`);
    const inner = indent && `${indent}  `;
    if (row.kind === "resource") return element(row.jsonName, "", inner + this.resource(value as Shape, inner), indent);
    const type = rowsOf(row.type);
    return element(
      row.jsonName,
      this.attributes(value as Shape, type),
      this.children(value as Shape, type, inner),
      indent,
    );
  }

  private primitive(value: unknown, sibling: Shape | null | undefined, name: string, indent: string): string {
    const written = value === undefined || value === null ? "" : ` value="${this.escaped(lexical(value))}"`;
    if (sibling === undefined || sibling === null) return `<${name}${written}/>`;
    const type = rowsOf("Element");
    return element(
      name,
      this.attributes(sibling, type) + written,
      this.children(sibling, type, indent && `${indent}  `),
      indent,
    );
  }

  private attributes(object: Shape, type: TypeRow): string {
    let text = "";
    if (!type.isResource && typeof object["id"] === "string") text += ` id="${this.escaped(object["id"])}"`;
    if (type.name === "Extension" && typeof object["url"] === "string") text += ` url="${this.escaped(object["url"])}"`;
    return text;
  }

  private escaped(text: string): string {
    if (PLAIN.test(text)) return text;
    if (!isXmlText(text) && !this.lenient) throw new TypeError("The text has characters that XML does not allow.");
    return xmlText(text).replace(/[&<>"\t\n\r]/g, (character) => ESCAPES[character] ?? character);
  }
}

function lexical(value: unknown): string {
  if (isNumber(value)) return lexemeOf(value);
  if (typeof value === "string" || typeof value === "boolean") return String(value);
  throw new TypeError("A primitive value must be a string, a number or a boolean.");
}

/** Most values need no escape. */
const PLAIN = /^[ !#-%'-;=?-~]*$/;
const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  // A reader would turn the literal characters into spaces (XML 1.0, 3.3.3).
  "\t": "&#9;",
  "\n": "&#10;",
  "\r": "&#13;",
};
