/**
 * A probe waits this long for what it looks at. A caller needs an answer within a second, of which turns of the event loop under load, to
 * accept the connection and to read the request, take up to 250 ms each.
 */
const WAIT_MILLISECONDS = 250;
/** What was found last stands in for what is not found in time, until it is older than this. */
const STANDS_MILLISECONDS = 5000;

/** Looks at one part of the registry. The answer comes in time, also where the part is busy or does not answer. */
export class Probe {
  #looking: Promise<"up" | "down"> | undefined;
  #last: { readonly state: "up" | "down"; readonly at: number } | undefined;

  /** @param health rejects where the part is down */
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
