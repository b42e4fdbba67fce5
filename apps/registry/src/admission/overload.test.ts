import { beforeEach, describe, expect, it } from "@jest/globals";
import { Overload } from "./overload.js";

let now: number;
let overload: Overload;
beforeEach(() => {
  now = 0;
  overload = new Overload({ maxRequests: 100, maxDelayMilliseconds: 300 }, () => now);
});

describe("The limit on requests in progress", () => {
  it("admits up to the maximum, and then none until a quarter have been answered", () => {
    overload.requests = 99;
    expect(overload.admits(0)).toBe(true);
    overload.requests = 100;
    expect(overload.admits(0)).toBe(false);
    overload.requests = 75;
    expect(overload.admits(0)).toBe(false);
    overload.requests = 74;
    expect([overload.admits(0), overload.isOverloaded]).toEqual([true, true]);
    now += 1000;
    expect(overload.isOverloaded).toBe(false);
    overload.requests = 99;
    expect(overload.admits(0)).toBe(true);
  });

  it("limits one certificate to three quarters of them", () => {
    overload.requests = 75;
    expect([overload.admits(74), overload.admits(75), overload.admits(0)]).toEqual([true, false, true]);
    expect(overload.isOverloaded).toBe(false);
  });

  it("always admits one", () => {
    expect(new Overload({ maxRequests: 1, maxDelayMilliseconds: 300 }).admits(0)).toBe(true);
  });
});

describe("The limit on the delay of the event loop", () => {
  function late(milliseconds: number, delay: number): void {
    for (const end = now + milliseconds; now < end;) {
      now += delay + 50;
      overload.sample(delay);
    }
  }

  it("rejects nothing after a short stall or two long turns", () => {
    overload.requests = 50;
    late(10_000, 5000);
    expect(overload.admits(0)).toBe(true);
    late(200, 0);
    late(300, 350);
    expect(overload.admits(0)).toBe(true);
    late(200, 0);
    late(300, 350);
    expect(overload.admits(0)).toBe(true);
  });

  it("rejects requests during a sustained delay until it is clearly over", () => {
    overload.requests = 50;
    late(1200, 350);
    expect([overload.admits(0), overload.isOverloaded]).toEqual([false, true]);
    late(1000, 250);
    expect(overload.admits(0)).toBe(false);
    late(100, 200);
    expect(overload.admits(0)).toBe(true);
  });

  it("serves requests anyway if there are few: refusing them would not help", () => {
    overload.requests = 31;
    late(5000, 1000);
    expect(overload.admits(0)).toBe(true);
  });

  it("measures the delay", async () => {
    const real = new Overload({ maxRequests: 1, maxDelayMilliseconds: 300 });
    real.start();
    try {
      const end = performance.now() + 120;
      while (performance.now() < end);
      for (let turn = 0; turn < 1000 && real.delay === 0; turn++)
        await new Promise((resolve) => setTimeout(resolve, 1));
      expect(real.delay).toBeGreaterThan(0);
    } finally {
      real.stop();
    }
  });
});

describe("The limit for requests that take too long", () => {
  /** A window of 200 milliseconds with this many responses, each taking this long. */
  function window(answers: number, milliseconds: number): void {
    for (let n = 0; n < answers; n += 1) overload.answered(milliseconds);
    for (let n = 0; n < 4; n += 1) {
      now += 50;
      overload.sample(0);
    }
  }

  beforeEach(() => {
    overload = new Overload({ maxRequests: 1000, maxDelayMilliseconds: 300 }, () => now);
    overload.requests = 900;
  });

  it("admits as many as are answered in half of the delay", () => {
    window(400, 200);
    // 400 in 200 ms is 300 in 150 ms.
    expect([overload.limit, overload.admits(0), overload.isOverloaded]).toEqual([300, false, true]);
    overload.requests = 299;
    expect([overload.admits(224), overload.admits(225)]).toEqual([true, false]);
    window(800, 200);
    expect(overload.limit).toBeGreaterThan(400);
    expect(overload.limit).toBeLessThan(600);
  });

  it("always admits a few, which are not an overload", () => {
    for (let n = 0; n < 10; n += 1) window(1, 5000);
    expect(overload.limit).toBe(64);
    overload.requests = 63;
    expect(overload.admits(0)).toBe(true);
    window(1, 5000);
    expect(overload.limit).toBe(64);
  });

  it("rejects all but a few requests that have waited for half of the delay", () => {
    expect([overload.isTooLate(150), overload.isOverloaded]).toEqual([false, false]);
    expect([overload.isTooLate(151), overload.isOverloaded]).toEqual([true, true]);
    overload.requests = 64;
    expect(overload.isTooLate(5000)).toBe(false);
  });

  it("does not admit more after a turn without responses", () => {
    for (let n = 0; n < 5; n += 1) {
      window(400, 200);
      window(0, 0);
    }
    expect(overload.limit).toBeGreaterThan(100);
    expect(overload.limit).toBeLessThan(300);
  });

  it("admits more again when requests are fast", () => {
    window(400, 200);
    for (let n = 0; n < 20; n += 1) window(400, 50);
    expect(overload.limit).toBe(1000);
  });

  it("counts a request that waits for its caller as answered, not as slow", () => {
    for (let n = 0; n < 50; n += 1) overload.answered(undefined);
    window(0, 0);
    expect(overload.limit).toBe(1000);
  });
});
