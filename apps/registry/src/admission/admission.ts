import type { IncomingMessage } from "node:http";
import type { RateLimiter } from "../auth/rate-limit.js";
import { MemoryBudget } from "./memory-budget.js";
import type { Share } from "./memory-budget.js";
import type { OverloadLimits } from "./overload.js";
import { Overload } from "./overload.js";

export interface AdmissionLimits extends OverloadLimits {
  /** Bytes of the bodies and responses in flight. */
  readonly memoryBytes: number;
  /** Maximum number of large search responses produced concurrently. */
  readonly maxLargeAnswers: number;
}

/** Resources currently in use by the requests of one client certificate. */
interface Holder extends Share {
  /** Undefined if the certificate cannot be read. */
  readonly thumbprint: string | undefined;
  requests: number;
  largeAnswers: number;
}

/** A request that is being served or whose response is being sent, with its reservations. */
interface Admitted {
  readonly holder: Holder;
  /** Monotonic time of admission in milliseconds; undefined if the request has waited for its caller since. */
  since: number | undefined;
  isServed: boolean;
  isLarge: boolean;
  bytes: number;
}

export type Refused =
  | { readonly code: "overloaded"; readonly retryAfterSeconds: number }
  | { readonly code: "rate-limited"; readonly retryAfterSeconds: number };

/** Maximum share of the large responses available to one certificate, which always gets at least one. */
const SHARE_OF_LARGE_ANSWERS = 0.75;

const OVERLOADED: Refused = { code: "overloaded", retryAfterSeconds: 1 };

/**
 * Decides, before any work is done, which requests are served: enforces limits for the process and shares them fairly among its clients.
 */
export class Admission {
  readonly overload: Overload;
  readonly memory: MemoryBudget;
  readonly #holders = new Map<string | undefined, Holder>();
  #largeAnswers = 0;
  readonly #admitted = new WeakMap<IncomingMessage, Admitted>();

  /** @param rates limits for client certificates, by thumbprint */
  constructor(
    private readonly limits: AdmissionLimits,
    private readonly rates: Pick<RateLimiter, "secondsToWait">,
  ) {
    this.overload = new Overload(limits);
    this.memory = new MemoryBudget(limits.memoryBytes);
  }

  /** Returns the reason for the refusal; undefined if the request is admitted, in which case `served` and `release` must follow. */
  admit(request: IncomingMessage, thumbprint: string | undefined): Refused | undefined {
    const holder = this.#holders.get(thumbprint) ?? { thumbprint, requests: 0, largeAnswers: 0, bytes: 0 };
    if (!this.overload.admits(holder.requests)) return OVERLOADED;
    const wait = this.rates.secondsToWait(thumbprint ?? "");
    if (wait !== undefined) return { code: "rate-limited", retryAfterSeconds: wait };
    if (!this.#holders.has(thumbprint)) this.#holders.set(thumbprint, holder);
    holder.requests += 1;
    this.overload.requests += 1;
    this.#admitted.set(request, { holder, since: performance.now(), isServed: false, isLarge: false, bytes: 0 });
    return undefined;
  }

  /** Returns the refusal of an admitted request that has waited too long to be served; undefined if it may be served now. */
  refuseLate(request: IncomingMessage): Refused | undefined {
    const admitted = this.#admitted.get(request);
    if (admitted?.since === undefined || !this.overload.isTooLate(performance.now() - admitted.since)) return undefined;
    admitted.isServed = true;
    this.#leave(admitted.holder);
    return OVERLOADED;
  }

  /** The rest of the request has not arrived. The time that takes says nothing about the load of this process. */
  waits(request: IncomingMessage): void {
    const admitted = this.#admitted.get(request);
    if (admitted !== undefined) admitted.since = undefined;
  }

  /** The response is ready. It now waits for its caller, which costs memory but no work. */
  served(request: IncomingMessage): void {
    const admitted = this.#admitted.get(request);
    if (admitted === undefined || admitted.isServed) return;
    admitted.isServed = true;
    this.overload.answered(admitted.since === undefined ? undefined : performance.now() - admitted.since);
    this.#leave(admitted.holder);
  }

  #leave(holder: Holder): void {
    this.overload.requests -= 1;
    holder.requests -= 1;
    this.#forget(holder);
  }

  /** The response has been sent, or its connection has closed. */
  release(request: IncomingMessage): void {
    const admitted = this.#admitted.get(request);
    if (admitted === undefined) return;
    this.served(request);
    this.#admitted.delete(request);
    const { holder, bytes, isLarge } = admitted;
    this.memory.release(holder, bytes);
    if (isLarge) {
      this.#largeAnswers -= 1;
      holder.largeAnswers -= 1;
    }
    this.#forget(holder);
  }

  #forget(holder: Holder): void {
    const isIdle = holder.requests === 0 && holder.bytes === 0 && holder.largeAnswers === 0;
    if (isIdle && this.#holders.get(holder.thumbprint) === holder) this.#holders.delete(holder.thumbprint);
  }

  /** Reserves memory for a request until it is answered. @returns true if there is room, or if the request was not admitted here */
  reserve(request: IncomingMessage, bytes: number): boolean {
    const admitted = this.#admitted.get(request);
    if (admitted === undefined) return true;
    if (!this.memory.reserve(admitted.holder, bytes)) return false;
    admitted.bytes += bytes;
    return true;
  }

  /**
   * Claims a large response until the request is answered.
   * @returns true if there is room for another one, or if the request was not admitted here
   */
  claimLargeAnswer(request: IncomingMessage): boolean {
    const admitted = this.#admitted.get(request);
    if (admitted === undefined || admitted.isLarge) return true;
    const { holder } = admitted;
    const { maxLargeAnswers: most } = this.limits;
    const mostOfOne = Math.max(1, Math.floor(most * SHARE_OF_LARGE_ANSWERS));
    if (this.#largeAnswers >= most || holder.largeAnswers >= mostOfOne) return false;
    this.#largeAnswers += 1;
    holder.largeAnswers += 1;
    admitted.isLarge = true;
    return true;
  }
}
