import { REQUESTS } from "./request-schemas.js";
import type { RequestRules, Schema } from "./request-schemas.js";
import type { Row } from "./row.js";
import type { Definition, Model } from "./rows.js";

const TEXT = { type: "string", minLength: 1 };
/** JSON Schemas of the primitive types. */
export const PRIMITIVES: Readonly<Record<string, Schema>> = {
  boolean: { type: "boolean" },
  integer: { type: "integer", format: "int32" },
  unsignedInt: { type: "integer", minimum: 0, maximum: 2147483647 },
  positiveInt: { type: "integer", minimum: 1, maximum: 2147483647 },
  decimal: { type: "number" },
  string: TEXT,
  markdown: TEXT,
  uri: { type: "string", pattern: "^\\S+$" },
  oid: { type: "string", pattern: "^urn:oid:(0|[1-9][0-9]*)(\\.(0|[1-9][0-9]*))*$" },
  id: { type: "string", pattern: "^[A-Za-z0-9.-]{1,64}$" },
  code: { type: "string", pattern: "^\\S+(\\s\\S+)*$" },
  base64Binary: TEXT,
  date: { type: "string", pattern: "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$" },
  dateTime: {
    type: "string",
    pattern: "^[0-9]{4}(-[0-9]{2}(-[0-9]{2}(T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2}))?)?)?$",
  },
  instant: {
    type: "string",
    pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})$",
  },
  time: { type: "string", pattern: "^[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]+)?$" },
  xhtml: { ...TEXT, description: "XHTML, one div in its namespace." },
};

/** The types from which the contract's messages are built. */
const ROOTS = ["Appointment", "OperationOutcome", "Bundle", "CapabilityStatement"];
/** Keywords for a property in answers, in addition to those of its row. The registry returns no other values. */
const ANSWERED: Readonly<Record<string, Readonly<Record<string, Schema>>>> = {
  CapabilityStatementRest: { mode: { enum: ["server"] } },
};

/** Name of the Extension schema within data types, primitives and extensions, and in request bodies. */
const NESTED_EXTENSION = "NestedExtension";
/** Name of the Reference schema within an Identifier, since a Reference has an Identifier, which has an assigner, and so on. */
const NESTED_REFERENCE = "NestedReference";

/**
 * Returns closed JSON schemas, by name, of the contract's messages and of every type that they use:
 * `openapi/components/schemas.generated.json`. See docs/decisions/0075-schemas-of-the-contract.md.
 */
export function printContractSchemas(model: Model): string {
  const schemas: Record<string, Schema> = {
    [NESTED_EXTENSION]: nestedExtension(model),
    [NESTED_REFERENCE]: nestedReference(model),
    ContainedResource: CONTAINED,
  };
  const waiting = [...ROOTS];
  const add = (name: string, { schema, uses }: GeneratedSchemas): void => {
    schemas[name] = schema;
    waiting.push(...uses);
  };
  for (const [name, rules] of Object.entries(REQUESTS)) add(name, getSchema(rules.of, model, rules));
  for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
    if (!(name in schemas)) add(name, getSchema(name, model));
  }
  const banner = "Generated from @types/fhir 3.0.2 by tools/codegen (npm run generate). Do not edit.";
  const sorted = Object.fromEntries(Object.entries(schemas).sort(([a], [b]) => (a < b ? -1 : 1)));
  return `${JSON.stringify({ $comment: banner, ...sorted }, null, 2)}\n`;
}

const CONTAINED: Schema = {
  type: "object",
  description: "A resource of any type of STU3.",
  required: ["resourceType"],
  properties: { resourceType: { type: "string" } },
};

function nestedExtension(model: Model): Schema {
  const [value] = rowsOf("Extension", model).filter(({ name }) => name === "value");
  const types = (value?.types ?? []).map(capitalized).join("|");
  return {
    type: "object",
    description: "An Extension, with less detail than those of a resource: the types contain each other without end.",
    properties: {
      id: TEXT,
      url: PRIMITIVES["uri"],
      extension: { type: "array", items: { type: "object" }, minItems: 1 },
    },
    patternProperties: { [`^_?value(${types})$`]: {} },
    additionalProperties: false,
    required: ["url"],
  };
}

