import { StoreClosedError } from "./store.js";

/** Admits calls until `close`, which waits for the calls in progress before it releases their resources. */
export class InFlightGuard {
  readonly #release: () => Promise<void>;
  #underWay = 0;
  #idle: (() => void) | undefined;
  #closed: Promise<void> | undefined;

  constructor(release: () => Promise<void>) {
    this.#release = release;
  }

  /** Starts a call, which `leave` ends. @throws StoreClosedError after `close` */
  enter(): void {
    if (this.#closed !== undefined) throw new StoreClosedError();
    this.#underWay += 1;
  }

  leave(): void {
    this.#underWay -= 1;
    if (this.#underWay === 0) this.#idle?.();
  }

  async use<T>(work: () => T | Promise<T>): Promise<T> {
    this.enter();
    try {
      return await work();
    } finally {
      this.leave();
    }
  }

  close(): Promise<void> {
    this.#closed ??= this.#whenIdle().then(() => this.#release());
    return this.#closed;
  }

  #whenIdle(): Promise<void> {
    return new Promise((resolve) => {
      if (this.#underWay === 0) resolve();
      else this.#idle = resolve;
    });
  }
}
