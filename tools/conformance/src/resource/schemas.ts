import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import type { ValidateFunction } from "ajv/dist/2020.js";

/** The parts of a JSON Schema that the kit uses. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly items?: Schema;
  readonly oneOf?: readonly Schema[];
  readonly enum?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
}

const FILE = join(import.meta.dirname, "../../../../openapi/components/schemas.generated.json");
const ANY_RESOURCE: Schema = { $ref: "#/ContainedResource" };

const generated = JSON.parse(readFileSync(FILE, "utf8")) as Readonly<Record<string, Schema>>;

/** Returns the contract's schema of a type with other members. */
const relaxed = (type: string, properties: Readonly<Record<string, Schema>>): Record<string, Schema> => ({
  [type]: { ...generated[type], properties: { ...generated[type]?.properties, ...properties } },
});

/**
 * The STU3 types in a registry's answers, by name. They are the contract's schemas, relaxed to STU3 where the contract is stricter. They
 * are generated from the published definitions, independently of the product's codec.
 */
export const SCHEMAS: Readonly<Record<string, Schema>> = {
  ...generated,
  ...relaxed("CapabilityStatementRest", { mode: { type: "string", enum: ["client", "server"] } }),
  ...relaxed("BundleEntry", { resource: ANY_RESOURCE }),
};

const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false });
ajv.addSchema({ $id: "stu3", ...SCHEMAS });
const validators = new Map<string, ValidateFunction>();

/** Returns how a resource violates the schema of STU3. Empty if it does not, or if a registry does not use its type. */
export function getFaults(resource: unknown): string[] {
  const type = (resource as { resourceType?: unknown }).resourceType;
  if (typeof type !== "string") return ["resourceType is missing"];
  if (!(type in SCHEMAS)) return [`${type} is not a resource type of a registry`];
  const validator = validators.get(type) ?? ajv.compile({ $ref: `stu3#/${type}` });
  validators.set(type, validator);
  if (validator(resource)) return nestedFaults(resource as Resource);
  return (validator.errors ?? []).map(({ instancePath, message = "", params }) => {
    const { additionalProperty, propertyName } = params as Record<string, string | undefined>;
    return `${type}${instancePath.replaceAll("/", ".")} ${message} ${additionalProperty ?? propertyName ?? ""}`.trimEnd();
  });
}

interface Resource {
  readonly resourceType: string;
  readonly entry?: readonly { readonly resource?: Resource }[];
}

/** A Bundle may contain any resource. Each is validated by its own type. */
const nestedFaults = ({ entry = [] }: Resource): string[] =>
  entry.flatMap(({ resource }) =>
    resource !== undefined && resource.resourceType in SCHEMAS ? getFaults(resource) : [],
  );

/** Returns the type to which a schema refers, also as items or as one of several. */
export function getType(schema: Schema | undefined): string | undefined {
  if (schema === undefined) return undefined;
  if (schema.$ref !== undefined) return schema.$ref.slice(2);
  return getType(schema.items) ?? schema.oneOf?.map(getType).find((type) => type !== undefined);
}

/** Returns the JSON type of a primitive, also in a list. */
export function getPrimitive(schema: Schema | undefined): string | undefined {
  if (schema === undefined) return undefined;
  if (schema.items !== undefined) return getPrimitive(schema.items);
  return schema.type ?? schema.oneOf?.map(getPrimitive).find((type) => type !== "null");
}
