import { readFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { readResource } from "@appointment-registry/fhir-appointment";
import { Ajv2020 } from "ajv/dist/2020.js";
import type { ValidateFunction } from "ajv/dist/2020.js";
import { default as addFormats } from "ajv-formats";
import { parse } from "yaml";
import { WORKSPACE } from "@appointment-registry/test-kit";

type Node = Record<string, unknown>;
const OPENAPI = join(WORKSPACE, "openapi");

export interface Example {
  /** Absolute path of the file. */
  readonly file: string;
  readonly format: "json" | "xml";
  /** Names of the schemas of which the resource must fit one; a form has none. */
  readonly schemas: readonly string[];
}

/** What a request or an answer may be in one media type. */
export interface Media {
  readonly operationId: string;
  /** Of the answer; absent for a request. */
  readonly status?: string;
  readonly type: string;
  /** By name of the example, its file, absolute. Several may share one. */
  readonly files: Readonly<Record<string, string>>;
}

export interface Operation {
  readonly operationId: string;
  readonly method: string;
  /** With parameters in braces: `/Appointment/{id}`. */
  readonly path: string;
}

/** What an answer was to, and what it is. Names of headers are lower case. */
export interface Exchanged {
  readonly method: string;
  /** Below the FHIR base, with or without a query. */
  readonly path: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

export interface Contract {
  readonly operations: readonly Operation[];
  readonly media: readonly Media[];
  readonly examples: readonly Example[];
  /** How a resource, as JSON, breaks each of the schemas; empty where it fits one. */
  faultsOf(schemas: readonly string[], resource: unknown): string[];
  /** How an answer breaks the contract; empty where it does not. */
  violations(exchanged: Exchanged): string[];
}

let loaded: Contract | undefined;

/** The published contract, read once. */
export function contract(): Contract {
  return (loaded ??= load());
}

function load(): Contract {
  const documents = new Map<string, Node>();
  const document = (file: string): Node => {
    const known = documents.get(file) ?? (parse(readFileSync(file, "utf8")) as Node);
    documents.set(file, known);
    return known;
  };

  /** A part of the contract with the file it stands in; references are followed. */
  function follow(node: unknown, file: string): { node: Node; file: string; schema?: string } {
    if (typeof node !== "object" || node === null) throw new Error(`${file}: nothing is there`);
    const { $ref } = node as { $ref?: string };
    if ($ref === undefined) return { node: node as Node, file };
    const [target = "", pointer = ""] = $ref.split("#");
    const next = target === "" ? file : resolve(dirname(file), target);
    const names = pointer.split("/").filter((name) => name !== "");
    const found = names.reduce<unknown>((at, name) => (at as Node)[name], document(next));
    const followed = follow(found, next);
    return basename(next) === SCHEMAS ? { ...followed, schema: names[0] ?? "" } : followed;
  }

  const main = join(OPENAPI, "registry.yaml");
  const operations: (Operation & { readonly node: Node; readonly file: string })[] = [];
  for (const [path, item] of Object.entries(document(main).paths as Node)) {
    const { node, file } = follow(item, main);
    for (const [method, operation] of Object.entries(node)) {
      if (!["get", "put", "post", "delete", "patch"].includes(method)) continue;
      const held = operation as Node;
      operations.push({ operationId: String(held.operationId), method: method.toUpperCase(), path, node: held, file });
    }
  }

  const validators = new Map<string, ValidateFunction>();
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  (addFormats as unknown as (ajv: Ajv2020) => void)(ajv);
  ajv.addSchema(document(join(OPENAPI, "components", SCHEMAS)), SCHEMAS);
  const faultsOfOne = (schema: string, resource: unknown): string[] => {
    const validator = validators.get(schema) ?? ajv.compile({ $ref: `${SCHEMAS}#/${schema}` });
    validators.set(schema, validator);
    // The library's numbers keep how they were written; a schema sees what JSON holds.
    if (validator(JSON.parse(JSON.stringify(resource)))) return [];
    return (validator.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
  };

  /** Of the schema that it is nearest to. */
  const faultsOf = (schemas: readonly string[], resource: unknown): string[] => {
    const [nearest] = schemas
      .map((schema) => faultsOfOne(schema, resource))
      .sort((one, other) => one.length - other.length);
    return nearest ?? ["no schema is there"];
  };

  /** Media types of a request or a response, with the names of the schemas it may have, and the examples. */
  function content(holder: Node, file: string): { type: string; schemas: string[]; files: Record<string, string> }[] {
    return Object.entries((holder.content ?? {}) as Node).map(([type, media]) => {
      const { schema = {}, examples = {} } = media as {
        schema?: { oneOf?: unknown[] };
        examples?: Record<string, { externalValue?: string }>;
      };
      const schemas = (schema.oneOf ?? [schema]).flatMap((each) => follow(each, file).schema ?? []);
      const files = Object.fromEntries(
        Object.entries(examples).flatMap(([name, { externalValue }]) =>
          externalValue === undefined ? [] : [[name, resolve(dirname(file), externalValue)]],
        ),
      );
      return { type, schemas, files };
    });
  }

  const media = operations.flatMap(({ operationId, node, file }) => {
    const holders = Object.entries(node.responses as Node).map(([status, response]) => ({ status, of: response }));
    const request = node.requestBody === undefined ? [] : [{ of: node.requestBody }];
    return [...request, ...holders].flatMap(({ of, ...status }) => {
      const holder = follow(of, file);
      const all = content(holder.node, holder.file);
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
      // What the contract does not offer is refused, and explained like every refusal.
      const offered = operations.some((each) => matches(each.path, plain));
      const expected = offered ? [405] : [404, 405, 400, 501];
      if (!expected.includes(status)) return [`${status} to ${method} ${plain}, which the contract does not offer`];
      return bodyFaults(["OperationOutcome"], headers, text);
    }
    const documented = (operation.node.responses as Node)[String(status)];
    if (documented === undefined) return [`${status} is not documented for ${operation.operationId}`];
    const response = follow(documented, operation.file);
    const found: string[] = [];
    for (const [name, header] of Object.entries((response.node.headers ?? {}) as Node)) {
      const { node } = follow(header, response.file);
      const value = headers[name.toLowerCase()];
      if (value === undefined) {
        if (node.required === true) found.push(`${name} is missing in ${status} of ${operation.operationId}`);
      } else if (!ajv.validate(node.schema as Node, value)) found.push(`${name} is ${value}`);
    }
    const media = content(response.node, response.file);
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

/** Those of the JSON among the media types: XML is text to JSON Schema. */
const schemasOf = (media: readonly { readonly schemas: string[] }[]): string[] =>
  media.find(({ schemas }) => schemas.length > 0)?.schemas ?? [];

const formatOf = (type: string): "json" | "xml" | undefined =>
  type.includes("xml") ? "xml" : type.includes("json") ? "json" : undefined;

function matches(template: string, path: string): boolean {
  const steps = template.split("/");
  const given = path.split("/");
  // `$validate` and `_search` are operations; an id can be neither.
  return (
    steps.length === given.length &&
    steps.every((step, at) => (step.startsWith("{") ? /^[^$_]/.test(given[at] ?? "") : step === given[at]))
  );
}
