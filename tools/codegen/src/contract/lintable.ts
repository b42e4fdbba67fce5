import type { Node } from "@appointment-registry/registry-contract/openapi";

const XML = "application/fhir+xml";

/**
 * Returns the bundle in a form that linters can check. They compare the example of an XML body, which is a text, with its schema, which is
 * an object. Here that schema is a string. The contract's tests check the XML examples against the library.
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
