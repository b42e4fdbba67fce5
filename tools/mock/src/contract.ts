import { readResource } from "@appointment-registry/fhir-appointment";
import type { Format } from "@appointment-registry/fhir-appointment";
import { OpenApiDocument } from "@appointment-registry/registry-contract/openapi";
import type { Located } from "@appointment-registry/registry-contract/openapi";
import { getFields, getSubject } from "./fields.js";
import type { Subject } from "./fields.js";

/** One example of an answer in one format, or the answer without a body if the contract defines none. */
export interface DocumentedAnswer {
  readonly status: number;
  readonly example?: string;
  readonly format?: Format;
  /** Header fields by lower-case name, without the ids of the request. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

export interface Operation {
  readonly operationId: string;
  readonly method: string;
  /** Path with parameters in braces, such as `/Appointment/{id}`. */
  readonly path: string;
  readonly answers: readonly DocumentedAnswer[];
}

/** Returns the registry's address in the contract. */
export function getServer(contract: string): string {
  const [server] = (JSON.parse(contract) as { readonly servers: readonly { readonly url: string }[] }).servers;
  if (server === undefined) throw new Error("The contract names no server.");
  return server.url;
}

/**
 * Returns the operations of a bundled contract as if its server were at `baseUrl`. Throws if an answer cannot be made from it: an example
 * is missing or unreadable, or a required header field has no value.
 */
export function readContract(contract: string, baseUrl: string): readonly Operation[] {
  const document = OpenApiDocument.bundled(JSON.parse(contract.replaceAll(getServer(contract), baseUrl)));

  function getBodies(status: number, response: Located, where: string): Body[] {
    if (response.node.content === undefined) return [{ status, text: "" }];
    return document.each(response, "content").flatMap(([type, media]) => {
      const examples = document.each(media, "examples");
      if (examples.length === 0) throw new Error(`The contract has no example for ${where} in ${type}.`);
      return examples.map(([example, { node }]) => {
        // XML is text, and JSON is an object.
        const { value } = node;
        return getBody(typeof value === "string" ? value : JSON.stringify(value, null, 2), { status, example, type });
      });
    });
  }

  return document.operations().map(({ method, path, operation }): Operation => {
    const operationId = String(operation.node.operationId);
    const held = document.each(operation, "responses").map(([code, response]) => {
      const [status, where] = [Number(code), `${code} of ${operationId}`];
      const fields = document
        .each(response, "headers")
        .map(([name, { node }]) => ({ ...(node as { required?: boolean }), name }));
      return { status, fields, where, bodies: getBodies(status, response, where) };
    });
    const success = held
      .find(({ status }) => status === usualStatus(held))
      ?.bodies.find(({ subject }) => subject !== undefined)?.subject;
    const answers = held.flatMap(({ fields, where, bodies }) =>
      bodies.map(({ type, subject, ...body }): DocumentedAnswer => {
        // An OperationOutcome and an answer without a body describe the resource of a success.
        const headers = getFields(fields, subject ?? success, { baseUrl, where });
        return { ...body, headers: type === undefined ? headers : { ...headers, "content-type": type } };
      }),
    );
    return { operationId, method, path, answers };
  });
}

/** Returns the usual status for a valid request: 201 if something is created, even if 200 is documented too. */
export function usualStatus(answers: readonly { readonly status: number }[]): number | undefined {
  const successes = answers.map(({ status }) => status).filter((status) => status < 300);
  return successes.includes(201) ? 201 : successes[0];
}

interface Body extends Omit<DocumentedAnswer, "headers"> {
  readonly type?: string;
  readonly subject?: Subject;
}

function getBody(text: string, { status, example, type }: { status: number; example: string; type: string }): Body {
  const format = type.includes("xml") ? "xml" : "json";
  const read = readResource(text, { format });
  if (read.kind !== "resource") throw new Error(`The example ${example} is no resource in ${type}.`);
  const subject = getSubject(read.resource, text);
  return {
    status,
    example,
    format,
    text,
    type: `${type}; charset=utf-8`,
    ...(subject === undefined ? {} : { subject }),
  };
}
