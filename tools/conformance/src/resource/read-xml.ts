import { XMLParser, XMLValidator } from "fast-xml-parser";
import { SCHEMAS, getPrimitive, getType } from "./schemas.js";
import type { Schema } from "./schemas.js";

export const FHIR_NAMESPACE = "http://hl7.org/fhir";
const XHTML_NAMESPACE = "http://www.w3.org/1999/xhtml";

/** An element in fast-xml-parser's `preserveOrder` form: its name with its content, and its attributes. */
type Node = Readonly<Record<string, readonly Node[]>>;
type Attributes = Readonly<Record<string, string>>;
type Value = Record<string, unknown>;

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: "",
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  htmlEntities: true,
  stopNodes: ["*.div"],
});

/** A resource in its JSON form, and the faults of its XML. */
export interface ReadXml {
  readonly resource?: Value;
  readonly faults: readonly string[];
}

/** Reads FHIR XML (xml.html) by the schemas of STU3, which define repeating elements, numbers and the order of elements. */
export function readXml(text: string): ReadXml {
  const verdict = XMLValidator.validate(text);
  if (verdict !== true) return { faults: [`not well-formed: ${verdict.err.msg} (line ${verdict.err.line})`] };
  if (/<!DOCTYPE/i.test(text)) return { faults: ["a DOCTYPE"] };
  const elements = getElements(parser.parse(text) as readonly Node[]);
  const [root, ...more] = elements;
  if (root === undefined || more.length > 0) return { faults: [`${elements.length} root elements`] };
  const [prefix, type] = splitName(getName(root));
  const faults: string[] = [];
  const namespace = getAttributes(root)[prefix === "" ? "xmlns" : `xmlns:${prefix}`];
  if (namespace !== FHIR_NAMESPACE) faults.push(`${type} is in the namespace ${namespace ?? "(none)"}`);
  return { resource: { resourceType: type, ...object(root, type, faults, type) }, faults };
}

const getElements = (nodes: readonly Node[]): Node[] => nodes.filter((node) => !getName(node).startsWith("#"));
const getName = (node: Node): string => Object.keys(node).find((name) => name !== ":@") ?? "#empty";
const getChildren = (node: Node): readonly Node[] => node[getName(node)] ?? [];
const getAttributes = (node: Node): Attributes => (node[":@"] ?? {}) as unknown as Attributes;

function splitName(name: string): [prefix: string, local: string] {
  const at = name.indexOf(":");
  return at === -1 ? ["", name] : [name.slice(0, at), name.slice(at + 1)];
}

/** Returns the members of an element of this type. Messages name `path`. */
function object(element: Node, type: string, faults: string[], path: string): Value {
  const properties = SCHEMAS[type]?.properties;
  const made: Value = {};
  for (const [name, value] of Object.entries(getAttributes(element))) {
    if (name === "id" || name === "url") made[name] = value;
    else if (!/^xmlns\b|^xsi:/.test(name)) faults.push(`${path} has an attribute ${name}`);
  }
  const text = getChildren(element).filter((node) => getName(node) === "#text");
  if (text.some((node) => String(node["#text"]).trim() !== "")) faults.push(`${path} has text`);
  let last = -1;
  for (const child of getElements(getChildren(element))) {
    const [, name] = splitName(getName(child));
    const schema = properties?.[name];
    const place = properties === undefined ? -1 : Object.keys(properties).indexOf(name);
    if (place !== -1 && place < last) faults.push(`${path}.${name} stands in the wrong order`);
    last = Math.max(last, place);
    add(made, name, schema, child, faults, `${path}.${name}`);
  }
  return made;
}

function add(made: Value, name: string, schema: Schema | undefined, child: Node, faults: string[], path: string): void {
  const many = schema?.type === "array";
  const put = (member: string, value: unknown, repeats: boolean): void => {
    const before = made[member];
    if (repeats) made[member] = [...((before ?? []) as unknown[]), value];
    else if (before === undefined) made[member] = value;
    else faults.push(`${path} is repeated`);
  };
  if (name === "div") {
    const { xmlns } = getAttributes(child);
    if (xmlns !== XHTML_NAMESPACE) faults.push(`${path} is in the namespace ${xmlns ?? "(none)"}`);
    return put(name, getDiv(child), false);
  }
  const type = getType(schema);
  if (type === "ContainedResource" || (type !== undefined && isResource(type))) {
    const [inner] = getElements(getChildren(child));
    if (inner === undefined) return void faults.push(`${path} is empty`);
    const [, innerType] = splitName(getName(inner));
    return put(name, { resourceType: innerType, ...object(inner, innerType, faults, path) }, many);
  }
  const { value, ...rest } = getAttributes(child);
  const isPrimitive = type === undefined && (value !== undefined || schema !== undefined);
  if (!isPrimitive) return put(name, object(child, type ?? guess(name), faults, path), many);
  const sibling = object({ ...child, ":@": rest as never }, "Element", faults, path);
  const bare = Object.keys(sibling).length === 0;
  if (value !== undefined || many)
    put(name, value === undefined ? null : primitive(value, getPrimitive(schema) ?? guess(name)), many);
  if (!bare || (many && made[`_${name}`] !== undefined)) {
    const known = many ? (made[name] as unknown[]).length - 1 - ((made[`_${name}`] ?? []) as unknown[]).length : 0;
    for (let missing = 0; missing < known; missing++) put(`_${name}`, null, true);
    put(`_${name}`, bare ? null : sibling, many);
  }
  if (value === undefined && bare) faults.push(`${path} has neither a value nor children`);
}

const isResource = (type: string): boolean => SCHEMAS[type]?.properties?.["resourceType"] !== undefined;

/** Returns the type at the end of a `value[x]` name. */
const guess = (name: string): string => /^value(\w+)$/.exec(name)?.[1] ?? "";

function primitive(value: string, type: string): unknown {
  if (/^boolean$/i.test(type)) return value === "true" ? true : value === "false" ? false : value;
  if (/^(integer|number|decimal|unsignedInt|positiveInt)$/i.test(type))
    return Number.isNaN(Number(value)) ? value : Number(value);
  return value;
}

/** Returns the narrative as it was written. */
function getDiv(div: Node): string {
  const attributes = Object.entries(getAttributes(div)).map(([name, value]) => ` ${name}="${value}"`);
  const inner = getChildren(div).map((node) => String(node["#text"] ?? ""));
  return `<div${attributes.join("")}>${inner.join("")}</div>`;
}
