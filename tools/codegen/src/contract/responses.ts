import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import type { Node } from "@appointment-registry/registry-contract/openapi";

/** A row of `responses.yaml`: the common part of all responses of a kind. */
interface Kind {
  readonly description: string;
  /** Names of schemas. Defaults to an OperationOutcome. */
  readonly body?: readonly string[] | "none";
  /** Headers of `headers.yaml` by name, in addition to those of every answer. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly links?: readonly string[];
  readonly errors?: readonly string[];
  /** The description of the example that is named after interaction and status. */
  readonly example?: string;
}

/** A row of `answers.yaml`: a kind, and the differences from it. */
export interface Answer {
  readonly kind: string;
  readonly description?: string;
  readonly errors?: readonly string[];
  /** Descriptions by name of the example. */
  readonly examples?: Readonly<Record<string, string>>;
}

export interface ResponseTables {
  readonly kinds: Readonly<Record<string, Kind>>;
  /** Answers by interaction and then by status. An answer without differences is the name of a kind. */
  readonly answers: Readonly<Record<string, Readonly<Record<string, Answer | string>>>>;
  readonly errors: Readonly<Record<string, { readonly retryable: boolean }>>;
  /** Examples that share a file, by file name without the format. Every other example has a file with its own name. */
  readonly files: Readonly<Record<string, readonly string[]>>;
}

const ALWAYS = ["X-Request-ID", "X-Correlation-ID", "Cache-Control"];
const BANNER = `# Generated from answers.yaml, responses.yaml, errors.yaml and examples.yaml (npm run generate). Do not edit.\n`;

/** Returns `openapi/components/responses.generated.yaml`: a response for each status of each interaction, with its own examples. */
export async function printResponses(workspace: string): Promise<string> {
  const openapi = join(workspace, "openapi");
  const load = async (name: string) => parse(await readFile(join(openapi, "components", name), "utf8")) as never;
  const responses = getResponses({
    kinds: await load("responses.yaml"),
    answers: await load("answers.yaml"),
    errors: await load("errors.yaml"),
    files: await load("examples.yaml"),
  });
  return BANNER + stringify(responses, { lineWidth: 0, aliasDuplicateObjects: false });
}

/** @throws Error that names the inconsistent parts */
export function getResponses({ kinds, answers, errors, files }: ResponseTables): Readonly<Record<string, Node>> {
  const fileNames = new Map(
    Object.entries(files).flatMap(([file, names]) => names.map((name) => [name, file] as const)),
  );
  const rows = Object.entries(answers).flatMap(([interaction, statuses]) =>
    Object.entries(statuses).map(([status, answer]) => [`${interaction}-${status}`, answer] as const),
  );
  const shown = new Set<string>();
  const responses = Object.fromEntries(
    rows.map(([name, row]) => {
      const answer = typeof row === "string" ? { kind: row } : row;
      const kind = kinds[answer.kind];
      if (kind === undefined) throw new Error(`${name}: there is no kind ${answer.kind}`);
      requireKnown(name, answer, ANSWER);
      requireKnown(answer.kind, kind, KIND);
      const examples = getExamples(name, kind, answer);
      for (const each of Object.keys(examples)) shown.add(each);
      return [name, getResponse(name, kind, answer, { errors, examples, fileNames })];
    }),
  );
  for (const name of fileNames.keys())
    if (!shown.has(name)) throw new Error(`examples.yaml: there is no example ${name}`);
  return responses;
}

/** Returns the descriptions of a response's examples by name: those of its kind, and its own. */
function getExamples(name: string, kind: Kind, answer: Answer): Readonly<Record<string, string>> {
  const examples = { ...(kind.example === undefined ? {} : { [name]: kind.example }), ...answer.examples };
  for (const each of Object.keys(examples))
    if (each !== name && !each.startsWith(`${name}-`)) throw new Error(`${name}: ${each} is an example of another`);
  if (kind.body !== "none" && Object.keys(examples).length === 0) throw new Error(`${name}: there is no example`);
  return examples;
}

interface Surroundings extends Pick<ResponseTables, "errors"> {
  readonly examples: Readonly<Record<string, string>>;
  /** Files by name of the example, if they have another name. */
  readonly fileNames: ReadonlyMap<string, string>;
}

function getResponse(name: string, kind: Kind, answer: Answer, { errors, examples, fileNames }: Surroundings): Node {
  const catalogued = (answer.errors ?? kind.errors ?? []).map((code) => {
    const error = errors[code];
    if (error === undefined) throw new Error(`${name}: there is no error ${code}`);
    return { code, retryable: error.retryable };
  });
  return {
    description: [answer.description ?? kind.description, ...toAdvice(name, catalogued)].join(" "),
    headers: { ...named("headers.yaml", ALWAYS), ...placed("headers.yaml", kind.headers ?? {}) },
    ...(kind.links === undefined ? {} : { links: named("links.yaml", kind.links) }),
    ...(kind.body === "none" ? {} : { content: getContent(kind.body ?? ["OperationOutcome"], examples, fileNames) }),
    ...(catalogued.length === 0 ? {} : { "x-errors": catalogued }),
  };
}

/** Returns one sentence on retrying the request. @throws Error if one answer would have to say both */
function toAdvice(name: string, errors: readonly { readonly retryable: boolean }[]): string[] {
  const [again, ...more] = new Set(errors.map(({ retryable }) => retryable));
  if (more.length > 0) throw new Error(`${name}: some of its errors may be sent again, and some not`);
  if (again === undefined) return [];
  return [again ? "The same request may be sent again." : "The same request fails again."];
}

/** Rejects unknown members, which would otherwise be ignored silently. @throws Error */
function requireKnown(where: string, row: object, known: readonly string[]): void {
  for (const member of Object.keys(row))
    if (!known.includes(member)) throw new Error(`${where}: ${member} is no member of its table`);
}

const KIND = ["description", "body", "headers", "links", "errors", "example"];
const ANSWER = ["kind", "description", "errors", "examples"];

function getContent(
  schemas: readonly string[],
  examples: Readonly<Record<string, string>>,
  fileNames: ReadonlyMap<string, string>,
): Node {
  const one = (references: readonly Node[]): Node => {
    const [only = {}, ...more] = references;
    return more.length === 0 ? only : { oneOf: references };
  };
  const json = one(schemas.map((name) => ({ $ref: `schemas.generated.json#/${name}` })));
  const xml = one(schemas.map((name) => ({ $ref: `schemas-xml.generated.json#/${name}Xml` })));
  const media = (format: string, schema: unknown) => ({
    schema,
    examples: Object.fromEntries(
      Object.entries(examples).map(([name, summary]) => [
        name,
        { summary, externalValue: `../examples/responses/${fileNames.get(name) ?? name}.${format}` },
      ]),
    ),
  });
  return {
    "application/fhir+json": media("json", json),
    "application/fhir+xml": media("xml", xml),
  };
}

const placed = (file: string, names: Readonly<Record<string, string>>): Node =>
  Object.fromEntries(Object.entries(names).map(([name, target]) => [name, { $ref: `${file}#/${target}` }]));
const named = (file: string, names: readonly string[]): Node =>
  placed(file, Object.fromEntries(names.map((name) => [name, name])));
