import { XMLParser } from "fast-xml-parser";
import { isNumber, lexemeOf } from "../model/number-lexeme.js";

/**
 * Returns every leaf of a resource in its JSON shape, as `path = lexeme`, sorted. A narrative is compared by its own
 * leaves: element names, attributes in any order, and text with collapsed white space. They are read by a different XML
 * parser than the one under test.
 */
export function getLeaves(value: unknown, path = ""): string[] {
  if (isNumber(value)) return [`${path} = ${lexemeOf(value)}`];
  if (Array.isArray(value)) return value.flatMap((item, index) => getLeaves(item, `${path}[${index}]`));
  if (typeof value === "object" && value !== null) {
    return Object.entries(value)
      .flatMap(([name, item]) =>
        name === "div" && typeof item === "string"
          ? narrative(item, `${path}.div`)
          : getLeaves(item, `${path}.${name}`),
      )
      .sort();
  }
  return [`${path} = ${JSON.stringify(value)}`];
}

const xhtml = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  processEntities: true,
  htmlEntities: true,
  trimValues: false,
  parseTagValue: false,
  parseAttributeValue: false,
  cdataPropName: "#text",
});

function narrative(div: string, path: string): string[] {
  return flat(xhtml.parse(div)).map((line, index) => `${path} ${index} ${line}`);
}

function flat(nodes: unknown): string[] {
  const lines: string[] = [];
  let text = "";
  const flush = (): void => {
    const folded = text.replace(/[\t\n\r ]+/g, " ").trim();
    if (folded !== "") lines.push(`"${folded}"`);
    text = "";
  };
  for (const node of nodes as Record<string, unknown>[]) {
    const { ":@": attributes, ...element } = node;
    for (const [name, content] of Object.entries(element)) {
      if (name === "#text") {
        text += Array.isArray(content)
          ? content.map((item: Record<string, string>) => item["#text"]).join("")
          : String(content);
        continue;
      }
      flush();
      const pairs = Object.entries((attributes ?? {}) as Record<string, string>)
        .map(([key, value]) => `${key.replace(/^@_/, "")}="${value.replace(/\s+/g, " ")}"`)
        .sort();
      lines.push(`<${[name, ...pairs].join(" ")}>`, ...flat(content), `</${name}>`);
    }
  }
  flush();
  return lines;
}
