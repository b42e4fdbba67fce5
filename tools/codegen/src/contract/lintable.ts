import type { Node } from "@appointment-registry/registry-contract/openapi";

const XML = "application/fhir+xml";

/**
 * The bundle as linters can check it. They take the example of an XML body, a text, for a value of its schema, which is an
 * object: here that schema is a text. The XML examples are checked against the library by the contract's tests.
 */
export function lintable(contract: Node): Node {
  const { components, ...rest } = asText(contract) as Record<string, Node>;
  const { schemas, ...others } = components as Record<string, Node>;
  const kept = Object.entries(schemas as Node).filter(([name]) => !name.endsWith("Xml"));
  return { ...rest, components: { ...others, schemas: Object.fromEntries(kept) } };
}

function asText(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(asText);
  if (typeof node !== "object" || node === null) return node;
  return Object.fromEntries(
    Object.entries(node).map(([name, value]) => [
      name,
      name === XML ? { ...(value as Node), schema: { type: "string" } } : asText(value),
    ]),
  );
}
