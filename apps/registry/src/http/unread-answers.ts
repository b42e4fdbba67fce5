import type { ServerResponse } from "node:http";

const LOOK_MILLISECONDS = 1000;

/** Closes the connections of callers that do not read their responses, each of which occupies memory until it is read. */
export class UnreadAnswers {
  /** Number of checks that found the response waiting for its caller. */
  readonly #open = new Map<ServerResponse, number>();
  readonly #mostLooks: number;
  #timer: NodeJS.Timeout | undefined;

  /** @param milliseconds total time for which a response may wait for its caller */
  constructor(milliseconds: number) {
    this.#mostLooks = Math.ceil(milliseconds / LOOK_MILLISECONDS);
  }

  /** Checks the response periodically until it is sent or `close` is called. */
  watch(response: ServerResponse): void {
    this.#open.set(response, 0);
    this.#timer ??= setInterval(() => this.#look(), LOOK_MILLISECONDS).unref();
  }

  sent(response: ServerResponse): void {
    this.#open.delete(response);
  }

  close(): void {
    clearInterval(this.#timer);
  }

  #look(): void {
    for (const [response, looks] of this.#open) {
      if (!waitsForCaller(response)) continue;
      if (looks >= this.#mostLooks) response.destroy();
      else this.#open.set(response, looks + 1);
    }
  }
}

/** Returns whether the connection holds data that its caller has not read, or the response waits behind an unread one. */
function waitsForCaller({ headersSent, socket }: ServerResponse): boolean {
  return headersSent && (socket === null || socket.writableLength > 0);
}
