import type { CancelResult } from "../../index.js";
import type { Ending } from "./journal.js";

/** What the result of a cancel means for a bulk run. */
export interface Verdict {
  readonly ending: Ending;
  /** A final result for the entry: no later run tries it again. Everything else stays open. */
  readonly final: boolean;
  /**
   * What it is about: the entry; the caller or its settings, so that the next entry as a rule ends in the same way; or a fault
   * that may pass, so that this run tries again.
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

/** `isRegistry`: whether the base URL is that of a registry, so that its 404 is about the entry and not about the path. */
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
