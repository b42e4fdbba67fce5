import { setTimeout as delay } from "node:timers/promises";
import type { Caller, HandshakeResult, Validity } from "@appointment-registry/test-kit";

interface Sample {
  /** Epoch milliseconds: `sent` is taken before the first byte is sent, `answered` after the last byte has arrived. */
  readonly sent: number;
  readonly answered: number;
  readonly seen: HandshakeResult;
}

export interface Findings {
  /** Number of requests that were accepted although they were sent while none of the caller's credentials was valid. */
  readonly acceptedOutside: number;
  /** Number of requests that were refused although everything was valid until the answer. */
  readonly refusedInside: number;
  /** Number of requests that the registry certainly evaluated before the change (`before`) and after it (`after`). */
  readonly before: number;
  readonly after: number;
}

/** A caller that sends requests until it is stopped, more frequently around the time at which its validity changes. */
export class ObservedCaller {
  readonly #samples: Sample[] = [];
  #stopped = false;
  #done: Promise<void> | undefined;

  /** @param moment time of the change in epoch milliseconds: not before the first value and not after the second */
  constructor(
    readonly name: string,
    readonly validity: Validity,
    private readonly caller: Caller,
    private readonly moment: () => readonly [earliest: number, latest: number],
    /** Milliseconds between requests outside the time around the change. */
    private readonly pause: number,
  ) {}

  start(): void {
    this.#done = this.#askOn();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#done;
    this.caller.close();
  }

  get resumed(): number {
    return this.caller.resumed;
  }

  get hasAsked(): boolean {
    return this.#samples.length > 0;
  }

  findings(): Findings {
    const [earliest, latest] = this.moment();
    const before = this.#samples.filter(({ answered, seen }) => answered < earliest && seen !== "busy");
    const after = this.#samples.filter(({ sent, seen }) => sent > latest && seen !== "busy");
    const count = (samples: readonly Sample[], wanted: HandshakeResult): number =>
      samples.filter(({ seen }) => seen === wanted).length;
    const [invalid, valid] = {
      ends: [after, before],
      begins: [before, after],
      lasts: [[], [...before, ...after]],
    }[this.validity] as [Sample[], Sample[]];
    return {
      acceptedOutside: count(invalid, "accepted"),
      refusedInside: count(valid, "refused"),
      before: before.length,
      after: after.length,
    };
  }

  async #askOn(): Promise<void> {
    while (!this.#stopped) {
      const sent = Date.now();
      const seen = await this.caller.ask();
      this.#samples.push({ sent, answered: Date.now(), seen });
      await delay(this.#pause());
    }
  }

  #pause(): number {
    const [earliest, latest] = this.moment();
    const now = Date.now();
    if (now < earliest) return Math.min(this.pause, Math.max(0, earliest - now));
    return now < latest + SOON ? OFTEN : this.pause;
  }
}

const [OFTEN, SOON] = [30, 700];
