import { expect, it } from "@jest/globals";
import { NoAnswer } from "./no-answer.js";
import { withRetries } from "./retry.js";
import type { Answer } from "./transport.js";

const answer = (status: number, headers: Record<string, string> = {}): Answer => ({
  status,
  headers: new Headers(headers),
  body: new Uint8Array(),
});
const options = { attempts: 4, budget: 2_000, delay: 1 };
const always = { mayRepeat: () => true };

/** Gives or throws one thing after the other. */
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

it.each([408, 429, 500, 502, 503, 504])("tries again after %d, and gives the first better answer", async (status) => {
  const { send, sent } = sequence(answer(status), answer(status), answer(200));
  expect((await withRetries(send, options, always)).status).toBe(200);
  expect(sent()).toBe(3);
});

it.each([200, 304, 400, 403, 404, 409, 412, 415, 422, 501])("takes %d for an answer", async (status) => {
  const { send, sent } = sequence(answer(status));
  expect((await withRetries(send, options, always)).status).toBe(status);
  expect(sent()).toBe(1);
});

it("gives the last answer, or the last reason for none, when attempts run out", async () => {
  const refusing = sequence(answer(503));
  expect((await withRetries(refusing.send, options, always)).status).toBe(503);
  expect(refusing.sent()).toBe(4);
  const lost = sequence(answer(500), new NoAnswer(new Error("reset")));
  await expect(withRetries(lost.send, options, always)).rejects.toThrow("reset");
  expect(lost.sent()).toBe(4);
});

it("does not try again what may not be repeated, nor what would fail in the same way", async () => {
  const once = sequence(answer(500), answer(200));
  expect((await withRetries(once.send, options, { mayRepeat: () => false })).status).toBe(500);
  const code = Object.assign(new Error("self-signed certificate"), { code: "DEPTH_ZERO_SELF_SIGNED_CERT" });
  const distrusted = sequence(new NoAnswer(code));
  await expect(withRetries(distrusted.send, options, always)).rejects.toMatchObject({ lasting: true, sent: false });
  expect(distrusted.sent()).toBe(1);
  const fault = sequence(new TypeError("a bug"));
  await expect(withRetries(fault.send, options, always)).rejects.toThrow("a bug");
  expect(fault.sent()).toBe(1);
});

it("waits as long as Retry-After asks, unless that is beyond its budget", async () => {
  const from = performance.now();
  await withRetries(sequence(answer(429, { "retry-after": "1" }), answer(200)).send, options, always);
  expect(performance.now() - from).toBeGreaterThan(990);
  const long = sequence(answer(503, { "retry-after": "3600" }), answer(200));
  expect((await withRetries(long.send, options, always)).status).toBe(503);
  expect(long.sent()).toBe(1);
});

it("stops when the signal says so, also while it waits", async () => {
  const { send } = sequence(answer(503, { "retry-after": "1" }));
  const from = performance.now();
  await expect(
    withRetries(send, options, { mayRepeat: () => true, signal: AbortSignal.timeout(50) }),
  ).rejects.toThrow();
  expect(performance.now() - from).toBeLessThan(900);
});

it.each([
  ["ECONNREFUSED", { sent: false, lasting: false }],
  ["ENOTFOUND", { sent: false, lasting: false }],
  ["UND_ERR_CONNECT_TIMEOUT", { sent: false, lasting: false }],
  ["ECONNRESET", { sent: true, lasting: false }],
  ["UND_ERR_SOCKET", { sent: true, lasting: false }],
  ["ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED", { sent: false, lasting: true }],
  ["ERR_TLS_CERT_ALTNAME_INVALID", { sent: false, lasting: true }],
])("knows of %s whether the request may have arrived and whether to try again", (code, expected) => {
  expect(new NoAnswer(Object.assign(new Error("x"), { code }))).toMatchObject(expected);
});
