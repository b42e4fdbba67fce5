import type { Format } from "@appointment-registry/fhir-appointment";
import { usualStatus } from "./contract.js";
import type { DocumentedAnswer, Operation } from "./contract.js";

/** Selects a documented answer: by status, by the name of an example, or by both. */
export interface AnswerSelection {
  /** A request gives the status as text, which may be invalid. */
  readonly status?: number | string;
  readonly example?: string;
  /** Other values for header fields of the answer, such as `retry-after`. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** The contract has no such answer. The message lists the available ones. */
export class Undocumented extends Error {
  override readonly name = "Undocumented";
}

/** Returns the answer of an operation, in this format if the contract has it. Throws `Undocumented`. */
export function selectAnswer(operation: Operation, wanted: AnswerSelection, format: Format = "json"): DocumentedAnswer {
  const { answers, operationId } = operation;
  const { example, status = example === undefined ? usualStatus(answers) : undefined, headers = {} } = wanted;
  const found = answers.filter(
    (answer) =>
      (status === undefined || `${answer.status}` === `${status}`) &&
      (example === undefined || answer.example === example),
  );
  const answer = found.find((each) => each.format === format) ?? found[0];
  if (answer === undefined) {
    const asked = [status, example].filter((each) => each !== undefined).join(" ");
    throw new Undocumented(`The contract has no answer ${asked} of ${operationId}. It has: ${listed(answers)}.`);
  }
  for (const name of Object.keys(headers)) {
    if (!(name in answer.headers)) throw new Undocumented(`${answer.status} of ${operationId} has no ${name}.`);
  }
  return { ...answer, headers: { ...answer.headers, ...headers } };
}

function listed(answers: readonly DocumentedAnswer[]): string {
  return [
    ...new Set(answers.map(({ status, example }) => (example === undefined ? `${status}` : `${status} ${example}`))),
  ].join(", ");
}

/**
 * Parses `Prefer: code=409, example=cancel-409`. Returns `undefined` if it has neither parameter. Names are case-insensitive, and an empty
 * value counts as none (RFC 7240, section 2).
 */
export function parsePreferredAnswer(prefer: string | string[] | undefined): AnswerSelection | undefined {
  const field = [prefer ?? []].flat().join();
  const valueOf = (name: string): string | undefined =>
    new RegExp(`(?:^|[,;])\\s*${name}\\s*=\\s*"?([^\\s",;]+)`, "i").exec(field)?.[1];
  const [status, example] = [valueOf("code"), valueOf("example")];
  if (status === undefined && example === undefined) return undefined;
  return { ...(status === undefined ? {} : { status }), ...(example === undefined ? {} : { example }) };
}
