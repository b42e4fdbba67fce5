import { setTimeout as delay } from "node:timers/promises";
import { Agent, request } from "undici";
import type { Dispatcher } from "undici";
import { Answer } from "./answer.js";
import { MOST_WAITED_MILLISECONDS, pauseAfter } from "./throttling.js";
import { Blocked } from "./verdict.js";

const TIMEOUT_MILLISECONDS = 15_000;

export interface Credentials {
  readonly ca: string;
  readonly cert?: string;
  readonly key?: string;
}

export interface Sent {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly body?: string;
}

export function open(credentials: Credentials, connections = 8): Agent {
  return new Agent({
    connect: { ...credentials, timeout: 10_000 },
    connections,
    headersTimeout: TIMEOUT_MILLISECONDS,
    bodyTimeout: TIMEOUT_MILLISECONDS,
  });
}

/**
 * One request, one answer. After a 429 it is asked for again, as soon as that says or later.
 * An answer that does not come rejects as undici does. @throws Blocked where a 429 asks for more than two minutes
 */
export async function exchange(dispatcher: Dispatcher, url: string, sent: Sent): Promise<Answer> {
  const { method = "GET", body } = sent;
  const headers = Object.fromEntries(Object.entries(sent.headers ?? {}).filter(([, value]) => value !== undefined));
  for (let waits = 1, left = MOST_WAITED_MILLISECONDS; ; waits++) {
    const answer = await request(url, {
      method: method as Dispatcher.HttpMethod,
      dispatcher,
      headers: headers as Record<string, string>,
      ...(body === undefined ? {} : { body }),
    });
    const text = await answer.body.text();
    const received: Record<string, string> = {};
    for (const [name, value] of Object.entries(answer.headers)) received[name] = String(value);
    if (answer.statusCode !== 429) {
      return new Answer(`${method} ${shortened(url)}`, answer.statusCode, received, text);
    }
    const pause = pauseAfter(received["retry-after"], waits, left);
    if (pause === undefined) throw new Blocked(`${method} ${shortened(url)} is throttled`);
    left -= pause;
    await delay(pause);
  }
}

const shortened = (url: string): string => {
  const { pathname, search } = new URL(url);
  return pathname + search;
};
