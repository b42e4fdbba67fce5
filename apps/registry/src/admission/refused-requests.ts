import type { ErrorCode } from "@appointment-registry/registry-contract";
import { ERRORS } from "@appointment-registry/registry-contract";
import type { AuditTrail } from "../audit/audit-trail.js";
import type { Log } from "../logging/log.js";

const MILLISECONDS = 1000;
/** Certificates and clients that are distinguished in a second. */
const MOST = 1000;

/** One request that was refused; of several the last one's is recorded. */
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
 * Refusals for overload and for rates: one line and one record for each second, certificate, client and code, with their number. Nothing was
 * done for them, and accounting for each would cost more than refusing it.
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

  /** Refusals that come in floods: they are recorded together. */
  static readonly CODES = ["overloaded", "rate-limited"] as const satisfies readonly ErrorCode[];

  /** Is a refusal with this code recorded here? */
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

  /** Records what was counted so far. Resolves when all is recorded. */
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
