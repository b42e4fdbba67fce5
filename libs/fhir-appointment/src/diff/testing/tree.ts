import { SaxesParser } from "saxes";
import type { SaxesTagNS } from "saxes";
import { renderedPage } from "./page.js";

interface Element {
  readonly name: string;
  readonly attributes: string[];
  readonly children: Element[];
  /** The rendered text of a narrative. */
  page?: string;
}

const XHTML = "http://www.w3.org/1999/xhtml";

/**
 * Returns a canonical text of FHIR XML, without using the library's tables. It is made from the tree that saxes reads
 * and from the specification's rules on values and sets. Two resources with the same meaning have the same text.
 */
export function canonicalXml(xml: string): string {
  return JSON.stringify(sorted(parse(xml), ""));
}

function parse(xml: string): Element {
  const parser = new SaxesParser({ xmlns: true, position: true });
  const top: Element = { name: "", attributes: [], children: [] };
  const open = [top];
  let narrative: { readonly from: number; readonly depth: number } | undefined;
  parser.on("opentag", (tag: SaxesTagNS) => {
    const parent = open[open.length - 1] as Element;
    const attributes = Object.values(tag.attributes)
      .filter(({ name }) => !name.startsWith("xmlns"))
      .map(({ name, value }) => `${name}=${name === "value" ? meaning(tag.local, value, parent.name) : value}`);
    const element: Element = { name: tag.local, attributes: attributes.sort(), children: [] };
    if (narrative === undefined) parent.children.push(element);
    if (tag.uri === XHTML && narrative === undefined)
      narrative = { from: xml.lastIndexOf("<div", parser.position), depth: open.length };
    open.push(element);
  });
  parser.on("closetag", () => {
    const element = open.pop() as Element;
    if (narrative === undefined || open.length !== narrative.depth) return;
    element.page = renderedPage(xml.slice(narrative.from, parser.position));
    narrative = undefined;
  });
  parser.write(xml).close();
  return top;
}

/**
 * Returns the meaning of a value: instants and dateTimes by moment, decimals by value and precision, base64 without
 * white space.
 */
function meaning(name: string, value: string, parent: string): string {
  const time = /^(\d{4}-\d\d-\d\dT\d\d:\d\d):(\d\d(?:\.\d+)?)(Z|[+-]\d\d:\d\d)$/.exec(value);
  const [, minute = "", second = "", zone = ""] = time ?? [];
  const isMoment = /^(?:start|end|created|when|lastUpdated|time|valueDateTime|valueInstant)$/.test(name);
  if (time !== null && isMoment)
    // eslint-disable-next-line regexp/no-super-linear-move -- a test's text
    return `${Date.parse(`${minute}${zone}`)}+${second.replace(/\.?0+$/, (end) => (second.includes(".") ? "" : end))}`;
  const isDecimal =
    name === "valueDecimal" ||
    (name === "value" && /^-?[0-9.]+$/.test(value) && !/^(?:telecom|identifier|valueContactPoint)$/.test(parent));
  if (isDecimal) return value.replace(/^-(?=[0.]+$)/, "");
  return /^(?:data|valueBase64Binary)$/.test(name) ? value.replace(/\s/g, "") : value;
}

function sorted(element: Element, parent: string): unknown {
  const children = element.children.map((child) => [child.name, sorted(child, element.name)] as const);
  const isSet = (name: string): boolean => element.name === "meta" && /^(?:profile|security|tag)$/.test(name);
  const ids = element.children.filter(({ name }) => name === "contained").map(idOfContained);
  const areKeyed = new Set(ids).size === ids.length && !ids.includes(undefined);
  const sets = new Map<string, Set<string>>();
  const others: unknown[] = [];
  for (const [name, child] of children) {
    if (!isSet(name) && !(name === "contained" && areKeyed)) others.push(child);
    else sets.set(name, (sets.get(name) ?? new Set()).add(JSON.stringify(child)));
  }
  const own = parent === "Appointment" && element.name === "meta";
  return [
    element.name,
    element.attributes,
    element.page,
    [...sets].map(([name, members]) => [name, [...members].sort()]),
    own ? others.filter((child) => !/^(?:versionId|lastUpdated)$/.test((child as [string])[0])) : others,
  ];
}

/**
 * Returns the id by which other elements refer to a contained resource. If all ids are distinct, the order of the
 * contained resources has no meaning.
 */
function idOfContained({ children: [resource] }: Element): string | undefined {
  return resource?.children.find(({ name }) => name === "id")?.attributes.join();
}
