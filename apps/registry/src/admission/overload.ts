/** When a process has more work than it can do in time. */
export interface OverloadLimits {
  /** Requests in progress at once. */
  readonly maxRequests: number;
  /** Milliseconds that turns of the event loop may be late, for a second on end, before requests are refused. */
  readonly maxDelayMilliseconds: number;
}

/** Requests are admitted again when fewer than this share of the most are in progress, or the delay is below it. */
const AGAIN = 0.75;
/** One certificate has at most this share of the requests in progress, so that another one's are admitted. */
const SHARE = 0.75;
/** A short stall, of a collector of garbage or of the machine, or one burst of requests, ends by itself. */
const SUSTAINED_MILLISECONDS = 1000;
const SUSTAINED_SAMPLES = 3;
/** With so few requests in progress, refusing would not shorten the delay. */
const FEW = 32;
const SAMPLE_MILLISECONDS = 50;
/** So many are admitted that they are answered within this share of the delay; what is above it is overload. */
const WANTED = 0.5;
/** So many are admitted however long they take. */
const LEAST = 64;
/** How often the limit is estimated, and how fast older answers lose their weight: the answers of a burst come in few turns. */
const WINDOW_MILLISECONDS = 200;
const MEMORY_MILLISECONDS = 600;
/** How fast more are admitted again. */
const GROWTH = 1.25;
/** What was refused this long ago still shows that the process is overloaded. */
const RECENT_MILLISECONDS = 1000;

/**
 * Requests in progress, how long they take, and the delay of the event loop. A limit that was reached lets nobody in until it is left; where
 * requests take too long, as many are admitted as are answered in time: by Little's law the rate of answers times the time.
 */
export class Overload {
  requests = 0;
  /** Of the last sample, milliseconds. */
  delay = 0;
  #isFull = false;
  #lateSince: number | undefined;
  #lateSamples = 0;
  #isLate = false;
  #limit: number;
  #estimatedAt: number;
  /** Weighted by age: milliseconds that have passed, answers, and of those that were timed their number and milliseconds. */
  readonly #seen = { elapsed: 0, answers: 0, timed: 0, milliseconds: 0 };
  #refusedAt = -Infinity;
  #timer: NodeJS.Timeout | undefined;

  /** @param now milliseconds of a clock that is never set */
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

  /** One turn of the event loop was so many milliseconds late. */
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

  /** A request was answered. @param milliseconds since it was admitted; absent if it waited for its caller */
  answered(milliseconds: number | undefined): void {
    this.#seen.answers += 1;
    if (milliseconds === undefined) return;
    this.#seen.timed += 1;
    this.#seen.milliseconds += milliseconds;
  }

  /** How many requests may be in progress now. */
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

  /** Are requests refused, or were some in the last second? */
  get isOverloaded(): boolean {
    return this.#refuses() || this.now() - this.#refusedAt < RECENT_MILLISECONDS;
  }

  /** May one more request be served, for a certificate that has `own` in progress? */
  admits(own: number): boolean {
    if (this.#refuses()) {
      this.#refusedAt = this.now();
      return false;
    }
    return own < Math.max(1, this.#limit * SHARE);
  }

  /** Has a request waited for so long, before anything was done for it, that it would be answered too late? */
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
