import type { ErrorCode } from "@appointment-registry/registry-contract";
import { ERRORS } from "@appointment-registry/registry-contract";
import type { AuditTrail } from "../audit/audit-trail.js";
import type { Log } from "../logging/log.js";

const MILLISECONDS = 1000;
/** Maximum number of certificates and clients distinguished within one second. */
const MOST = 1000;

/** One rejected request. Of several, the most recent one is recorded. */
export interface RefusedRequest {
  readonly code: ErrorCode;
  readonly requestId: string;
  readonly clientId?: string | undefined;
  readonly certificateThumbprint?: string | undefined;
  readonly remoteAddress?: string | undefined;
}

interface Counted {
  latest: RefusedRequest;
  count: number;
}

/**
 * Combines refusals due to overload and rate limits. There is one log line and one audit record, with a count, per second, certificate,
 * client and code. No work was done for these requests, and recording each would cost more than rejecting it.
 */
export class RefusedRequests {
  #counted = new Map<string, Counted>();
  #timer: NodeJS.Timeout | undefined;
  #flushing: Promise<void> = Promise.resolve();

  /** @param now epoch milliseconds */
  constructor(
    private readonly audit: Pick<AuditTrail, "record">,
    private readonly log: Pick<Log, "warn" | "error">,
    private readonly now: () => number = Date.now,
  ) {}

  /** Codes of refusals that occur in floods and are recorded together. */
  static readonly CODES = ["overloaded", "rate-limited"] as const satisfies readonly ErrorCode[];

  /** Returns whether refusals with this code are recorded here. */
  static takes(code: string | undefined): boolean {
    return (RefusedRequests.CODES as readonly (string | undefined)[]).includes(code);
  }

  add(refused: RefusedRequest): void {
    const { code, clientId = "", certificateThumbprint = "" } = refused;
    let key = `${code} ${certificateThumbprint} ${clientId}`;
    if (this.#counted.size >= MOST && !this.#counted.has(key)) key = code;
    const counted = this.#counted.get(key);
    if (counted === undefined) this.#counted.set(key, { latest: refused, count: 1 });
    else {
      counted.latest = refused;
      counted.count += 1;
    }
    this.#timer ??= setTimeout(() => void this.flush(), MILLISECONDS).unref();
  }

  /** Records the refusals counted so far. Resolves when all are recorded. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const all = [...this.#counted.values()];
    this.#counted = new Map();
    this.#flushing = Promise.all([this.#flushing, ...all.map((each) => this.#record(each))]).then(() => undefined);
    await this.#flushing;
  }

  async #record({ latest, count }: Counted): Promise<void> {
    const { status } = ERRORS[latest.code];
    this.log.warn("Requests were refused.", { ...latest, status, count });
    try {
      const at = this.now();
      await this.audit.record({ ...latest, at, interaction: "unknown", status, wrote: false, requests: count });
    } catch (error) {
      this.log.error("Refused requests could not be audited.", { requestId: latest.requestId, error });
    }
  }
}
