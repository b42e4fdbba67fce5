import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import ts from "typescript";
import type { Row } from "./row.js";
import { ABSTRACT_TYPE_CODES, CORRECTIONS, DATA_TYPE_CODES } from "./rows-corrections.js";

export interface Definition {
  base: string | undefined;
  rows: Row[];
}
export interface Model {
  definitions: Map<string, Definition>;
  codes: Map<string, string[]>;
}

/** Names in @types/fhir of the base of all resources and of the union of all resources. */
const RENAMED: Record<string, string> = { ResourceBase: "Resource" };

interface Member {
  name: string;
  type: string;
  optional: boolean;
  array: boolean;
  doc: string;
  node: ts.TypeNode;
}

/** Reads the declarations of @types/fhir 3 (STU3) and returns every type's elements, in the order of the definitions. */
export async function readModel(): Promise<Model> {
  const path = createRequire(import.meta.url).resolve("@types/fhir/index.d.ts");
  const source = ts.createSourceFile(path, await readFile(path, "utf8"), ts.ScriptTarget.Latest, true);
  const aliases = new Map<string, ts.TypeNode>();
  const interfaces = new Map<string, ts.InterfaceDeclaration>();
  const visit = (node: ts.Node): void => {
    if (ts.isTypeAliasDeclaration(node)) aliases.set(node.name.text, node.type);
    else if (ts.isInterfaceDeclaration(node)) interfaces.set(node.name.text, node);
    else ts.forEachChild(node, visit);
  };
  visit(source);

  const model: Model = { definitions: new Map(), codes: new Map() };
  const codes = (alias: string): string[] | undefined => {
    const node = aliases.get(alias);
    if (node === undefined || !ts.isUnionTypeNode(node)) return undefined;
    const literals = node.types.filter((type) => ts.isLiteralTypeNode(type)).map((type) => type.literal);
    return literals.length === node.types.length && literals.every((literal) => ts.isStringLiteral(literal))
      ? literals.map((literal) => literal.text)
      : undefined;
  };
  const primitive = (name: string): boolean => aliases.has(name) || name === "string" || name === "boolean";

  for (const [name, node] of interfaces) {
    const heritage = node.heritageClauses?.[0]?.types[0]?.expression.getText();
    const rows: Row[] = [];
    for (const group of choices(members(node))) {
      const [first] = group.members;
      if (first === undefined) continue;
      const card = first.array ? (first.optional ? "*" : "+") : first.optional ? "?" : "!";
      if (first.type.startsWith("'")) {
        aliases.set(`${name}.${first.name}`, first.node);
        first.type = `${name}.${first.name}`;
      }
      const values = codes(first.type);
      if (values !== undefined) model.codes.set(first.type, values);
      rows.push({
        name: group.name,
        types: group.members.map((member) => (codes(member.type) ? "code" : (RENAMED[member.type] ?? member.type))),
        card,
        codes: values === undefined ? undefined : first.type,
      });
      if (values === undefined && !primitive(first.type) && !interfaces.has(first.type) && first.type !== "Resource") {
        throw new Error(`${name}.${first.name} has an unknown type: ${first.type}`);
      }
    }
    model.definitions.set(RENAMED[name] ?? name, { base: heritage && (RENAMED[heritage] ?? heritage), rows });
  }
  correct(model);
  return model;
}

function members(node: ts.InterfaceDeclaration): Member[] {
  return node.members.filter(ts.isPropertySignature).flatMap((member) => {
    const name = member.name.getText();
    if (name.startsWith("_") || name === "fhir_comments" || member.type === undefined) return [];
    if (name === "resourceType" && node.name.text === "ResourceBase") return [];
    const array = ts.isArrayTypeNode(member.type);
    const type = (ts.isArrayTypeNode(member.type) ? member.type.elementType : member.type).getText();
    const doc = ts
      .getJSDocCommentsAndTags(member)
      .map((part) => part.getText())
      .join("");
    return [{ name, type, optional: member.questionToken !== undefined, array, doc, node: member.type }];
  });
}

