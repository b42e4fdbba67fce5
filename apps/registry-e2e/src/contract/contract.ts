import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { readResource } from "@appointment-registry/fhir-appointment";
import { Ajv2020 } from "ajv/dist/2020.js";
import type { AnySchema, ValidateFunction } from "ajv/dist/2020.js";
import { default as addFormats } from "ajv-formats";
import type { Located } from "@appointment-registry/registry-contract/openapi";
import { openContract } from "@appointment-registry/test-kit";

export interface Example {
  /** Absolute path of the file. */
  readonly file: string;
  readonly format: "json" | "xml";
  /** Names of the schemas of which the resource must match one. A form has none. */
  readonly schemas: readonly string[];
}

/** A request or an answer in one media type. */
export interface Media {
  readonly operationId: string;
  /** Status of the answer. Absent for a request. */
  readonly status?: string;
  readonly type: string;
  /** Absolute path of the file by name of the example. Several examples may share one file. */
  readonly files: Readonly<Record<string, string>>;
}

export interface Operation {
  readonly operationId: string;
  readonly method: string;
  /** Path with parameters in braces, such as `/Appointment/{id}`. */
  readonly path: string;
}

/** A request and its answer. Names of header fields are in lower case. */
export interface Exchanged {
  readonly method: string;
  /** Path below the FHIR base, with or without a query. */
  readonly path: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

export interface Contract {
  readonly operations: readonly Operation[];
  readonly media: readonly Media[];
  readonly examples: readonly Example[];
  /** Returns how a resource, as JSON, violates each of the schemas. Empty if it matches one. */
  faultsOf(schemas: readonly string[], resource: unknown): string[];
  /** Returns how an answer violates the contract. Empty if it does not. */
  violations(exchanged: Exchanged): string[];
}

let loaded: Contract | undefined;

/** The published contract, read once. */
export function contract(): Contract {
  return (loaded ??= load());
}

function load(): Contract {
  const document = openContract();
  const operations = document.operations().map((each) => ({
    operationId: String(each.operation.node.operationId),
    method: each.method,
    path: each.path,
    operation: each.operation,
  }));

  const validators = new Map<string, ValidateFunction>();
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  (addFormats as unknown as (ajv: Ajv2020) => void)(ajv);
  ajv.addSchema(document.follow({ ...document.root, node: { $ref: `components/${SCHEMAS}` } }).node, SCHEMAS);
  const faultsOfOne = (schema: string, resource: unknown): string[] => {
    const validator = validators.get(schema) ?? ajv.compile({ $ref: `${SCHEMAS}#/${schema}` });
    validators.set(schema, validator);
    // The library's numbers keep their notation. A schema sees plain JSON values.
    if (validator(JSON.parse(JSON.stringify(resource)))) return [];
    return (validator.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
  };

  /** Returns the violations of the schema that the resource matches best. */
  const faultsOf = (schemas: readonly string[], resource: unknown): string[] => {
    const [nearest] = schemas
      .map((schema) => faultsOfOne(schema, resource))
      .sort((one, other) => one.length - other.length);
    return nearest ?? ["no schema is there"];
  };

  /** Media types of a request or a response, with the names of the permitted schemas and the examples. */
  function content(holder: Located): { type: string; schemas: string[]; files: Record<string, string> }[] {
    return document.each(holder, "content").map(([type, media]) => {
      const schema = document.at(media, "schema");
      const choices = schema === undefined ? [] : document.each(schema, "oneOf").map(([, choice]) => choice);
      const named = [...choices, ...(schema === undefined || choices.length > 0 ? [] : [schema])];
      const schemas = named.flatMap(({ file, name }) => (basename(file) === SCHEMAS ? (name ?? []) : []));
      const files = Object.fromEntries(
        document.each(media, "examples").flatMap(([name, { node, file }]) => {
          const { externalValue } = node;
          return typeof externalValue === "string" ? [[name, fileURLToPath(new URL(externalValue, file))]] : [];
        }),
      );
      return { type, schemas, files };
    });
  }

  const media = operations.flatMap(({ operationId, operation }) => {
    const holders = document.each(operation, "responses").map(([status, of]) => ({ status, of }));
    const request = document.at(operation, "requestBody");
    return [...(request === undefined ? [] : [{ of: request }]), ...holders].flatMap(({ of, ...status }) => {
      const all = content(of);
      const schemas = schemasOf(all);
      return all.map(({ type, files }) => ({ operationId, ...status, type, files, schemas }));
    });
  });
  const examples: Example[] = media.flatMap(({ type, files, schemas }) =>
    Object.values(files).map((path) => ({ file: path, format: formatOf(type) ?? "json", schemas })),
  );

  function violations({ method, path, status, headers, text }: Exchanged): string[] {
    const [plain = ""] = path.split("?");
    const asked = method === "HEAD" ? "GET" : method;
    const operation = operations.find((each) => each.method === asked && matches(each.path, plain));
    if (operation === undefined) {
      // Requests outside the contract are refused and explained like any other refusal.
      const offered = operations.some((each) => matches(each.path, plain));
      const expected = offered ? [405] : [404, 405, 400, 501];
      if (!expected.includes(status)) return [`${status} to ${method} ${plain}, which the contract does not offer`];
      return bodyFaults(["OperationOutcome"], headers, text);
    }
    const response = document.at(operation.operation, "responses", String(status));
    if (response === undefined) return [`${status} is not documented for ${operation.operationId}`];
    const found: string[] = [];
    for (const [name, { node }] of document.each(response, "headers")) {
      const value = headers[name.toLowerCase()];
      if (value === undefined) {
        if (node.required === true) found.push(`${name} is missing in ${status} of ${operation.operationId}`);
      } else if (!ajv.validate(node.schema as AnySchema, value)) found.push(`${name} is ${value}`);
    }
    const media = content(response);
    if (media.length === 0 || text === "") {
      const { "content-type": type } = headers;
      if (text === "" && type !== undefined && method !== "HEAD") found.push(`an empty body is said to be ${type}`);
      if (text !== "") found.push(`${status} of ${operation.operationId} has a body`);
      return found;
    }
    const type = (headers["content-type"] ?? "").split(";")[0] ?? "";
    if (!media.some((each) => each.type === type)) found.push(`${type} is not documented for ${operation.operationId}`);
    return [...found, ...bodyFaults(schemasOf(media), headers, text)];
  }

  function bodyFaults(schemas: readonly string[], headers: Readonly<Record<string, string>>, text: string): string[] {
    const format = formatOf(headers["content-type"] ?? "");
    if (format === undefined) return [`content-type is ${headers["content-type"]}`];
    const read = readResource(text, { format });
    if (read.kind !== "resource") return read.issues.map(({ expression, message }) => `${expression} ${message}`);
    return faultsOf(schemas, read.resource);
  }

  return { operations, media, examples, faultsOf, violations };
}

const SCHEMAS = "schemas.generated.json";

/** Schemas of the JSON media types only, since XML is plain text to JSON Schema. */
const schemasOf = (media: readonly { readonly schemas: string[] }[]): string[] =>
  media.find(({ schemas }) => schemas.length > 0)?.schemas ?? [];

const formatOf = (type: string): "json" | "xml" | undefined =>
  type.includes("xml") ? "xml" : type.includes("json") ? "json" : undefined;

function matches(template: string, path: string): boolean {
  const steps = template.split("/");
  const given = path.split("/");
  // `$validate` and `_search` are operations, and an id cannot have these values.
  return (
    steps.length === given.length &&
    steps.every((step, at) => (step.startsWith("{") ? /^[^$_]/.test(given[at] ?? "") : step === given[at]))
  );
}
