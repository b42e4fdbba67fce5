import { setTimeout as delay } from "node:timers/promises";
import { RegistryError } from "../errors.js";
import type { Log } from "../logging/log.js";
import { oneAtATime } from "../one-at-a-time.js";
import type { JwksSource } from "./jwks-source.js";
import type { IssuerKey, KeySet } from "./key-set.js";
import { NO_KEYS, readKeySet, selectKeys } from "./key-set.js";
import { TokenBucket } from "./token-bucket.js";

export interface IssuerKeysOptions {
  readonly issuer: string;
  readonly source: JwksSource;
  readonly refreshMilliseconds: number;
  readonly cooldownMilliseconds: number;
  readonly staleMilliseconds: number;
  /** Milliseconds of a clock that is never set. */
  readonly clock: () => number;
  readonly log: Log;
}

/** `fresh`: within the refresh interval. `stale`: in use though they cannot be fetched. `unavailable`: none may be used. */
export interface KeysState {
  readonly issuer: string;
  readonly state: "fresh" | "stale" | "unavailable";
  readonly keys: number;
  /** Seconds since the keys were fetched; absent if they never were. */
  readonly ageSeconds: number | undefined;
  readonly refreshes: number;
  readonly failures: number;
}

const UNKNOWN_AT_ONCE = 5;

/**
 * The keys of one issuer, fetched ahead of need. A key that is withdrawn goes out of use within the refresh interval; while the
 * issuer cannot be reached its last keys are used for a bounded time; a `kid` never seen makes them be fetched at once, but
 * callers cannot make the registry hammer the issuer.
 */
export class IssuerKeys {
  readonly #options: IssuerKeysOptions;
  #set: KeySet = NO_KEYS;
  #thumbprints: ReadonlySet<string> = new Set();
  #text: string | undefined;
  /** When the fetch began that brought the keys in use. */
  #asOf: number | undefined;
  #attempted = -Infinity;
  #failing = false;
  #fetching: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;
  #refreshes = 0;
  #failures = 0;
  /** A fetch that has not begun: it will see whatever the issuer has published by now. */
  #next: Promise<void> | undefined;
  readonly #forUnknown: TokenBucket;
  readonly #forBadSignature: TokenBucket;

  constructor(options: IssuerKeysOptions) {
    this.#options = options;
    this.#forUnknown = new TokenBucket(UNKNOWN_AT_ONCE, options.cooldownMilliseconds, performance.now());
    this.#forBadSignature = new TokenBucket(1, 5 * options.cooldownMilliseconds, performance.now());
    void this.refresh();
  }

  /** Fetches the keys by a fetch that begins now, or when the one in progress has ended. Never rejects: see `state`. */
  readonly refresh = oneAtATime(async (): Promise<void> => {
    this.#fetching = this.#fetch();
    await this.#fetching;
    this.#fetching = undefined;
    this.#schedule();
  });

  /**
   * Makes sure that keys may be used; undefined if that is known at once.
   * @throws RegistryError `keys-unavailable`
   */
  usable(): Promise<void> | undefined {
    const age = this.#age();
    if (age <= this.#options.refreshMilliseconds || (this.#failing && age <= this.#lastUse)) return undefined;
    return this.#becomeUsable();
  }

  /** Is a key still among those of the issuer? Only to be asked after `usable`. */
  holds(thumbprint: string): boolean {
    return this.#thumbprints.has(thumbprint);
  }

  /** The keys that may have signed a token; none if the issuer has none. Only to be asked after `usable`. */
  async select(algorithm: string, keyId: string | undefined): Promise<readonly IssuerKey[]> {
    const found = selectKeys(this.#set, algorithm, keyId);
    if (found !== undefined) return found;
    await (this.#next ??= this.#fetchAnew());
    return selectKeys(this.#set, algorithm, keyId) ?? [];
  }

  /** A key may have been replaced under its old `kid`. True if the keys were fetched again. */
  async refreshForBadSignature(): Promise<boolean> {
    if (!this.#forBadSignature.take(performance.now()).taken) return false;
    await this.refresh();
    return true;
  }

  state(): KeysState {
    const age = this.#age();
    return {
      issuer: this.#options.issuer,
      state: age <= this.#options.refreshMilliseconds ? "fresh" : age <= this.#lastUse ? "stale" : "unavailable",
      keys: this.#set.keys.length,
      ageSeconds: this.#asOf === undefined ? undefined : age / 1000,
      refreshes: this.#refreshes,
      failures: this.#failures,
    };
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
  }

  get #lastUse(): number {
    return this.#options.refreshMilliseconds + this.#options.staleMilliseconds;
  }

  #age(): number {
    return this.#asOf === undefined ? Infinity : this.#options.clock() - this.#asOf;
  }

  async #becomeUsable(): Promise<void> {
    // Each request would otherwise try the issuer again while it is down and no keys are left.
    const patient = this.#failing && this.#options.clock() - this.#attempted < 1000;
    if (this.#fetching !== undefined) await this.#fetching;
    else if (!patient) await this.refresh();
    if (this.#age() > this.#lastUse) throw new RegistryError("keys-unavailable");
  }

  /**
   * A fetch that begins now, or as soon as the cooldown allows. A caller with an unknown `kid` waits for it rather than being refused
   * at once: under attack a key that was just published would otherwise be unknown for as long as the attack lasts.
   */
  async #fetchAnew(): Promise<void> {
    for (;;) {
      const turn = this.#forUnknown.take(performance.now());
      if (turn.taken) break;
      await delay(turn.waitMilliseconds, undefined, { ref: false });
    }
    await this.#fetching;
    this.#next = undefined;
    await this.refresh();
  }

  async #fetch(): Promise<void> {
    const { issuer, source, clock, log } = this.#options;
    const began = clock();
    this.#attempted = began;
    this.#refreshes++;
    try {
      const text = await source();
      if (text !== this.#text) {
        this.#set = await readKeySet(text);
        this.#thumbprints = new Set(this.#set.keys.map((key) => key.thumbprint));
        this.#text = text;
        log.info("The keys of the issuer were loaded.", { issuer, count: this.#set.keys.length });
      }
      if (this.#failing) log.info("The keys of the issuer can be fetched again.", { issuer });
      this.#asOf = began;
      this.#failing = false;
    } catch (error) {
      this.#failures++;
      if (!this.#failing) log.warn("The keys of the issuer cannot be fetched.", { issuer, error });
      this.#failing = true;
    }
  }

  #schedule(): void {
    if (this.#closed) return;
    clearTimeout(this.#timer);
    // Early enough that an answer which takes its time still comes within the interval, and not all registries at once.
    const due = this.#options.refreshMilliseconds * (0.7 + 0.1 * Math.random());
    const delay = this.#failing ? Math.min(due, Math.max(1000, this.#options.cooldownMilliseconds)) : due;
    this.#timer = setTimeout(() => void this.refresh(), delay);
    this.#timer.unref();
  }
}
