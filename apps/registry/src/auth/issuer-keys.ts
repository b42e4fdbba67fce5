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
  /** Monotonic clock in milliseconds. */
  readonly clock: () => number;
  readonly log: Log;
}

/** `fresh`: within the refresh interval. `stale`: in use although they cannot be fetched. `unavailable`: none may be used. */
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
 * The keys of one issuer, fetched in advance. A withdrawn key goes out of use within the refresh interval. While the issuer cannot be
 * reached, its last keys remain in use for a limited time. An unknown `kid` triggers an immediate fetch, with a rate limit that protects
 * the issuer from callers.
 */
export class IssuerKeys {
  readonly #options: IssuerKeysOptions;
  #set: KeySet = NO_KEYS;
  #thumbprints: ReadonlySet<string> = new Set();
  #text: string | undefined;
  /** Start time of the fetch that returned the keys in use. */
  #asOf: number | undefined;
  #attempted = -Infinity;
  #failing = false;
  #fetching: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;
  #refreshes = 0;
  #failures = 0;
  /** A fetch that has not started: it will see everything that the issuer has published so far. */
  #next: Promise<void> | undefined;
  readonly #forUnknown: TokenBucket;
  readonly #forBadSignature: TokenBucket;

  constructor(options: IssuerKeysOptions) {
    this.#options = options;
    this.#forUnknown = new TokenBucket(UNKNOWN_AT_ONCE, options.cooldownMilliseconds, performance.now());
    this.#forBadSignature = new TokenBucket(1, 5 * options.cooldownMilliseconds, performance.now());
    void this.refresh();
  }

  /** Fetches the keys now, or as soon as the fetch in progress has ended. Never rejects: see `state`. */
  readonly refresh = oneAtATime(async (): Promise<void> => {
    this.#fetching = this.#fetch();
    await this.#fetching;
    this.#fetching = undefined;
    this.#schedule();
  });

  /**
   * Ensures that keys may be used; returns undefined if that is already known.
   * @throws RegistryError `keys-unavailable`
   */
  usable(): Promise<void> | undefined {
    const age = this.#age();
    if (age <= this.#options.refreshMilliseconds || (this.#failing && age <= this.#lastUse)) return undefined;
    return this.#becomeUsable();
  }

  /** Returns whether a key is still among those of the issuer. Must only be called after `usable`. */
  holds(thumbprint: string): boolean {
    return this.#thumbprints.has(thumbprint);
  }

  /** Returns the keys that may have signed a token; empty if the issuer has none. Must only be called after `usable`. */
  async select(algorithm: string, keyId: string | undefined): Promise<readonly IssuerKey[]> {
    const found = selectKeys(this.#set, algorithm, keyId);
    if (found !== undefined) return found;
    await (this.#next ??= this.#fetchAnew());
    return selectKeys(this.#set, algorithm, keyId) ?? [];
  }

  /** A key may have been replaced under its old `kid`. Returns true if the keys were fetched again. */
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
    // Otherwise each request would try the issuer again while it is down and no keys are left.
    const patient = this.#failing && this.#options.clock() - this.#attempted < 1000;
    if (this.#fetching !== undefined) await this.#fetching;
    else if (!patient) await this.refresh();
    if (this.#age() > this.#lastUse) throw new RegistryError("keys-unavailable");
  }

  /**
   * Starts a fetch now, or as soon as the cooldown allows. A caller with an unknown `kid` waits for it and is not rejected at once.
   * Otherwise a newly published key would stay unknown for the whole duration of an attack.
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
    // Early enough for a slow response to arrive within the interval, and spread so that registries do not fetch simultaneously.
    const due = this.#options.refreshMilliseconds * (0.7 + 0.1 * Math.random());
    const delay = this.#failing ? Math.min(due, Math.max(1000, this.#options.cooldownMilliseconds)) : due;
    this.#timer = setTimeout(() => void this.refresh(), delay);
    this.#timer.unref();
  }
}
