import type { Trail } from "@appointment-registry/audit-trail";
import type { Log } from "../logging/log.js";
import type { AppointmentStore, StoredVersion, VersionAccount } from "../store/store.js";
import type { AuditDetail } from "./audit-event.js";
import { recoveredContent } from "./recovered-record.js";
import { WriteAccounts } from "./write-accounts.js";

/** The part of the store that the trail requires. */
export type AccountedStore = Pick<AppointmentStore, "accounted" | "settled">;

/** Milliseconds. A record is on disk, and counted as such, within a second. */
const SETTLE_EVERY = 400;
/** Seconds until the store is first checked for writes of unknown outcome; the second check follows after twice that. */
const FIRST_LOOK = 2;

/** Ensures that no number is assigned twice, even if a write of a process that died arrives late. */
const GAP = 100_000;

/**
 * Keeps the trail consistent with the accounts in the store (decision 0053). Numbers the writes, advances the checkpoint and appends
 * missing records, marked as recovered. It does so at startup and whenever records could not be written.
 */
export class AccountFollower {
  readonly #timer: NodeJS.Timeout;
  #settling: Promise<void> | undefined;
  #through: number;
  #nextLook = 0;
  #pause = FIRST_LOOK * 1000;

  private constructor(
    private readonly trail: Trail,
    private readonly store: AccountedStore,
    private readonly baseUrl: string,
    private readonly log: Pick<Log, "warn" | "error">,
    private readonly accounts: WriteAccounts,
    /** Numbers assigned by earlier processes, above the checkpoint, for which the trail has records. */
    private readonly recorded: Set<number>,
  ) {
    this.#through = trail.checkpoint.through;
    this.#timer = setInterval(() => void this.settle(), SETTLE_EVERY).unref();
  }

  /** Appends the records that a crash left out. Must be called before any request is served. */
  static async start(
    trail: Trail,
    store: AccountedStore,
    baseUrl: string,
    log: Pick<Log, "warn" | "error">,
  ): Promise<AccountFollower> {
    const { through, position } = trail.checkpoint;
    const recorded = new Set<number>();
    for await (const { detail } of trail.recordsFrom(position)) {
      const { write, instance = trail.instance } = (detail ?? {}) as Partial<AuditDetail>;
      if (write !== undefined && write > through && instance === trail.instance) recorded.add(write);
    }
    const versions = await store.accounted(trail.instance, through);
    const seen = [...recorded, ...versions.map(getSequence)].reduce((most, each) => Math.max(most, each), through);
    const isNew = seen === 0;
    const accounts = new WriteAccounts(isNew ? 0 : seen + GAP);
    // A write sent by the previous process may reach the database after this check, so the store is checked again later.
    if (!isNew) accounts.doubt(through + 1, position);
    const follower = new AccountFollower(trail, store, baseUrl, log, accounts, recorded);
    await follower.#append(versions.filter((version) => !recorded.has(getSequence(version))));
    return follower;
  }

  begin(): number {
    return this.accounts.begin(this.trail.position);
  }

  /** The write was made: the trail either has its record or could not write it. */
  made({ sequence }: VersionAccount, isRecorded: boolean): void {
    this.accounts.mark(sequence, isRecorded ? "recorded" : "owed");
  }

  /** Nothing was written, or that is unknown. */
  notMade({ sequence }: VersionAccount, isKnown: boolean): void {
    if (isKnown) this.accounts.settle([sequence]);
    else {
      this.accounts.mark(sequence, "unknown");
      this.#lookSoon();
    }
  }

  /** Number of versions whose records could not be written, or may be missing. */
  get owed(): number {
    return this.accounts.in("owed").length + this.accounts.in("unknown").length;
  }

  /** Never rejects: work that is impossible now is retried the next time. */
  settle(): Promise<void> {
    this.#settling ??= this.#settle().then(
      () => (this.#settling = undefined),
      () => (this.#settling = undefined),
    );
    return this.#settling;
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#settling;
    this.#nextLook = 0;
    await this.settle();
  }

  async #settle(): Promise<void> {
    const { accounts, trail, store } = this;
    await this.#look();
    const recorded = accounts.in("recorded");
    if (recorded.length > 0) await trail.flush();
    accounts.settle(recorded);
    const checkpoint = accounts.checkpoint(trail.position);
    if (checkpoint.through === this.#through) return;
    await trail.setCheckpoint(checkpoint);
    await store.settled(trail.instance, checkpoint.through);
    this.#through = checkpoint.through;
  }

  #lookSoon(): void {
    this.#pause = FIRST_LOOK * 1000;
    this.#nextLook = performance.now() + this.#pause;
  }

  /** Queries the store for versions that the trail may lack. */
  async #look(): Promise<void> {
    const owed = this.accounts.in("owed");
    const unknown = this.accounts.in("unknown");
    if (owed.length + unknown.length === 0) return;
    if (performance.now() < this.#nextLook) return;
    this.#nextLook = performance.now() + this.#pause;
    this.#pause *= 2;
    const expired = this.accounts.expired();
    const { through } = this.accounts.checkpoint(this.trail.position);
    const versions = await this.store.accounted(this.trail.instance, through);
    await this.#append(versions.filter((version) => this.#isMissing(getSequence(version))));
    this.accounts.settle(expired);
    if (this.accounts.in("owed").length === 0 && this.accounts.in("unknown").length === 0) this.recorded.clear();
  }

  #isMissing(sequence: number): boolean {
    if (this.recorded.has(sequence)) return false;
    return this.accounts.isMissing(sequence) || this.accounts.isOfEarlier(sequence);
  }

  async #append(versions: readonly StoredVersion[]): Promise<void> {
    if (versions.length === 0) return;
    await Promise.all(
      versions.map(async (version) => {
        await this.trail.append(recoveredContent(version, this.baseUrl), { durable: true });
        this.recorded.add(getSequence(version));
        this.accounts.mark(getSequence(version), "recorded");
      }),
    );
    this.log.warn("Audit records of writes were recovered from the store.", { count: versions.length });
  }
}

function getSequence({ account }: StoredVersion): number {
  return account?.sequence ?? 0;
}
