import { CHECKS } from "./checks.js";
import { open } from "./connection.js";
import { Kit } from "./kit.js";
import type { Material } from "./material.js";
import { expectRegistry } from "./preflight.js";
import type { PlacedRequirement } from "./requirement.js";
import { isAdvice } from "./requirement.js";
import { REQUIREMENTS } from "./requirements.js";
import type { RequirementId } from "./requirements.js";
import { expiryOf } from "./tokens.js";
import { Blocked, NotTested } from "./verdict.js";

/** `blocked`: what the test needs could not be made, since another requirement is not met. */
export type Outcome = "passed" | "failed" | "blocked" | "not tested";

export interface Result {
  readonly requirement: PlacedRequirement;
  readonly outcome: Outcome;
  /** Why it is not passed. */
  readonly message?: string;
  /** What was asked and answered: `PUT /STU3/Appointment/1 -> 409`. Without tokens and bodies. */
  readonly trail: readonly string[];
  readonly milliseconds: number;
}

export interface Report {
  readonly baseUrl: string;
  readonly startedAt: string;
  readonly milliseconds: number;
  /** In the order of the requirements. */
  readonly results: readonly Result[];
}

export interface RunOptions {
  /** Ids of the requirements to test; all if left out. */
  readonly only?: readonly string[] | undefined;
  /** Tests at a time. */
  readonly concurrency?: number;
  readonly onResult?: (result: Result) => void;
}

/**
 * Holds the registry to the requirements. Rejects only where it cannot be asked at all.
 * It registers entries of its own, for patients that do not exist, and leaves them there: no interaction of a registry deletes.
 */
export async function run(material: Material, options: RunOptions = {}): Promise<Report> {
  const { only, concurrency = 6, onResult } = options;
  const chosen = REQUIREMENTS.filter(({ id }) => only === undefined || only.includes(id));
  const began = performance.now();
  const startedAt = new Date().toISOString();
  const { ca, cert, key } = material;
  const dispatcher = open({ ca, cert, key }, concurrency * 4);
  try {
    await expectRegistry(new Kit(material, dispatcher));
    const results: Result[] = [];
    const queue = chosen.entries();
    const worker = async () => {
      for (const [index, requirement] of queue) {
        const result = await resultOf(requirement, new Kit(material, dispatcher));
        results[index] = result;
        onResult?.(result);
      }
    };
    await Promise.all(Array.from({ length: concurrency }, worker));
    return { baseUrl: material.baseUrl, startedAt, milliseconds: elapsed(began), results };
  } finally {
    await dispatcher.close();
  }
}

/** Is every requirement that was tested met? Advice counts only where `strict`. */
export const isConformant = ({ results }: Report, strict = false): boolean =>
  results.every(
    ({ outcome, requirement }) =>
      outcome === "passed" || outcome === "not tested" || (!strict && outcome === "failed" && isAdvice(requirement)),
  );

export const count = ({ results }: Report, outcome: Outcome): number =>
  results.filter((result) => result.outcome === outcome).length;

async function resultOf(requirement: PlacedRequirement, kit: Kit): Promise<Result> {
  const began = performance.now();
  const told = (outcome: Outcome, message?: string): Result => ({
    requirement,
    outcome,
    ...(message === undefined ? {} : { message }),
    trail: kit.trail,
    milliseconds: elapsed(began),
  });
  try {
    await CHECKS[requirement.id as RequirementId](kit);
    return hasExpired(kit) ? told("blocked", EXPIRED) : told("passed");
  } catch (error) {
    if (hasExpired(kit)) return told("blocked", EXPIRED);
    if (error instanceof NotTested) return told("not tested", error.message);
    if (error instanceof Blocked) return told("blocked", error.message);
    return told("failed", error instanceof Error ? reasonOf(error) : String(error));
  }
}

const EXPIRED = "The token expired before this was tested; give one that lasts longer.";

const hasExpired = ({ material }: Kit): boolean => (expiryOf(material.token) ?? Infinity) <= Date.now();

const reasonOf = ({ name, message, cause }: Error): string =>
  name === "Unmet" ? message : `No answer: ${message}${cause instanceof Error ? ` (${cause.message})` : ""}`;

const elapsed = (began: number): number => Math.round(performance.now() - began);
