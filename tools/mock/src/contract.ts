import { readResource } from "@appointment-registry/fhir-appointment";
import type { Format } from "@appointment-registry/fhir-appointment";
import { fieldsOf, subjectOf } from "./fields.js";
import type { Subject } from "./fields.js";

/** One example of an answer in one format; where the contract gives the answer no body, the answer without one. */
export interface DocumentedAnswer {
  readonly status: number;
  readonly example?: string;
  readonly format?: Format;
  /** By lower-case name; without the ids of the request. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

export interface Operation {
  readonly operationId: string;
  readonly method: string;
  /** With parameters in braces: `/Appointment/{id}`. */
  readonly path: string;
  readonly answers: readonly DocumentedAnswer[];
}

interface Referable {
  readonly $ref?: string;
}
interface Header extends Referable {
  readonly required?: boolean;
}
interface Response extends Referable {
  readonly headers?: Readonly<Record<string, Header>>;
  readonly content?: Readonly<Record<string, { readonly examples?: Readonly<Record<string, Example>> }>>;
}
interface Example extends Referable {
  /** XML as text, JSON as it is. */
  readonly value?: unknown;
}
interface Document {
  readonly servers: readonly { readonly url: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

const METHODS: ReadonlySet<string> = new Set(["get", "put", "post", "delete", "patch"]);

/** Where the contract says that the registry is. */
export function serverOf(contract: string): string {
  const [server] = (JSON.parse(contract) as Document).servers;
  if (server === undefined) throw new Error("The contract names no server.");
  return server.url;
}

/**
 * The operations of a contract that is in one document, as if its server were at `baseUrl`. Throws where an answer cannot be
 * made from it: an example is missing or cannot be read, or a header field that must be there has no value.
 */
export function readContract(contract: string, baseUrl: string): readonly Operation[] {
  const document = JSON.parse(contract.replaceAll(serverOf(contract), baseUrl)) as Document;
  const follow = <Node extends Referable>(node: Node): Node => {
    const names = node.$ref?.split("/").slice(1) ?? [];
    return names.reduce<unknown>(memberOf, names.length === 0 ? node : document) as Node;
  };

  function bodiesOf(status: number, { content }: Response, where: string): Body[] {
    if (content === undefined) return [{ status, text: "" }];
    return Object.entries(content).flatMap(([type, { examples = {} }]) => {
      if (Object.keys(examples).length === 0) throw new Error(`The contract has no example for ${where} in ${type}.`);
      return Object.entries(examples).map(([example, held]) => {
        const { value } = follow(held);
        return bodyOf(typeof value === "string" ? value : JSON.stringify(value, null, 2), { status, example, type });
      });
    });
  }

  function operationOf(path: string, method: string, node: unknown): Operation {
    const { operationId, responses } = node as { operationId: string; responses: Record<string, Response> };
    const held = Object.entries(responses).map(([code, referred]) => {
      const [status, response, where] = [Number(code), follow(referred), `${code} of ${operationId}`];
      const fields = Object.entries(response.headers ?? {}).map(([name, header]) => ({ name, ...follow(header) }));
      return { status, fields, where, bodies: bodiesOf(status, response, where) };
    });
    const success = held
      .find(({ status }) => status === usualStatus(held))
      ?.bodies.find(({ subject }) => subject !== undefined)?.subject;
    const answers = held.flatMap(({ fields, where, bodies }) =>
      bodies.map(({ type, subject, ...body }): DocumentedAnswer => {
        // An OperationOutcome, and an answer without a body, speak of what a success would have given.
        const headers = fieldsOf(fields, subject ?? success, { baseUrl, where });
        return { ...body, headers: type === undefined ? headers : { ...headers, "content-type": type } };
      }),
    );
    return { operationId, method: method.toUpperCase(), path, answers };
  }

  return Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item)
      .filter(([method]) => METHODS.has(method))
      .map(([method, node]) => operationOf(path, method, node)),
  );
}

/** What a good request is usually answered: 201 where something is made, though 200 is documented too. */
export function usualStatus(answers: readonly { readonly status: number }[]): number | undefined {
  const successes = answers.map(({ status }) => status).filter((status) => status < 300);
  return successes.includes(201) ? 201 : successes[0];
}

interface Body extends Omit<DocumentedAnswer, "headers"> {
  readonly type?: string;
  readonly subject?: Subject;
}

function bodyOf(text: string, { status, example, type }: { status: number; example: string; type: string }): Body {
  const format = type.includes("xml") ? "xml" : "json";
  const read = readResource(text, { format });
  if (read.kind !== "resource") throw new Error(`The example ${example} is no resource in ${type}.`);
  const subject = subjectOf(read.resource, text);
  return {
    status,
    example,
    format,
    text,
    type: `${type}; charset=utf-8`,
    ...(subject === undefined ? {} : { subject }),
  };
}

/** A step of a JSON pointer (RFC 6901). */
const memberOf = (node: unknown, step: string): unknown =>
  (node as Readonly<Record<string, unknown>>)[step.replaceAll("~1", "/").replaceAll("~0", "~")];
