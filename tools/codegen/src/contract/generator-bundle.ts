import type { Node } from "@appointment-registry/registry-contract/openapi";

const FORM = "application/x-www-form-urlencoded";
const TYPES = ["application/fhir+json", FORM];
const METHODS = ["get", "put", "post"];

/**
 * Returns `openapi/registry.generators.json`: the contract for client generators, without the parts from which common generators create
 * wrong code or none. See docs/decisions/0077-contract-for-generators.md.
 *
 * @param contract the bundle
 */
export function forGenerators(contract: Node): Node {
  const { openapi, info, servers, tags, paths, components } = structuredClone(contract) as Record<string, Node>;
  const { securitySchemes, parameters, headers, responses, schemas } = components as Record<string, Node>;
  const { mutualTLS: _mutualTLS, ...schemes } = securitySchemes as Node;
  const banner = "Generated from openapi/registry.yaml (npm run generate). Do not edit.";
  const document = {
    openapi,
    info: { ...info, "x-generated": banner },
    servers,
    security: Object.keys(schemes).map((name) => ({ [name]: [] })),
    tags,
    paths: mapped(paths as Node, (item) => mapped(item as Node, (each, name) => operationFor(each, name))),
    components: {
      securitySchemes: schemes,
      parameters: without(parameters as Node, ["Prefer"]),
      headers,
      responses: mapped(responses as Node, (each) => answerFor(each as Node)),
      schemas: mapped(schemas as Node, (each) => open(each as Node)),
    },
  };
  return pruned(withoutExtensions(document) as Node);
}

/** Only the method members are operations. The others, such as `parameters`, stay unchanged. */
function operationFor(held: unknown, method: string): unknown {
  if (!METHODS.includes(method)) return held;
  const operation = held as Node;
  const { security = [], parameters = [], requestBody } = operation as Record<string, Node[]>;
  const body = requestBody as unknown as Node | undefined;
  return {
    ...operation,
    // The certificate belongs to the connection, and most generators do not know the scheme.
    security: security.map((each) => without(each, ["mutualTLS"])).filter((each) => Object.keys(each).length > 0),
    // With a preference, the answer has another type. Without one, it is the resource.
    parameters: parameters.filter(({ $ref }) => $ref !== "#/components/parameters/Prefer"),
    ...(body === undefined ? {} : { requestBody: { ...body, content: contentFor(body) } }),
  };
}

function answerFor(answer: Node): Node {
  const { content, links: _links, ...rest } = answer;
  return content === undefined ? rest : { ...rest, content: contentFor(answer) };
}

/** Returns one media type without examples. If the answer may be one of several resources, it is the one without a preference. */
function contentFor({ content }: Node): Node {
  const kept = Object.entries(content as Node).filter(([type]) => TYPES.includes(type));
  return Object.fromEntries(
    kept.map(([type, media]) => {
      const { schema } = media as { schema: Node };
      const [first] = (schema["oneOf"] ?? [schema]) as Node[];
      return [type, { schema: type === FORM ? without(first as Node, ["patternProperties"]) : open(first as Node) }];
    }),
  );
}

/**
 * Removes the siblings of primitives (`_status`) as named members: generators drop the underscore, and two members would have the same
 * name. Generated code keeps members without a name, so that a client that sends back a retrieved resource loses nothing.
 */
function open(schema: Node): Node {
  if (schema["type"] !== "object") return schema;
  const { properties = {}, patternProperties, additionalProperties, ...rest } = schema as Record<string, Node>;
  const named = Object.entries(properties as Node).filter(([name]) => !name.startsWith("_"));
  const isOpen =
    patternProperties !== undefined ||
    (additionalProperties as unknown) !== false ||
    named.length < Object.keys(properties as Node).length;
  return { ...rest, properties: Object.fromEntries(named), additionalProperties: isOpen };
}

/** Removes OpenAPI extensions (`x-…`) and the names of examples everywhere except among the names of properties. */
function withoutExtensions(node: unknown, isNames = false): unknown {
  if (Array.isArray(node)) return node.map((each) => withoutExtensions(each));
  if (typeof node !== "object" || node === null) return node;
  const kept = Object.entries(node).filter(
    ([name]) => isNames || !(name === "examples" || (name.startsWith("x-") && name !== "x-generated")),
  );
  return Object.fromEntries(
    kept.map(([name, value]) => [name, withoutExtensions(value, !isNames && ["properties", "headers"].includes(name))]),
  );
}

/** Removes the components without references. */
function pruned(document: Node): Node {
  for (;;) {
    const used = new Set(
      [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(([, reference]) => reference),
    );
    const components = mapped(document["components"] as Node, (kind, name) =>
      name === "securitySchemes"
        ? kind
        : Object.fromEntries(Object.entries(kind as Node).filter(([each]) => used.has(`#/components/${name}/${each}`))),
    );
    const count = (each: Node): number =>
      Object.values(each).reduce<number>((sum, kind) => sum + Object.keys(kind as Node).length, 0);
    if (count(components) === count(document["components"] as Node)) return document;
    document = { ...document, components };
  }
}

const mapped = (node: Node, change: (value: unknown, name: string) => unknown): Node =>
  Object.fromEntries(Object.entries(node).map(([name, value]) => [name, change(value, name)]));

const without = (node: Node, names: readonly string[]): Node =>
  Object.fromEntries(Object.entries(node).filter(([name]) => !names.includes(name)));
