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

/** Requests in progress, and the delay of the event loop, both with hysteresis: a limit that was reached lets nobody in until it is left. */
export class Overload {
  requests = 0;
  /** Of the last sample, milliseconds. */
  delay = 0;
  #isFull = false;
  #lateSince: number | undefined;
  #lateSamples = 0;
  #isLate = false;
  #timer: NodeJS.Timeout | undefined;

  /** @param now milliseconds of a clock that is never set */
  constructor(
    private readonly limits: OverloadLimits,
    private readonly now: () => number = () => performance.now(),
  ) {}

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
  }

  get isOverloaded(): boolean {
    const { maxRequests } = this.limits;
    if (this.requests >= maxRequests) this.#isFull = true;
    else if (this.requests < maxRequests * AGAIN) this.#isFull = false;
    return this.#isFull || (this.#isLate && this.requests >= FEW);
  }

  /** May one more request be served, for a certificate that has `own` in progress? */
  admits(own: number): boolean {
    return !this.isOverloaded && own < Math.max(1, this.limits.maxRequests * SHARE);
  }
}
