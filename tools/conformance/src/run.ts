import { CHECKS } from "./checks.js";
import { LIMITS, open } from "./connection.js";
import { TestClient } from "./test-client.js";
import { allTokens } from "./test-inputs.js";
import type { TestInputs } from "./test-inputs.js";
import { lacking } from "./needs.js";
import { expectRegistry } from "./preflight.js";
import type { PlacedRequirement } from "./requirement.js";
import { isBinding } from "./requirement.js";
import { REQUIREMENTS } from "./requirements.js";
import type { RequirementId } from "./requirements.js";
import { getExpiry } from "./tokens.js";
import { Blocked, NotTested } from "./verdict.js";

/**
 * `failed`: the registry does not meet the requirement. `blocked`: the preconditions of the test could not be created, since another
 * requirement is not met. `not tested`: the given inputs do not suffice.
 */
export type Outcome = "passed" | "failed" | "blocked" | "not tested";

export interface Result {
  readonly requirement: PlacedRequirement;
  readonly outcome: Outcome;
  /** Why the result is not passed. */
  readonly message?: string;
  /** Requests and statuses, such as `PUT /STU3/Appointment/1 -> 409`, without tokens and bodies. */
  readonly trail: readonly string[];
  readonly milliseconds: number;
}

export interface Report {
  readonly baseUrl: string;
  readonly startedAt: string;
  readonly milliseconds: number;
  /** Notes on the run itself for the reader. */
  readonly warnings: readonly string[];
  /** Results in the order of the requirements. */
  readonly results: readonly Result[];
}

export interface RunOptions {
  /** Ids of the requirements to test. Defaults to all. */
  readonly only?: readonly string[] | undefined;
  /** Number of concurrent tests. */
  readonly concurrency?: number;
  /** Time limit for one answer. */
  readonly answerMilliseconds?: number;
  /** Time limit for the whole run. Tests that have not ended by then are blocked. */
  readonly runMilliseconds?: number;
  readonly onResult?: (result: Result) => void;
}

const RUN_MILLISECONDS = 30 * 60_000;

/**
 * Tests a registry against the requirements. Rejects only if the registry cannot be called at all. The run registers its own entries, for
 * patients that do not exist, and leaves them there, since no interaction of a registry deletes.
 */
export async function run(inputs: TestInputs, options: RunOptions = {}): Promise<Report> {
  const { only, concurrency = 6, answerMilliseconds = LIMITS.answerMilliseconds, onResult } = options;
  const chosen = REQUIREMENTS.filter(({ id }) => only === undefined || only.includes(id));
  const began = performance.now();
  const startedAt = new Date().toISOString();
  const dispatcher = open(inputs.endpoint, concurrency * 4);
  const ended = new AbortController();
  const timer = setTimeout(() => ended.abort(), options.runMilliseconds ?? RUN_MILLISECONDS);
  const limits = { ...LIMITS, answerMilliseconds, signal: ended.signal };
  const newClient = () => new TestClient(inputs, dispatcher, [], limits);
  try {
    await expectRegistry(newClient());
    const results: Result[] = [];
    const queue = chosen.entries();
    const worker = async () => {
      for (const [index, requirement] of queue) {
        const result = await getResult(requirement, newClient());
        results[index] = result;
        onResult?.(result);
      }
    };
    await Promise.all(Array.from({ length: concurrency }, worker));
    return {
      baseUrl: inputs.baseUrl,
      startedAt,
      milliseconds: elapsed(began),
      warnings: getWarnings(inputs),
      results,
    };
  } finally {
    clearTimeout(timer);
    await dispatcher.close();
  }
}

/** Returns true if every binding requirement that was tested is met. Advice and choices count only if `strict`. */
export const isConformant = ({ results }: Report, strict = false): boolean =>
  results.every(
    ({ outcome, requirement }) =>
      outcome === "passed" || outcome === "not tested" || (!strict && !isBinding(requirement)),
  );

export const count = ({ results }: Report, outcome: Outcome): number =>
  results.filter((result) => result.outcome === outcome).length;

/** Returns notes that apply to the run regardless of its results. */
export function getWarnings({ baseUrl }: TestInputs): string[] {
  if (baseUrl.startsWith("https:")) return [];
  return [
    `${baseUrl} is called without TLS: mutual TLS is not tested, and tokens and patient data are sent in clear text. ` +
      "Use it only behind a gateway, within one machine or private network.",
  ];
}

async function getResult(requirement: PlacedRequirement, client: TestClient): Promise<Result> {
  const began = performance.now();
  const made = (outcome: Outcome, message?: string): Result => ({
    requirement,
    outcome,
    ...(message === undefined ? {} : { message: withoutTokens(message) }),
    trail: client.trail,
    milliseconds: elapsed(began),
  });
  const missing = lacking(requirement.id, client.inputs);
  if (missing !== undefined) return made("not tested", missing);
  const isOver = () => client.limits.signal?.aborted === true;
  if (isOver()) return made("blocked", OVER);
  try {
    await CHECKS[requirement.id as RequirementId](client);
    if (isOver()) return made("blocked", OVER);
    return hasExpired(client) ? made("blocked", EXPIRED) : made("passed");
  } catch (error) {
    if (hasExpired(client)) return made("blocked", EXPIRED);
    if (isOver()) return made("blocked", OVER);
    if (error instanceof NotTested) return made("not tested", error.message);
    if (error instanceof Blocked) return made("blocked", error.message);
    return made("failed", error instanceof Error ? getReason(error) : String(error));
  }
}

/** A server's refusal may repeat what it received, and only the beginning of its text is shown. */
const withoutTokens = (message: string): string => message.replace(/\beyJ[\w-]{8,}(\.[\w-]*){0,2}/g, "[a token]");

const EXPIRED = "The token expired before this was tested; use one that is valid longer.";
const OVER = "The run reached its deadline before this was tested; increase --deadline.";

const hasExpired = ({ inputs }: TestClient): boolean =>
  allTokens(inputs).some((token) => (getExpiry(token) ?? Infinity) <= Date.now());

const getReason = ({ name, message, cause }: Error): string =>
  name === "Unmet" ? message : `No answer: ${message}${cause instanceof Error ? ` (${cause.message})` : ""}`;

const elapsed = (began: number): number => Math.round(performance.now() - began);
