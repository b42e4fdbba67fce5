import { rowsOf, typeRow } from "../../model/types.js";
import type { TypeRow } from "../../model/types.js";
import { writeResource } from "../../write-resource.js";
import type { Change, Mutant, Random } from "./mutant.js";
import { pick } from "./mutant.js";
import { NARRATIVES, anyText } from "./values.js";

/** A FHIR element in XML; the content of a narrative is kept as text. */
interface Element {
  name: string;
  attributes: string[];
  children: (Element | string)[];
}

/** Returns an XML document of the resource with this number of changes. */
export function xmlMutant(resource: { resourceType: string }, changes: number, random: Random): Mutant {
  const root = parse(writeResource(resource, { format: "xml" }));
  const made: Change[] = [];
  while (made.length < changes) {
    const change = mutate(root, random);
    if (change !== undefined) made.push(change);
  }
  return { format: "xml", text: print(root), changes: made };
}

/** Parses the output of our writer: no comments, and text only in narratives. */
function parse(xml: string): Element {
  const root: Element = { name: "", attributes: [], children: [] };
  const open = [root];
  for (const [tag, div, close, name = "", attributes = "", empty] of xml.matchAll(
    /(<div[^>]*>.*?<\/div>)|<(\/?)([A-Za-z]+)((?: [^"/>]+="[^"]*")*)(\/?)>/gs,
  )) {
    if (div !== undefined) open.at(-1)?.children.push(tag);
    else if (close !== "") open.pop();
    else {
      const element: Element = { name, attributes: attributes.match(/(?<= )[^" ]+="[^"]*"/g) ?? [], children: [] };
      open.at(-1)?.children.push(element);
      if (empty === "") open.push(element);
    }
  }
  return root.children[0] as Element;
}

function print(element: Element | string): string {
  if (typeof element === "string") return element;
  const { name, attributes, children } = element;
  const start = `<${[name, ...attributes].join(" ")}`;
  return children.length === 0 ? `${start}/>` : `${start}>${children.map(print).join("")}</${name}>`;
}

interface Node {
  readonly element: Element;
  readonly parent: Element | undefined;
  readonly expression: string;
}

function getNodes(element: Element, type: TypeRow | undefined, expression: string, found: Node[]): Node[] {
  const counts = new Map<string, number>();
  for (const child of element.children) {
    if (typeof child === "string") continue;
    const row = type?.byJsonName.get(child.name);
    const count = counts.get(child.name) ?? 0;
    counts.set(child.name, count + 1);
    const name = row?.name ?? child.name;
    const place = `${expression}.${name}${row?.many === true ? `[${count}]` : ""}`;
    found.push({ element: child, parent: element, expression: place });
    if (row?.kind !== "resource")
      getNodes(child, row === undefined ? undefined : getType(row.kind, row.type), place, found);
    else
      for (const inner of child.children)
        if (typeof inner !== "string") getNodes(inner, typeRow(inner.name), place, found);
  }
  return found;
}

const getType = (kind: string, type: string): TypeRow | undefined =>
  kind === "complex" ? typeRow(type) : kind === "primitive" ? rowsOf("Element") : undefined;

const escaped = (text: string): string => text.replace(/[&<"\t\n\r]/g, (character) => `&#${character.charCodeAt(0)};`);

const setValue = (element: Element, value: string): boolean => {
  const at = element.attributes.findIndex((each) => each.startsWith("value="));
  if (at < 0) return false;
  element.attributes[at] = `value="${value}"`;
  return true;
};
const valueOf = ({ attributes }: Element): string | undefined =>
  attributes.find((each) => each.startsWith("value="))?.slice(7, -1);

const KINDS: Readonly<Record<string, (node: Node, random: Random) => boolean>> = {
  remove: ({ element, parent }) => {
    if (parent === undefined) return false;
    parent.children.splice(parent.children.indexOf(element), 1);
    return true;
  },
  repeat: ({ element, parent }) => {
    if (parent === undefined) return false;
    parent.children.splice(parent.children.indexOf(element) + 1, 0, structuredClone(element));
    return true;
  },
  last: ({ element, parent }) => {
    if (parent === undefined) return false;
    parent.children.splice(parent.children.indexOf(element), 1);
    parent.children.push(element);
    return true;
  },
  value: ({ element }, random) => setValue(element, escaped(anyText(random))),
  "space around": ({ element }, random) => {
    const space = () => pick(["", " ", "  ", "\n", "&#9;", "&#10;", "&#160;"], random);
    return setValue(element, `${space()}${valueOf(element) ?? ""}${space()}`);
  },
  "space within": ({ element }, random) => {
    const value = valueOf(element) ?? "";
    const place = Math.floor(random() * (value.length + 1));
    return setValue(
      element,
      value.slice(0, place) + pick([" ", "  ", "&#9;", "\n", "&#xa0;"], random) + value.slice(place),
    );
  },
  "no value": ({ element }, random) => {
    const at = element.attributes.findIndex((each) => each.startsWith("value="));
    if (at < 0) return false;
    element.attributes.splice(at, 1, ...pick([[], ['id="only"']], random));
    return true;
  },
  "only an id": ({ element }) => {
    element.attributes = ['id="only"', ...element.attributes.filter((each) => each.startsWith("url="))];
    element.children = [];
    return true;
  },
  id: ({ element }, random) => {
    element.attributes = element.attributes.filter((each) => !each.startsWith("id="));
    element.attributes.push(`id="${pick(["a1", "new", "a b", "", "&#9;"], random)}"`);
    return true;
  },
  attribute: ({ element }, random) => {
    const added = pick(
      ['x="y"', 'xml:space="preserve"', 'xmlns:q="urn:q"', 'q:a="b" xmlns:q="urn:q"', 'value="x"'],
      random,
    );
    if (element.attributes.some((each) => each.startsWith("value=") && added.startsWith("value="))) return false;
    element.attributes.push(added);
    return true;
  },
  text: ({ element }, random) => {
    element.children.unshift(
      pick(["text", " ", "<!-- c -->", "<?a b?>", "<![CDATA[ ]]>", "<![CDATA[x]]>", "&#32;"], random),
    );
    return true;
  },
  "unknown child": ({ element }, random) => {
    element.children.push({
      name: pick(["colour", "valueThing", "Status", "a-b"], random),
      attributes: ['value="x"'],
      children: [],
    });
    return true;
  },
  namespace: ({ element }, random) => {
    element.attributes.push(`xmlns="${pick(["urn:x", "http://hl7.org/fhir", "http://hl7.org/fhir/"], random)}"`);
    return true;
  },
  rename: ({ element }, random) => {
    element.name = pick([`${element.name}X`, element.name.toUpperCase(), "value", "extension", "status"], random);
    return true;
  },
  narrative: ({ element }, random) => {
    const at = element.children.findIndex((child) => typeof child === "string" && child.startsWith("<div"));
    if (at < 0) return false;
    element.children[at] = pick(NARRATIVES, random);
    return true;
  },
};

const NAMES = Object.keys(KINDS);

function mutate(root: Element, random: Random): Change | undefined {
  const kind = pick(NAMES, random);
  const nodes = getNodes(root, typeRow(root.name), root.name, []);
  const node = kind === "narrative" ? nodes.find(({ element }) => element.name === "text") : pick(nodes, random);
  if (node === undefined || KINDS[kind]?.(node, random) !== true) return undefined;
  const { expression } = node;
  if (kind === "narrative") return { kind, expression: `${expression}.div` };
  // The copy is the next item of the list.
  const next = (index: string): string => `[${Number(index.slice(1, -1)) + 1}]`;
  return { kind, expression: kind === "repeat" ? expression.replace(/\[\d+\]$/, next) : expression };
}
