import { PRIMITIVES } from "./contract-schemas.js";
import type { Schema } from "./request-schemas.js";

type Schemas = Readonly<Record<string, Schema>>;

const FHIR = "http://hl7.org/fhir";
const XHTML = "http://www.w3.org/1999/xhtml";
const ATTRIBUTE = { xml: { attribute: true } };
const DIV = { type: "object", description: "The narrative, as XHTML.", xml: { name: "div", namespace: XHTML } };
const FILE = "schemas.generated.json";

/**
 * Returns schemas of the same messages in XML (OpenAPI 3.1, XML Object), by name with the suffix `Xml`:
 * `openapi/components/schemas-xml.generated.json`. Elements are in the order of the properties, which a schema cannot require.
 *
 * @param contract the text of `openapi/components/schemas.generated.json`
 */
export function printXmlSchemas(contract: string): string {
  const { $comment: _comment, ...schemas } = JSON.parse(contract) as Record<string, Schema>;
  const made: Record<string, Schema> = {
    ...Object.fromEntries(Object.entries(PRIMITIVES).map(([name, value]) => [primitiveName(name), primitive(value)])),
    ...Object.fromEntries(
      Object.entries(schemas).map(([name, schema]) => [`${name}Xml`, getType(schema, schemas, name)]),
    ),
  };
  const used = reachable(
    made,
    Object.keys(schemas).filter((name) => getResource(schemas[name]) !== undefined),
  );
  const banner = `Generated from ${FILE} by tools/codegen (npm run generate). Do not edit.`;
  const sorted = Object.fromEntries(
    Object.entries(made)
      .filter(([name]) => used.has(name))
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
  return `${JSON.stringify({ $comment: banner, ...sorted }, null, 2)}\n`;
}

/** Returns the resource type of a schema, if it describes a resource. */
function getResource(schema: Schema | undefined): string | undefined {
  const { resourceType } = (schema?.["properties"] ?? {}) as Record<string, { const?: string }>;
  return resourceType?.const;
}

function getType(schema: Schema, schemas: Schemas, name: string): Schema {
  const resource = getResource(schema);
  const isExtension = /^(Nested)?Extension$/.test(name);
  const {
    properties,
    required = [],
    description,
    patternProperties = {},
  } = schema as {
    properties: Schemas;
    required?: string[];
    description?: string;
    patternProperties?: Schemas;
  };
  const { resourceType: _resourceType, ...members } = properties;
  const needed = required.filter((name) => name !== "resourceType");
  const patterns = Object.entries(patternProperties).map(([pattern, each]) => [pattern.replace("^_?", "^"), each]);
  const isClosed = schema["additionalProperties"] === false;
  return {
    type: "object",
    ...(description === undefined ? {} : { description }),
    ...(resource === undefined ? {} : { xml: { name: resource, namespace: FHIR } }),
    properties: Object.fromEntries(
      // In XML, the siblings of JSON's primitives become attributes and children of the element itself.
      Object.entries(members)
        .filter(([member]) => !member.startsWith("_"))
        .map(([member, each]) => {
          // `id` of an element and `url` of an extension are attributes (xml.html).
          const isAttribute = (member === "id" && resource === undefined) || (member === "url" && isExtension);
          return [member, isAttribute ? { ...each, ...ATTRIBUTE } : member === "div" ? DIV : element(each, schemas)];
        }),
    ),
    ...(patterns.length === 0 ? {} : { patternProperties: Object.fromEntries(patterns) }),
    ...(isClosed ? { additionalProperties: false } : {}),
    ...(needed.length === 0 ? {} : { required: needed }),
  };
}

function element(schema: Schema, schemas: Schemas): Schema {
  if (schema["type"] === "array") return { ...schema, items: element(schema["items"] as Schema, schemas) };
  const { $ref, oneOf } = schema as { $ref?: string; oneOf?: Schema[] };
  if (oneOf !== undefined) return element(oneOf.find((each) => each["type"] !== "null") ?? {}, schemas);
  if ($ref !== undefined) {
    const name = $ref.slice(2);
    const resource = getResource(schemas[name]);
    if (resource === undefined) return { $ref: `#/${name}Xml` };
    return { type: "object", properties: { [resource]: { $ref: `#/${name}Xml` } }, additionalProperties: false };
  }
  if (schema["type"] === "object") return { type: "object" };
  const known = Object.entries(PRIMITIVES).find(([, value]) => JSON.stringify(value) === JSON.stringify(schema));
  return known === undefined ? primitive(schema) : { $ref: `#/${primitiveName(known[0])}` };
}

const primitiveName = (name: string): string => `${name.charAt(0).toUpperCase()}${name.slice(1)}ElementXml`;

const primitive = (value: Schema): Schema => ({
  type: "object",
  properties: {
    id: { type: "string", minLength: 1, ...ATTRIBUTE },
    value: { ...value, ...ATTRIBUTE },
    extension: { type: "array", items: { $ref: "#/NestedExtensionXml" }, minItems: 1 },
  },
  additionalProperties: false,
});

function reachable(schemas: Schemas, roots: readonly string[]): ReadonlySet<string> {
  const found = new Set<string>();
  const waiting = roots.map((name) => `${name}Xml`);
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (found.has(name)) continue;
    found.add(name);
    waiting.push(...[...JSON.stringify(schemas[name]).matchAll(/"#\/(\w+)"/g)].map(([, used = ""]) => used));
  }
  return found;
}
