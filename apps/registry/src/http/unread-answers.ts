import type { ServerResponse } from "node:http";

const LOOK_MILLISECONDS = 1000;

/** Closes the connections of callers that do not read their answers: each holds memory until it is read. */
export class UnreadAnswers {
  /** Since when an answer is being sent; undefined while there is none. */
  readonly #open = new Map<ServerResponse, number | undefined>();
  #timer: NodeJS.Timeout | undefined;

  /** @param milliseconds from the head of an answer to its last byte */
  constructor(private readonly milliseconds: number) {}

  /** Looks at the answer until it is sent or `close` is called. */
  watch(response: ServerResponse): void {
    this.#open.set(response, undefined);
    this.#timer ??= setInterval(() => this.#look(), LOOK_MILLISECONDS).unref();
  }

  sent(response: ServerResponse): void {
    this.#open.delete(response);
  }

  close(): void {
    clearInterval(this.#timer);
  }

  #look(): void {
    const now = performance.now();
    for (const [response, since] of this.#open) {
      if (!response.headersSent) continue;
      if (since === undefined) this.#open.set(response, now);
      else if (now - since >= this.milliseconds) response.destroy();
    }
  }
}
