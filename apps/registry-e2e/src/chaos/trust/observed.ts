import { setTimeout as delay } from "node:timers/promises";
import type { Caller, HandshakeResult, Validity } from "@appointment-registry/test-kit";

interface Sample {
  /** Epoch milliseconds, before the first octet was sent and after the last had come. */
  readonly sent: number;
  readonly answered: number;
  readonly seen: HandshakeResult;
}

export interface Findings {
  /** Sent when nothing the caller has was valid, and accepted. */
  readonly acceptedOutside: number;
  /** Answered while everything was valid, and refused. */
  readonly refusedInside: number;
  /** Requests of which it is certain on which side of the moment they were judged. */
  readonly before: number;
  readonly after: number;
}

/** A caller that asks until it is stopped, more often about the moment at which its validity changes. */
export class ObservedCaller {
  readonly #samples: Sample[] = [];
  #stopped = false;
  #done: Promise<void> | undefined;

  /** @param moment when the validity changes, epoch milliseconds: not before the first and not after the second */
  constructor(
    readonly name: string,
    readonly validity: Validity,
    private readonly caller: Caller,
    private readonly moment: () => readonly [earliest: number, latest: number],
    /** Milliseconds between requests that are not about the moment. */
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
