import type { Located, Node, OpenApiDocument, OpenApiOperation } from "@appointment-registry/registry-contract/openapi";
import { inlineCode } from "./code.js";
import { getText } from "./contract.js";
import { escape } from "./escape.js";
import type { Page } from "./page.js";
import { SCHEMAS_FILE, printTable } from "./page.js";
import { phrase, prose } from "./prose.js";

/** Files of the named schemas. They may contain more schemas than the contract needs. */
const FILES = ["components/schemas.generated.json", "components/schemas-xml.generated.json"];

/** Returns the page of the schemas that the operations use. */
export function schemasPage(contract: OpenApiDocument, operations: readonly OpenApiOperation[]): Page {
  const schemas = [...reached(contract, operations)].sort(([one], [other]) => (one < other ? -1 : 1));
  const links = schemas.map(([name]) => `<li>${linkToSchema(name)}</li>`);
  const html = `<h1>Schemas</h1>
<p>Generated from the element definitions of STU3. Each primitive may have a sibling with an underscore (<code>_status</code>) for id and
extensions, which is left out here.</p>
<ul class="index">\n${links.join("\n")}\n</ul>
${schemas.map(([name, node]) => printSchema(name, node)).join("\n")}`;
  return { path: SCHEMAS_FILE, title: "Schemas", html };
}

function reached(contract: OpenApiDocument, operations: readonly OpenApiOperation[]): ReadonlyMap<string, Node> {
  const found = new Map<string, Node>();
  const seen = new Set<Node>();
  const visit = (place: Located) => {
    if (seen.has(place.node)) return;
    seen.add(place.node);
    if (place.name !== undefined && FILES.some((file) => place.file.endsWith(file))) found.set(place.name, place.node);
    for (const [, member] of contract.members(place)) visit(member);
  };
  for (const { operation } of operations) visit(operation);
  return found;
}

export const linkToSchema = (name: string): string =>
  `<a href="${SCHEMAS_FILE}#schema-${escape(name)}">${escape(name)}</a>`;

function printSchema(name: string, node: Node): string {
  const description = prose(getText({ node }, "description"));
  return `<section aria-labelledby="schema-${name}">
<h2 id="schema-${name}">${escape(name)}</h2>
${description}${printProperties(node, name)}
</section>`;
}

/** Returns the properties of an object, or the description of any other type. */
export function printProperties(node: Node, name: string): string {
  const properties = Object.entries((node["properties"] ?? {}) as Readonly<Record<string, Node>>);
  const names = new Set(properties.map(([property]) => property));
  const required = new Set((node["required"] ?? []) as string[]);
  const rows = properties
    .filter(([property]) => !(property.startsWith("_") && names.has(property.slice(1))))
    .map(([property, each]) => [
      inlineCode(property),
      getType(each),
      required.has(property) ? "required" : "",
      phrase(getText({ node: each }, "description")),
    ]);
  for (const pattern of Object.keys((node["patternProperties"] ?? {}) as Node))
    rows.push(["others", `named ${inlineCode(pattern)}`, "", ""]);
  if (rows.length === 0) return `<p>${getType(node)}</p>`;
  const width = rows.some(([, , , meaning]) => meaning !== "") ? 4 : 3;
  return printTable(
    ["Property", "Type", "Needed", "Meaning"].slice(0, width),
    rows.map((row) => row.slice(0, width)),
    `Properties of ${name}`,
  );
}

/** Returns a short description of the permitted values. */
export function getType(node: Node): string {
  const { $ref, type, items, enum: codes, const: constant, pattern, oneOf, anyOf } = node;
  if (typeof $ref === "string") return linkToSchema($ref.split("/").at(-1) ?? "");
  if (constant !== undefined) return inlineCode(typeof constant === "string" ? constant : JSON.stringify(constant));
  if (Array.isArray(codes)) return codes.map((code) => inlineCode(String(code))).join(", ");
  if (type === "array") return `list of ${getType((items ?? {}) as Node)}${range(node, "minItems", "maxItems", 1)}`;
  const choices = (oneOf ?? anyOf) as readonly Node[] | undefined;
  if (choices !== undefined) return choices.map(getType).join(" or ");
  const text = escape(Array.isArray(type) ? type.join(" or ") : String(type ?? "any"));
  const format = typeof node["format"] === "string" ? ` (${escape(node["format"])})` : "";
  return `${text}${format}${range(node, "minimum", "maximum")}${typeof pattern === "string" ? ` ${inlineCode(pattern)}` : ""}`;
}

/** Returns the range, as far as it is specified. An obvious lower bound is omitted. */
function range(node: Node, lower: string, upper: string, understood?: number): string {
  const from = node[lower] === undefined || node[lower] === understood ? "" : `, at least ${String(node[lower])}`;
  return `${from}${node[upper] === undefined ? "" : `, at most ${String(node[upper])}`}`;
}
