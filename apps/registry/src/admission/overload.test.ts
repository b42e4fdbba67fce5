import { beforeEach, describe, expect, it } from "@jest/globals";
import { Overload } from "./overload.js";

let now: number;
let overload: Overload;
beforeEach(() => {
  now = 0;
  overload = new Overload({ maxRequests: 100, maxDelayMilliseconds: 300 }, () => now);
});

describe("Requests in progress:", () => {
  it("the most are admitted, and then none until a quarter has been answered", () => {
    overload.requests = 99;
    expect(overload.admits(0)).toBe(true);
    overload.requests = 100;
    expect(overload.admits(0)).toBe(false);
    overload.requests = 75;
    expect(overload.admits(0)).toBe(false);
    overload.requests = 74;
    expect([overload.admits(0), overload.isOverloaded]).toEqual([true, false]);
    overload.requests = 99;
    expect(overload.admits(0)).toBe(true);
  });

  it("one certificate has at most three quarters of them", () => {
    overload.requests = 75;
    expect([overload.admits(74), overload.admits(75), overload.admits(0)]).toEqual([true, false, true]);
    expect(overload.isOverloaded).toBe(false);
  });

  it("one is always admitted", () => {
    expect(new Overload({ maxRequests: 1, maxDelayMilliseconds: 300 }).admits(0)).toBe(true);
  });
});

describe("Delay of the event loop:", () => {
  function late(milliseconds: number, delay: number): void {
    for (const end = now + milliseconds; now < end;) {
      now += delay + 50;
      overload.sample(delay);
    }
  }

  it("a short stall refuses nobody, nor do two long turns", () => {
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

  it("one that lasts refuses until it is clearly over", () => {
    overload.requests = 50;
    late(1200, 350);
    expect([overload.admits(0), overload.isOverloaded]).toEqual([false, true]);
    late(1000, 250);
    expect(overload.admits(0)).toBe(false);
    late(100, 200);
    expect(overload.admits(0)).toBe(true);
  });

  it("few requests are served all the same: refusing them would not help", () => {
    overload.requests = 31;
    late(5000, 1000);
    expect(overload.admits(0)).toBe(true);
  });

  it("is measured", async () => {
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
