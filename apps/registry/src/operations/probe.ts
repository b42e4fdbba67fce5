/**
 * Time for which a probe waits for the checked part. Its caller needs an answer within a second. Under load, the event loop turns that
 * accept the connection and read the request take up to 250 ms each.
 */
const WAIT_MILLISECONDS = 250;
/** The last result is used if a new one is not available in time, until it reaches this age. */
const STANDS_MILLISECONDS = 5000;

/** Checks one part of the registry. The answer is timely even if the part is busy or does not respond. */
export class Probe {
  #looking: Promise<"up" | "down"> | undefined;
  #last: { readonly state: "up" | "down"; readonly at: number } | undefined;

  /** @param health rejects if the part is down */
  constructor(private readonly health: () => Promise<void>) {}

  async state(): Promise<"up" | "down"> {
    this.#looking ??= this.#look();
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<undefined>((resolve) => (timer = setTimeout(() => resolve(undefined), WAIT_MILLISECONDS)));
    const found = await Promise.race([this.#looking, late]);
    clearTimeout(timer);
    if (found !== undefined) return found;
    const last = this.#last;
    return last !== undefined && performance.now() - last.at < STANDS_MILLISECONDS ? last.state : "down";
  }

  async #look(): Promise<"up" | "down"> {
    const state = await this.health().then(
      () => "up" as const,
      () => "down" as const,
    );
    this.#last = { state, at: performance.now() };
    this.#looking = undefined;
    return state;
  }
}
