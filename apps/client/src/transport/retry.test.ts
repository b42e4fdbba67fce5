import { expect, it } from "@jest/globals";
import { Call } from "../calls/call.js";
import { NoAnswer, noAnswer } from "./no-answer.js";
import { withRetries } from "./retry.js";
import type { Answer } from "./transport.js";

const answer = (status: number, headers: Record<string, string> = {}): Answer => ({
  status,
  headers: new Headers(headers),
  body: new Uint8Array(),
});
const limits = { attempts: 4, delay: 1 };
const call = (signal?: AbortSignal): Call => new Call(2_000, signal);
const lost = (message: string): NoAnswer => new NoAnswer(message, { sent: true });

/** Returns or throws the steps one after the other. */
function sequence(...steps: (Answer | Error)[]): { send: () => Promise<Answer>; sent: () => number } {
  let at = 0;
  return {
    send: async () => {
      const step = steps[Math.min(at, steps.length - 1)] as Answer | Error;
      at += 1;
      if (step instanceof Error) throw step;
      return step;
    },
    sent: () => at,
  };
}

it.each([408, 429, 500, 502, 503, 504])("retries after %d, and returns the first better answer", async (status) => {
  const { send, sent } = sequence(answer(status), answer(status), answer(200));
  expect((await withRetries(send, limits, call())).status).toBe(200);
  expect(sent()).toBe(3);
});

it.each([200, 304, 400, 403, 404, 409, 412, 415, 422, 501])("does not retry after %d", async (status) => {
  const { send, sent } = sequence(answer(status));
  expect((await withRetries(send, limits, call())).status).toBe(status);
  expect(sent()).toBe(1);
});

it("returns the last answer, or throws the last error, when attempts run out", async () => {
  const refusing = sequence(answer(503));
  expect((await withRetries(refusing.send, limits, call())).status).toBe(503);
  expect(refusing.sent()).toBe(4);
  const losing = sequence(answer(500), lost("reset"));
  await expect(withRetries(losing.send, limits, call())).rejects.toThrow("reset");
  expect(losing.sent()).toBe(4);
});

it("does not retry requests that may not be repeated or would fail in the same way", async () => {
  const once = sequence(answer(500), answer(200));
  expect((await withRetries(once.send, limits, call(), () => false)).status).toBe(500);
  const lasting = sequence(new NoAnswer("self-signed certificate", { sent: false, lasting: true }));
  await expect(withRetries(lasting.send, limits, call())).rejects.toMatchObject({ lasting: true, sent: false });
  expect(lasting.sent()).toBe(1);
  const fault = sequence(new TypeError("a bug"));
  await expect(withRetries(fault.send, limits, call())).rejects.toThrow("a bug");
  expect(fault.sent()).toBe(1);
});

it("waits as long as Retry-After asks, unless that exceeds the remaining time", async () => {
  const from = performance.now();
  await withRetries(sequence(answer(429, { "retry-after": "1" }), answer(200)).send, limits, call());
  expect(performance.now() - from).toBeGreaterThan(990);
  for (const value of ["3600", "9".repeat(400), new Date(Date.now() + 3_600_000).toUTCString()]) {
    const long = sequence(answer(503, { "retry-after": value }), answer(200));
    expect((await withRetries(long.send, limits, call())).status).toBe(503);
    expect(long.sent()).toBe(1);
  }
});

it("stops when the signal is aborted, even during a wait", async () => {
  const controller = new AbortController();
  const { send, sent } = sequence(answer(503, { "retry-after": "1" }));
  const result = withRetries(send, limits, call(controller.signal));
  setImmediate(() => controller.abort());
  await expect(result).rejects.toThrow();
  expect(sent()).toBe(1);
});

const failed = { url: "https://registry.example/STU3", hasCertificate: true };
it.each([
  ["ECONNREFUSED", false, { sent: false, lasting: false }],
  ["ENOTFOUND", false, { sent: false, lasting: false }],
  ["UND_ERR_CONNECT_TIMEOUT", false, { sent: false, lasting: false }],
  ["UND_ERR_DESTROYED", false, { sent: false, lasting: true }],
  ["UND_ERR_INVALID_ARG", false, { sent: false, lasting: true }],
  ["ECONNRESET", false, { sent: false, lasting: false }],
  ["ECONNRESET", true, { sent: true, lasting: false }],
  ["UND_ERR_SOCKET", true, { sent: true, lasting: false }],
  ["ERR_SSL_SSLV3_ALERT_BAD_RECORD_MAC", true, { sent: true, lasting: false }],
  ["ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED", true, { sent: false, lasting: true }],
  ["ERR_SSL_SSL/TLS_ALERT_CERTIFICATE_EXPIRED", true, { sent: false, lasting: true }],
  ["ERR_TLS_CERT_ALTNAME_INVALID", false, { sent: false, lasting: true }],
  ["DEPTH_ZERO_SELF_SIGNED_CERT", false, { sent: false, lasting: true }],
])(
  "classifies %s (request started: %s): whether the request may have arrived and whether to retry",
  (code, started, expected) => {
    const error = noAnswer(Object.assign(new Error("x"), { code }), { ...failed, started });
    expect(error).toMatchObject({ code, ...expected });
  },
);
