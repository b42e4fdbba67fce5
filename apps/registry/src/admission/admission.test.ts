import type { IncomingMessage } from "node:http";
import { expect, it } from "@jest/globals";
import { Admission } from "./admission.js";

const unlimited = { secondsToWait: () => undefined };
const request = (): IncomingMessage => ({}) as IncomingMessage;
const overloaded = { code: "overloaded", retryAfterSeconds: 1 };

it("counts a request until its response is ready, and its memory until the response is sent", () => {
  const admission = new Admission(
    { maxRequests: 2, maxDelayMilliseconds: 500, memoryBytes: 1000, maxLargeAnswers: 16 },
    unlimited,
  );
  const [first, second, third] = [request(), request(), request()];
  expect(admission.admit(first, "a")).toBeUndefined();
  expect(admission.reserve(first, 400)).toBe(true);
  expect(admission.admit(second, "b")).toBeUndefined();
  expect(admission.admit(third, "c")).toEqual(overloaded);
  admission.served(first);
  admission.served(first);
  expect(admission.overload.requests).toBe(1);
  expect(admission.admit(third, "c")).toBeUndefined();
  expect(admission.memory.reserved).toBe(400);
  admission.release(first);
  admission.release(first);
  expect([admission.memory.reserved, admission.overload.requests]).toEqual([0, 2]);
  admission.release(second);
  admission.release(third);
  expect(admission.overload.requests).toBe(0);
});

it("counts the requests a certificate has in progress, even while earlier responses are still being sent", () => {
  const admission = new Admission(
    { maxRequests: 4, maxDelayMilliseconds: 500, memoryBytes: 1000, maxLargeAnswers: 16 },
    unlimited,
  );
  const unread = Array.from({ length: 50 }, request);
  for (const each of unread) {
    expect(admission.admit(each, "a")).toBeUndefined();
    admission.served(each);
  }
  const held = [request(), request(), request()];
  for (const each of held) expect(admission.admit(each, "a")).toBeUndefined();
  for (const each of unread) admission.release(each);
  expect(admission.admit(request(), "a")).toEqual(overloaded);
  expect(admission.admit(request(), "b")).toBeUndefined();
});

it("rejects a request that has waited too long, and stops counting it", () => {
  const admission = new Admission(
    { maxRequests: 200, maxDelayMilliseconds: 0, memoryBytes: 1000, maxLargeAnswers: 16 },
    unlimited,
  );
  const waiting = Array.from({ length: 65 }, (_, n) => ({ request: request(), holder: String(n) }));
  for (const { request: each, holder } of waiting) expect(admission.admit(each, holder)).toBeUndefined();
  expect(waiting.map(({ request: each }) => admission.refuseLate(each))).toEqual([
    overloaded,
    ...Array<undefined>(64).fill(undefined),
  ]);
  for (const { request: each } of waiting) admission.release(each);
  expect(admission.overload.requests).toBe(0);
});

it("limits concurrent large responses, and one certificate to three quarters of them", () => {
  const limits = { maxRequests: 16, maxDelayMilliseconds: 500, memoryBytes: 1000, maxLargeAnswers: 4 };
  const admission = new Admission(limits, unlimited);
  const claimed = (thumbprint: string): [IncomingMessage, boolean] => {
    const each = request();
    admission.admit(each, thumbprint);
    return [each, admission.claimLargeAnswer(each)];
  };
  const [first] = claimed("a");
  expect(
    [claimed("a"), claimed("a"), claimed("a"), claimed("b"), claimed("b")].map(([, isClaimed]) => isClaimed),
  ).toEqual([true, true, false, true, false]);
  admission.release(first);
  expect(claimed("a")[1]).toBe(true);
});
