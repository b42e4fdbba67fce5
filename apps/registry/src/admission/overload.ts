/** Limits above which a process has more work than it can do in time. */
export interface OverloadLimits {
  /** Maximum number of concurrent requests. */
  readonly maxRequests: number;
  /** Milliseconds by which turns of the event loop may be late, for one second continuously, before requests are rejected. */
  readonly maxDelayMilliseconds: number;
}

/** Requests are admitted again once the number in progress, or the delay, falls below this share of its maximum. */
const AGAIN = 0.75;
/** Maximum share of the requests in progress for one certificate, so that requests of other certificates are admitted. */
const SHARE = 0.75;
/** Shorter stalls (garbage collection, a pause of the machine, one burst of requests) pass without intervention. */
const SUSTAINED_MILLISECONDS = 1000;
const SUSTAINED_SAMPLES = 3;
/** With this few requests in progress, refusing would not shorten the delay. */
const FEW = 32;
const SAMPLE_MILLISECONDS = 50;
/** Requests are admitted so that they are answered within this share of the delay; a larger number is overload. */
const WANTED = 0.5;
/** Number of concurrent requests that are always admitted, regardless of their duration. */
const LEAST = 64;
/** Interval between estimates of the limit, and the decay time of older samples. The responses of a burst arrive in a few turns. */
const WINDOW_MILLISECONDS = 200;
const MEMORY_MILLISECONDS = 600;
/** Factor by which the limit grows again. */
const GROWTH = 1.25;
/** A refusal within this period still shows that the process is overloaded. */
const RECENT_MILLISECONDS = 1000;

/**
 * Tracks the requests in progress, their durations and the delay of the event loop. A limit that was reached admits nobody until the value
 * is clearly below it. If requests take too long, only as many are admitted as are answered in time. By Little's law that is the rate of
 * responses times the time.
 */
export class Overload {
  requests = 0;
  /** Delay of the last sample in milliseconds. */
  delay = 0;
  #isFull = false;
  #lateSince: number | undefined;
  #lateSamples = 0;
  #isLate = false;
  #limit: number;
  #estimatedAt: number;
  /** Weighted by age: elapsed milliseconds, number of responses, and the number and total milliseconds of the timed ones. */
  readonly #seen = { elapsed: 0, answers: 0, timed: 0, milliseconds: 0 };
  #refusedAt = -Infinity;
  #timer: NodeJS.Timeout | undefined;

  /** @param now monotonic clock in milliseconds */
  constructor(
    private readonly limits: OverloadLimits,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.#limit = limits.maxRequests;
    this.#estimatedAt = now();
  }

  /** Samples the delay of the event loop until `stop`. */
  start(): void {
    let due = this.now() + SAMPLE_MILLISECONDS;
    this.#timer = setInterval(() => {
      const now = this.now();
      this.sample(Math.max(0, now - due));
      due = now + SAMPLE_MILLISECONDS;
    }, SAMPLE_MILLISECONDS).unref();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  /** Records that one turn of the event loop was late by this many milliseconds. */
  sample(delay: number): void {
    const { maxDelayMilliseconds } = this.limits;
    this.delay = delay;
    if (delay < maxDelayMilliseconds * AGAIN) {
      this.#lateSince = undefined;
      this.#lateSamples = 0;
      this.#isLate = false;
    } else if (delay >= maxDelayMilliseconds) {
      this.#lateSince ??= this.now() - delay;
      const isSustained = this.now() - this.#lateSince >= SUSTAINED_MILLISECONDS;
      if (++this.#lateSamples >= SUSTAINED_SAMPLES && isSustained) this.#isLate = true;
    }
    if (this.now() - this.#estimatedAt >= WINDOW_MILLISECONDS) this.#estimate();
  }

  /** Records that a request was answered. @param milliseconds since its admission; absent if it waited for its caller */
  answered(milliseconds: number | undefined): void {
    this.#seen.answers += 1;
    if (milliseconds === undefined) return;
    this.#seen.timed += 1;
    this.#seen.milliseconds += milliseconds;
  }

  /** Maximum number of concurrent requests at present. */
  get limit(): number {
    return this.#limit;
  }

  #estimate(): void {
    const { maxRequests, maxDelayMilliseconds } = this.limits;
    const now = this.now();
    const passed = now - this.#estimatedAt;
    this.#estimatedAt = now;
    const seen = this.#seen;
    seen.elapsed += passed;
    const time = seen.timed === 0 ? 0 : seen.milliseconds / seen.timed;
    const wanted = maxDelayMilliseconds * WANTED;
    if (time > wanted && this.requests >= LEAST) {
      const inTime = (seen.answers / seen.elapsed) * wanted;
      this.#limit = Math.min(maxRequests, Math.max(LEAST, Math.ceil(inTime)));
    } else if (time < wanted * AGAIN) {
      this.#limit = Math.min(maxRequests, Math.ceil(this.#limit * GROWTH));
    }
    const weight = Math.exp(-passed / MEMORY_MILLISECONDS);
    for (const name of ["elapsed", "answers", "timed", "milliseconds"] as const) seen[name] *= weight;
  }

  /** True if requests are being rejected, or were within the last second. */
  get isOverloaded(): boolean {
    return this.#refuses() || this.now() - this.#refusedAt < RECENT_MILLISECONDS;
  }

  /** True if one more request may be served for a certificate that already has `own` in progress. */
  admits(own: number): boolean {
    if (this.#refuses()) {
      this.#refusedAt = this.now();
      return false;
    }
    return own < Math.max(1, this.#limit * SHARE);
  }

  /** True if a request has waited for so long before any work was done that its response would be too late. */
  isTooLate(milliseconds: number): boolean {
    if (this.requests <= LEAST || milliseconds <= this.limits.maxDelayMilliseconds * WANTED) return false;
    this.#refusedAt = this.now();
    return true;
  }

  #refuses(): boolean {
    const { maxRequests } = this.limits;
    if (this.requests >= maxRequests) this.#isFull = true;
    else if (this.requests < maxRequests * AGAIN) this.#isFull = false;
    return this.#isFull || this.requests >= this.#limit || (this.#isLate && this.requests >= FEW);
  }
}
