import { describe, expect, it } from "@jest/globals";
import { MockAgent } from "undici";
import { exchange } from "./connection.js";
import { MOST_WAITED_MILLISECONDS, pauseAfter } from "./throttling.js";
import { Blocked } from "./verdict.js";

const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1000).toUTCString();
const often = (pause: () => number | undefined) => Array.from({ length: 100 }, pause);

describe("the pause after a 429", () => {
  it.each(["0", "", "-1", "soon", undefined, inSeconds(-60)])("is at least one second after %p", (retryAfter) => {
    for (const pause of often(() => pauseAfter(retryAfter, 1, MOST_WAITED_MILLISECONDS))) {
      expect(pause).toBeGreaterThanOrEqual(1000);
      expect(pause).toBeLessThan(2000);
    }
  });

  it("lasts until the date in Retry-After", () => {
    const pause = pauseAfter(inSeconds(30), 1, MOST_WAITED_MILLISECONDS);
    expect(pause).toBeGreaterThan(28_000);
    expect(pause).toBeLessThanOrEqual(35_000);
  });

  it.each([100, 119, 120])("is always made for %i seconds, and never exceeds the limit", (seconds) => {
    for (const pause of often(() => pauseAfter(String(seconds), 1, MOST_WAITED_MILLISECONDS))) {
      expect(pause).toBeGreaterThanOrEqual(seconds * 1000);
      expect(pause).toBeLessThanOrEqual(Math.min(seconds + 5, 120) * 1000);
    }
  });

  it("is not made if the requested time exceeds the remaining time", () => {
    expect(pauseAfter("121", 1, MOST_WAITED_MILLISECONDS)).toBeUndefined();
    expect(pauseAfter(inSeconds(3600), 1, MOST_WAITED_MILLISECONDS)).toBeUndefined();
    expect(pauseAfter("0", 9, 999)).toBeUndefined();
  });

  it("is not repeated without end, however short the requested time", () => {
    let left = MOST_WAITED_MILLISECONDS;
    let waits = 0;
    for (let pause; (pause = pauseAfter("0", waits + 1, left)) !== undefined; waits++) left -= pause;
    expect(left).toBeLessThan(1000);
    expect(waits).toBeLessThanOrEqual(120);
  });
});

describe("a throttled request", () => {
  const URL = "https://registry.example/STU3/metadata";

  function answering(status: number, headers: Record<string, string>) {
    const agent = new MockAgent();
    agent.disableNetConnect();
    const pool = agent.get("https://registry.example");
    pool.intercept({ path: "/STU3/metadata" }).reply(status, "", { headers });
    return { agent, pool };
  }

  it("is retried after a second, not at once", async () => {
    const { agent, pool } = answering(429, { "retry-after": "0" });
    pool.intercept({ path: "/STU3/metadata" }).reply(200, "there");
    const began = performance.now();
    expect(await exchange(agent, URL, {})).toMatchObject({ status: 200, text: "there" });
    expect(performance.now() - began).toBeGreaterThan(990);
  });

  it("is abandoned if it has to wait for an hour", async () => {
    const { agent } = answering(429, { "retry-after": inSeconds(3600) });
    await expect(exchange(agent, URL, {})).rejects.toThrow(Blocked);
  });
});
