import { describe, expect, it, jest } from "@jest/globals";
import { RegistryError } from "../errors.js";
import { createRateLimiter } from "./rate-limit.js";

describe("the rate limit", () => {
  it("is off by default", () => {
    const limiter = createRateLimiter(undefined);
    for (let index = 0; index < 100_000; index++) limiter.admit("a");
  });

  it("admits a burst, then the rate, for each client separately, and returns when to retry", () => {
    let now = 0;
    const limiter = createRateLimiter({ requestsPerSecond: 2, burst: 3 }, () => now);
    const refusal = (client: string): number | "?" | undefined => {
      try {
        limiter.admit(client);
        return undefined;
      } catch (error) {
        return (error as RegistryError).code === "rate-limited"
          ? (error as RegistryError).facts.retryAfterSeconds
          : "?";
      }
    };
    expect([1, 2, 3, 4].map(() => refusal("a"))).toEqual([undefined, undefined, undefined, 1]);
    expect(refusal("b")).toBe(undefined);
    now = 500;
    expect([refusal("a"), refusal("a")]).toEqual([undefined, 1]);
    now = 60_000;
    expect([1, 2, 3, 4].map(() => refusal("a"))).toEqual([undefined, undefined, undefined, 1]);
  });

  it("uses a monotonic clock", () => {
    const limiter = createRateLimiter({ requestsPerSecond: 1000, burst: 1 });
    limiter.admit("a");
    const wallClock = jest.spyOn(Date, "now").mockReturnValue(0);
    for (const until = performance.now() + 2; performance.now() < until;);
    expect(() => limiter.admit("a")).not.toThrow();
    wallClock.mockRestore();
  });

  it("keeps no more than ten thousand clients", () => {
    const limiter = createRateLimiter({ requestsPerSecond: 1, burst: 1 }, () => 0);
    limiter.admit("first");
    expect(() => limiter.admit("first")).toThrow(RegistryError);
    for (let index = 0; index < 10_000; index++) limiter.admit(`client-${index}`);
    expect(() => limiter.admit("first")).not.toThrow();
  });
});
