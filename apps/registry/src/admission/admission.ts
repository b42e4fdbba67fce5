import type { IncomingMessage } from "node:http";
import type { RateLimiter } from "../auth/rate-limit.js";
import { MemoryBudget } from "./memory-budget.js";
import type { Share } from "./memory-budget.js";
import type { OverloadLimits } from "./overload.js";
import { Overload } from "./overload.js";

export interface AdmissionLimits extends OverloadLimits {
  /** Of bodies and answers in flight. */
  readonly memoryBytes: number;
}

/** What the requests of one client certificate use at this moment. */
interface Holder extends Share {
  /** Absent: the certificate cannot be read. */
  readonly thumbprint: string | undefined;
  requests: number;
}

/** A request that is served or whose answer is being sent, and what is reserved for it. */
interface Admitted {
  readonly holder: Holder;
  isServed: boolean;
  bytes: number;
}

export type Refused =
  | { readonly code: "overloaded"; readonly retryAfterSeconds: number }
  | { readonly code: "rate-limited"; readonly retryAfterSeconds: number };

const OVERLOADED: Refused = { code: "overloaded", retryAfterSeconds: 1 };

/** Decides which requests are served, before anything is done for them: bounds for the process, fair to its clients. */
export class Admission {
  readonly overload: Overload;
  readonly memory: MemoryBudget;
  readonly #holders = new Map<string | undefined, Holder>();
  readonly #admitted = new WeakMap<IncomingMessage, Admitted>();

  /** @param rates of client certificates, by thumbprint */
  constructor(
    limits: AdmissionLimits,
    private readonly rates: Pick<RateLimiter, "secondsToWait">,
  ) {
    this.overload = new Overload(limits);
    this.memory = new MemoryBudget(limits.memoryBytes);
  }

  /** Why the request is refused; undefined where it is served, until `served` and `release`. */
  admit(request: IncomingMessage, thumbprint: string | undefined): Refused | undefined {
    const holder = this.#holders.get(thumbprint) ?? { thumbprint, requests: 0, bytes: 0 };
    if (!this.overload.admits(holder.requests)) return OVERLOADED;
    const wait = this.rates.secondsToWait(thumbprint ?? "");
    if (wait !== undefined) return { code: "rate-limited", retryAfterSeconds: wait };
    if (!this.#holders.has(thumbprint)) this.#holders.set(thumbprint, holder);
    holder.requests += 1;
    this.overload.requests += 1;
    this.#admitted.set(request, { holder, isServed: false, bytes: 0 });
    return undefined;
  }

  /** The answer is made: it waits for its caller, which costs memory and no work. */
  served(request: IncomingMessage): void {
    const admitted = this.#admitted.get(request);
    if (admitted === undefined || admitted.isServed) return;
    admitted.isServed = true;
    this.overload.requests -= 1;
    admitted.holder.requests -= 1;
    this.#forget(admitted.holder);
  }

  /** The answer is sent, or its connection closed. */
  release(request: IncomingMessage): void {
    const admitted = this.#admitted.get(request);
    if (admitted === undefined) return;
    this.served(request);
    this.#admitted.delete(request);
    const { holder, bytes } = admitted;
    this.memory.release(holder, bytes);
    this.#forget(holder);
  }

  #forget(holder: Holder): void {
    const isIdle = holder.requests === 0 && holder.bytes === 0;
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
}