/** Combines adjacent members into one choice element if they share their documentation and have names of the form `stem` + type. */
function choices(all: Member[]): { name: string; members: Member[] }[] {
  const groups: { name: string; doc: string; choice: boolean; members: Member[] }[] = [];
  for (const member of all) {
    const suffix = member.type.charAt(0).toUpperCase() + member.type.slice(1);
    const stem = member.name.endsWith(suffix) ? member.name.slice(0, -suffix.length) : undefined;
    const last = groups.at(-1);
    if (stem && last?.choice && last.name === stem && last.doc === member.doc) last.members.push(member);
    else groups.push({ name: stem || member.name, doc: member.doc, choice: Boolean(stem), members: [member] });
  }
  return groups.map(({ name, members }) => ({ name: members.length > 1 ? name : (members[0]?.name ?? name), members }));
}

function correct(model: Model): void {
  for (const [place, change] of Object.entries(CORRECTIONS.elements)) {
    const [type = "", name = ""] = place.split(".");
    const definition = model.definitions.get(type);
    const at = definition?.rows.findIndex((row) => row.name === name) ?? -1;
    if (definition === undefined) throw new Error(`A correction names the unknown type ${type}`);
    if (at < 0) throw new Error(`A correction names the unknown element ${place}`);
    else if ("remove" in change) definition.rows.splice(at, 1);
    else definition.rows[at] = { ...(definition.rows[at] as Row), ...change };
  }
  for (const [name, values] of Object.entries(CORRECTIONS.codes)) model.codes.set(name, values.split(" "));
  for (const name of CORRECTIONS.dropped) model.definitions.delete(name);
  const resources = resourceTypes(model);
  model.codes.set("ResourceType", resources);
  model.codes.set("FHIRDefinedType", [...DATA_TYPE_CODES.split(" "), ...resources]);
  model.codes.set("FHIRAllTypes", [...DATA_TYPE_CODES.split(" "), ...ABSTRACT_TYPE_CODES.split(" "), ...resources]);
}

/** Returns the codes of the value set resource-types: every resource, and the two abstract ones. */
function resourceTypes({ definitions }: Model): string[] {
  const bases = new Set(["Resource", "DomainResource"]);
  return [...definitions]
    .filter(([name, { base }]) => bases.has(name) || bases.has(base ?? ""))
    .map(([name]) => name)
    .sort();
}

/** Returns the text of `model/rows.generated.ts`: one line for each type, parsed on first use. */
export function printModel({ definitions, codes }: Model): string {
  const used = new Set<string>();
  const lines = [...definitions].map(([name, { base, rows }]) => {
    const elements = rows.map((row) => {
      if (row.codes !== undefined) used.add(row.codes);
      return `${row.name}${row.card}${row.types.join(",")}${row.codes === undefined ? "" : `=${row.codes}`}`;
    });
    return `  ${name}: ${JSON.stringify([base ?? "", ...elements].join(" "))},`;
  });
  const sets = [...codes]
    .filter(([name]) => used.has(name))
    .map(([name, values]) => `  ${JSON.stringify(name)}: ${JSON.stringify(values.join(" "))},`);
  return `// Generated from @types/fhir 3.0.2 by tools/codegen (npm run generate). Do not edit: corrections go to tools/codegen/src/rows-corrections.ts.

/** By type: its base, then its own elements in the order of the definition, as \`name\`, cardinality (\`?\` 0..1, \`!\` 1..1, \`*\` 0..*, \`+\` 1..*), types and \`=\`value set. */
export const DEFINITIONS: Readonly<Record<string, string>> = {
${lines.join("\n")}
};

/** The codes of the required bindings. */
export const CODES: Readonly<Record<string, string>> = {
${sets.join("\n")}
};
`;
}
