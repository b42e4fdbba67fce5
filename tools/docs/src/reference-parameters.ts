import type { Located, Node, OpenApiDocument } from "@appointment-registry/registry-contract/openapi";
import { inlineCode } from "./code.js";
import { getText } from "./contract.js";
import { printTable } from "./page.js";
import { phrase } from "./prose.js";
import { getType } from "./reference-schemas.js";

/** Returns the parameters that every URL of the contract accepts. */
export function commonParameters(contract: OpenApiDocument, items: readonly Located[]): Located[] {
  const [first = [], ...others] = items.map((item) => contract.each(item, "parameters").map(([, each]) => each));
  return first.filter(({ node }) => others.every((other) => other.some((each) => each.node === node)));
}

export function printParameters(contract: OpenApiDocument, parameters: readonly Located[]): string {
  // Spellings of one parameter share their schema, which is printed once.
  const firstWith = new Map<Node | undefined, string>();
  const rows = parameters.map((each) => {
    const name = getText(each, "name");
    const schema = contract.at(each, "schema")?.node;
    const known = firstWith.get(schema);
    if (known === undefined) firstWith.set(schema, name);
    return [
      inlineCode(name),
      getText(each, "in"),
      each.node["required"] === true ? "required" : "",
      phrase(getText(each, "description")),
      known === undefined ? valueOf(contract, each) : `as ${inlineCode(known)}`,
    ];
  });
  const head = ["Name", "In", "Needed", "Meaning", "Value"];
  if (parameters.some(({ node }) => node["required"] === true)) return printTable(head, rows, "Parameters");
  const optional = (row: readonly string[]) => row.filter((_, column) => head[column] !== "Needed");
  return printTable(optional(head), rows.map(optional), "Parameters");
}

/** Returns the permitted values of a parameter or a header field, with its example. */
export function valueOf(contract: OpenApiDocument, place: Located): string {
  const schema = contract.at(place, "schema");
  const type = schema === undefined ? "" : getType(schema.node);
  const example = place.node["example"] ?? schema?.node["example"];
  return example === undefined ? type : `${type}; example: ${inlineCode(String(example))}`;
}
