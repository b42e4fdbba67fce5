import { beforeEach, expect, it } from "@jest/globals";
import type { AuditEntry } from "../audit/audit-trail.js";
import type { LogFields } from "../logging/log.js";
import type { RefusedRequest } from "./refused-requests.js";
import { RefusedRequests } from "./refused-requests.js";

let audited: AuditEntry[];
let logged: [string, LogFields | undefined][];
let failure: Error | undefined;
let refused: RefusedRequests;
beforeEach(() => {
  [audited, logged, failure] = [[], [], undefined];
  const record = (entry: AuditEntry): Promise<void> => {
    if (failure !== undefined) return Promise.reject(failure);
    audited.push(entry);
    return Promise.resolve();
  };
  const log = (message: string, fields?: LogFields): void => void logged.push([message, fields]);
  refused = new RefusedRequests({ record }, { warn: log, error: log }, () => 1000);
});

const of = (code: RefusedRequest["code"], certificateThumbprint: string, requestId: string): RefusedRequest => ({
  code,
  certificateThumbprint,
  requestId,
});

it("writes one log line and one audit record for the refusals of one certificate and code", async () => {
  refused.add(of("overloaded", "a", "1"));
  refused.add(of("overloaded", "b", "2"));
  refused.add(of("rate-limited", "a", "3"));
  refused.add(of("overloaded", "a", "4"));
  expect([audited, logged]).toEqual([[], []]);
  await refused.flush();
  const unknown = { at: 1000, interaction: "unknown", wrote: false };
  expect(audited).toEqual([
    { ...of("overloaded", "a", "4"), ...unknown, status: 503, requests: 2 },
    { ...of("overloaded", "b", "2"), ...unknown, status: 503, requests: 1 },
    { ...of("rate-limited", "a", "3"), ...unknown, status: 429, requests: 1 },
  ]);
  expect(logged).toEqual([
    ["Requests were refused.", { ...of("overloaded", "a", "4"), status: 503, count: 2 }],
    ["Requests were refused.", { ...of("overloaded", "b", "2"), status: 503, count: 1 }],
    ["Requests were refused.", { ...of("rate-limited", "a", "3"), status: 429, count: 1 }],
  ]);
  await refused.flush();
  expect(audited).toHaveLength(3);
});

it("combines the certificates beyond the number that it distinguishes", async () => {
  for (let n = 0; n < 1500; n++) refused.add(of("overloaded", `c${n}`, String(n)));
  await refused.flush();
  expect([audited.length, audited.at(-1)?.requests]).toEqual([1001, 500]);
});

it("logs refusals that could not be audited", async () => {
  failure = new Error("x");
  refused.add(of("overloaded", "a", "1"));
  await refused.flush();
  expect(logged.at(-1)).toEqual(["Refused requests could not be audited.", { requestId: "1", error: failure }]);
});
