import { setTimeout as delay } from "node:timers/promises";
import { Agent, request } from "undici";
import type { Dispatcher } from "undici";
import { Answer } from "./answer.js";
import { Blocked } from "./verdict.js";

const MOST_WAITED_SECONDS = 30;
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

/** One request, one answer. A 429 is waited for as it asks; an answer that does not come rejects as undici does. */
export async function exchange(dispatcher: Dispatcher, url: string, sent: Sent): Promise<Answer> {
  const { method = "GET", body } = sent;
  const headers = Object.fromEntries(Object.entries(sent.headers ?? {}).filter(([, value]) => value !== undefined));
  for (let waits = 0; ; waits++) {
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
    const seconds = Number(received["retry-after"] ?? 1);
    if (waits === 3 || !(seconds <= MOST_WAITED_SECONDS)) throw new Blocked(`${method} ${shortened(url)} is throttled`);
    await delay(seconds * 1000);
  }
}

const shortened = (url: string): string => {
  const { pathname, search } = new URL(url);
  return pathname + search;
};
