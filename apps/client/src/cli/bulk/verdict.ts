import type { CancelResult } from "../../index.js";
import type { Ending } from "./journal.js";

/** The meaning of a cancel's result for a bulk run. */
export interface Verdict {
  readonly ending: Ending;
  /** True if the result for the entry is final, so no later run tries it again. Every other result stays open. */
  readonly final: boolean;
  /**
   * The subject of the result. `entry`: the entry itself. `caller`: the caller or its settings, so that the next entry
   * usually ends in the same way. `passing`: a temporary fault, so that this run tries again.
   */
  readonly about: "entry" | "caller" | "passing";
}

const DONE: Verdict = { ending: "cancelled", final: true, about: "entry" };
const REFUSED: Verdict = { ending: "refused", final: true, about: "entry" };
const CONFLICT: Verdict = { ending: "conflict", final: false, about: "entry" };
const DENIED: Verdict = { ending: "refused", final: false, about: "caller" };
const BUSY: Verdict = { ending: "unreachable", final: false, about: "passing" };
const NEVER: Verdict = { ending: "unreachable", final: false, about: "caller" };
const UNKNOWN: Verdict = { ending: "unknown", final: false, about: "passing" };

/**
 * Classifies the result of a cancel. `isRegistry` resolves to true if the base URL is that of a registry, so that its
 * 404 concerns the entry and not the path.
 */
export async function verdictOn(result: CancelResult, isRegistry: () => Promise<boolean>): Promise<Verdict> {
  const readIssues = "outcome" in result && result.outcome !== undefined;
  const absent = async (): Promise<Verdict> => (readIssues && (await isRegistry()) ? REFUSED : DENIED);
  switch (result.status) {
    case 200:
      return DONE;
    case 404:
      return absent();
    case 409:
      return CONFLICT;
    case 422:
      return readIssues ? REFUSED : DENIED;
    case 429:
    case 500:
      return BUSY;
    case "unexpected":
      if (result.httpStatus === 410) return absent();
      return result.httpStatus >= 500 ? BUSY : DENIED;
    case "unreachable":
      return "lasting" in result.error && result.error.lasting === true ? NEVER : BUSY;
    case "unknown":
      return UNKNOWN;
    default:
      return DENIED;
  }
}
