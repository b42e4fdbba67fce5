import type { IncomingMessage } from "node:http";
import type { RateLimiter } from "../auth/rate-limit.js";
import { MemoryBudget } from "./memory-budget.js";
import type { Share } from "./memory-budget.js";
import type { OverloadLimits } from "./overload.js";
import { Overload } from "./overload.js";

export interface AdmissionLimits extends OverloadLimits {
  /** Of bodies and answers in flight. */
  readonly memoryBytes: number;
  /** Large answers to searches that are made at once. */
  readonly maxLargeAnswers: number;
}

/** What the requests of one client certificate use at this moment. */
interface Holder extends Share {
  /** Absent: the certificate cannot be read. */
  readonly thumbprint: string | undefined;
  requests: number;
  largeAnswers: number;
}

/** A request that is served or whose answer is being sent, and what is reserved for it. */
interface Admitted {
  readonly holder: Holder;
  /** Milliseconds of a clock that is never set; undefined if it waited for its caller since. */
  since: number | undefined;
  isServed: boolean;
  isLarge: boolean;
  bytes: number;
}

export type Refused =
  | { readonly code: "overloaded"; readonly retryAfterSeconds: number }
  | { readonly code: "rate-limited"; readonly retryAfterSeconds: number };

/** One certificate has at most this share of the large answers, and at least one. */
const SHARE_OF_LARGE_ANSWERS = 0.75;

const OVERLOADED: Refused = { code: "overloaded", retryAfterSeconds: 1 };

/** Decides which requests are served, before anything is done for them: bounds for the process, fair to its clients. */
export class Admission {
  readonly overload: Overload;
  readonly memory: MemoryBudget;
  readonly #holders = new Map<string | undefined, Holder>();
  #largeAnswers = 0;
  readonly #admitted = new WeakMap<IncomingMessage, Admitted>();

  /** @param rates of client certificates, by thumbprint */
  constructor(
    private readonly limits: AdmissionLimits,
    private readonly rates: Pick<RateLimiter, "secondsToWait">,
  ) {
    this.overload = new Overload(limits);
    this.memory = new MemoryBudget(limits.memoryBytes);
  }

  /** Why the request is refused; undefined if it is served, until `served` and `release`. */
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

  /** Why a request that was admitted is refused now that it could be served: it has waited for too long. */
  refuseLate(request: IncomingMessage): Refused | undefined {
    const admitted = this.#admitted.get(request);
    if (admitted?.since === undefined || !this.overload.isTooLate(performance.now() - admitted.since)) return undefined;
    admitted.isServed = true;
    this.#leave(admitted.holder);
    return OVERLOADED;
  }

  /** The rest of the request is not there yet: how long that takes says nothing about this process. */
  waits(request: IncomingMessage): void {
    const admitted = this.#admitted.get(request);
    if (admitted !== undefined) admitted.since = undefined;
  }

  /** The answer is made: it waits for its caller, which costs memory and no work. */
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

  /** The answer is sent, or its connection closed. */
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

  /** Reserves memory for a request until it is answered. @returns whether there is room; true for one that was not admitted here */
  reserve(request: IncomingMessage, bytes: number): boolean {
    const admitted = this.#admitted.get(request);
    if (admitted === undefined) return true;
    if (!this.memory.reserve(admitted.holder, bytes)) return false;
    admitted.bytes += bytes;
    return true;
  }

  /** Until the request is answered. @returns whether there is room for another large answer; true for one that was not admitted here */
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
