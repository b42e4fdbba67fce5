import { StoreClosedError } from "./store.js";

/** Lets calls through until `close`, which waits for the calls under way before it releases what they use. */
export class Lifetime {
  readonly #underWay = new Set<Promise<unknown>>();
  readonly #release: () => Promise<void>;
  #closed: Promise<void> | undefined;

  constructor(release: () => Promise<void>) {
    this.#release = release;
  }

  async use<T>(work: () => T | Promise<T>): Promise<T> {
    if (this.#closed !== undefined) throw new StoreClosedError();
    const running = (async () => work())();
    this.#underWay.add(running);
    try {
      return await running;
    } finally {
      this.#underWay.delete(running);
    }
  }

  close(): Promise<void> {
    this.#closed ??= Promise.allSettled(this.#underWay).then(() => this.#release());
    return this.#closed;
  }
}
