import { expect, it } from "@jest/globals";
import { Pace } from "./pace.js";

function setUp(most = 8) {
  let now = 0;
  const pace = new Pace(most, () => now);
  return { pace, pass: (ms: number) => (now += ms), now: () => now };
}

it("halves the concurrency each time the registry asks for less, and raises it after answers", () => {
  const { pace, pass, now } = setUp();
  const before = now();
  pass(10);
  pace.pushedBack(before);
  pace.pushedBack(before);
  expect(pace.limit).toBe(4);
  pass(1000);
  pace.pushedBack(now());
  expect(pace.limit).toBe(2);
  for (let n = 0; n < 2; n += 1) pace.succeeded();
  expect(pace.limit).toBe(3);
  for (let n = 0; n < 100; n += 1) pace.succeeded();
  expect(pace.limit).toBe(8);
  for (let n = 0; n < 8; n += 1) pace.pushedBack(pass(1000));
  expect(pace.limit).toBe(1);
});

it("attributes single failures to the network, and as many failures as calls to the registry", () => {
  const { pace, now } = setUp(4);
  for (let n = 0; n < 3; n += 1) pace.failed(now());
  pace.succeeded();
  for (let n = 0; n < 3; n += 1) pace.failed(now());
  expect(pace.limit).toBe(4);
  pace.failed(now());
  expect(pace.limit).toBe(2);
});

it("ends after the maximum number of consecutive pauses without an answer about an entry, and not before", () => {
  const { pace, pass } = setUp(1);
  for (let n = 0; n < 6; n += 1) pace.failed(pass(100));
  expect(pace.exhausted).toBeUndefined();
  pace.succeeded();
  for (let n = 0; n < 6; n += 1) pace.failed(pass(100));
  expect(pace.exhausted).toBeUndefined();
  pace.failed(pass(100));
  expect(pace.exhausted).toBe("The registry has given no usable response for too long.");
});

it("ends if two consecutive pauses took longer than the budget", () => {
  const { pace, pass } = setUp(1);
  pace.failed(pass(31_000));
  expect(pace.exhausted).toBeUndefined();
  pace.failed(pass(1));
  expect(pace.exhausted).toBeDefined();
});

it("ends if the registry asks to wait for longer than the budget", async () => {
  const { pace, now } = setUp();
  pace.pushedBack(now(), 3_600_000);
  expect(pace.exhausted).toBe("The registry requests a wait of 3600 s.");
  await pace.ready(new AbortController().signal);
});

it("waits for the end of a pause, or for the signal", async () => {
  const pace = new Pace(1);
  const start = performance.now();
  pace.pushedBack(start, 50);
  await pace.ready(new AbortController().signal);
  expect(performance.now() - start).toBeGreaterThanOrEqual(49);
  pace.pushedBack(performance.now(), 20_000);
  await pace.ready(AbortSignal.abort());
});