function nestedReference(model: Model): Schema {
  const { properties, ...schema } = getSchema("Reference", model).schema;
  return {
    ...schema,
    description: "A Reference without the details of its identifier, which may contain a Reference again.",
    properties: { ...(properties as Schema), identifier: { type: "object" } },
  };
}

interface GeneratedSchemas {
  readonly schema: Schema;
  readonly uses: ReadonlySet<string>;
}

function getSchema(name: string, model: Model, rules?: RequestRules): GeneratedSchemas {
  const uses = new Set<string>();
  const properties: Record<string, Schema> = {};
  const required: string[] = [];
  const bases = getBases(name, model);
  const full = rules === undefined && (bases.includes("Resource") || bases.includes("BackboneElement"));
  if (bases.includes("Resource")) {
    properties["resourceType"] = { type: "string", const: name };
    required.push("resourceType");
  }
  for (const row of rowsOf(name, model)) {
    if (rules?.without?.includes(row.name) === true) continue;
    for (const type of row.types) addElement(name, row, nested(name, type, full), { properties, uses }, model);
    // JSON Schema could require one of several members, but readers of the contract could not read that form.
    const mandatory =
      (row.types.length === 1 && (row.card === "!" || row.card === "+")) || rules?.required?.includes(row.name);
    if (mandatory === true) required.push(row.name);
  }
  for (const [element, narrower] of Object.entries(rules?.narrowed ?? ANSWERED[name] ?? {})) {
    properties[element] = "$ref" in narrower ? narrower : { ...properties[element], ...narrower };
  }
  const kept = Object.entries(properties).filter(([each]) => rules?.only?.includes(each) !== false);
  const schema = {
    type: "object",
    ...describe(rules),
    properties: Object.fromEntries(kept),
    additionalProperties: false,
  };
  return { schema: required.length > 0 ? { ...schema, required } : schema, uses };
}

interface Parts {
  readonly properties: Record<string, Schema>;
  readonly uses: Set<string>;
}

const nested = (owner: string, type: string, full: boolean): string =>
  type === "Extension" && !full
    ? NESTED_EXTENSION
    : type === "Reference" && owner === "Identifier"
      ? NESTED_REFERENCE
      : type;

function addElement(owner: string, row: Row, type: string, parts: Parts, model: Model): void {
  const { properties, uses } = parts;
  const name = row.types.length > 1 ? row.name + capitalized(type) : row.name;
  const many = row.card === "*" || row.card === "+";
  const list = (items: Schema): Schema => (many ? { type: "array", items, minItems: 1 } : items);
  const primitive = PRIMITIVES[type];
  if (primitive === undefined) {
    properties[name] = list(type === "Resource" ? resource(owner) : reference(type));
    if (type !== "Resource") uses.add(type);
    return;
  }
  const codes = row.codes === undefined ? undefined : model.codes.get(row.codes);
  const value = codes === undefined ? primitive : { type: "string", enum: codes };
  const extensible = type !== "xhtml" && name !== "id" && !(owner === "Extension" && name === "url");
  // A list of primitives contains null where an item has only extensions (json.html#primitive).
  properties[name] = list(many && extensible ? { oneOf: [value, { type: "null" }] } : value);
  if (!extensible) return;
  const element = reference("Element");
  properties[`_${name}`] = list(many ? { oneOf: [element, { type: "null" }] } : element);
  uses.add("Element");
}

const capitalized = (type: string): string => type.charAt(0).toUpperCase() + type.slice(1);
const describe = (rules: RequestRules | undefined): Schema =>
  rules === undefined ? {} : { description: rules.description };
const reference = (name: string): Schema => ({ $ref: `#/${name}` });
/** A Bundle of the registry contains only Appointments. */
const resource = (owner: string): Schema => reference(owner === "BundleEntry" ? "Appointment" : "ContainedResource");

function getDefinition(name: string, model: Model): Definition {
  const definition = model.definitions.get(name);
  if (definition === undefined) throw new Error(`There is no type ${name}.`);
  return definition;
}

function getBases(name: string, model: Model): string[] {
  const { base } = getDefinition(name, model);
  return base === undefined ? [] : [...getBases(base, model), base];
}

function rowsOf(name: string, model: Model): Row[] {
  return [...getBases(name, model), name].flatMap((each) => getDefinition(each, model).rows);
}
