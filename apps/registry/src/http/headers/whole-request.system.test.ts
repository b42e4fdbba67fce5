import { afterAll, expect, it } from "@jest/globals";
import { sampled } from "@appointment-registry/test-kit";
import { InjectedRegistry } from "../testing/application.js";

/** Every field that the product, the framework or Node reads, and one that nothing reads. */
const FIELDS = [
  "accept",
  "accept-charset",
  "accept-encoding",
  "accept-language",
  "authorization",
  "cache-control",
  "connection",
  "content-encoding",
  "content-type",
  "cookie",
  "expect",
  "forwarded",
  "host",
  "if-match",
  "if-modified-since",
  "if-none-exist",
  "if-none-match",
  "if-range",
  "if-unmodified-since",
  "origin",
  "prefer",
  "range",
  "ssp-from",
  "ssp-interactionid",
  "ssp-to",
  "ssp-traceid",
  "te",
  "traceparent",
  "upgrade",
  "user-agent",
  "x-correlation-id",
  "x-forwarded-for",
  "x-request-id",
  "x-unknown",
] as const;
const SEEDS = [" ", ",", ";", '"', '\\"', "a", "a,", "a/b;c=d,", ";q=.5", "%20", "=", "gzip;q=1,"] as const;

/** Maximum size of a head (listener.ts). */
const SIZE = 16 * 1024;

const registry = new InjectedRegistry();
afterAll(() => registry.stop());

/** In short mode each field is combined with a third of the seeds, and three fields together cover each seed. */
const rows = FIELDS.map(
  (name, index) => [name, sampled([...SEEDS.slice(index % 3), ...SEEDS.slice(0, index % 3)], 3)] as const,
);

it.each(rows)("%s: doubling it costs at most 2.6 times the CPU, and 16 KB less than 10 ms", async (name, seeds) => {
  const slow: unknown[] = [];
  for (const seed of seeds) {
    // Slow parsing is slow every time; a disturbed measurement is not.
    let measured: object | undefined;
    for (let attempt = 0; attempt < 3; attempt += 1) {
      measured = await excess(name, seed);
      if (measured === undefined) break;
    }
    if (measured !== undefined) slow.push({ seed, ...measured });
  }
  expect(slow).toEqual([]);
});

/** Returns the costs of a field if they are too high. The cost of a request without the field is not counted. */
async function excess(name: string, seed: string): Promise<object | undefined> {
  const [bare, once, twice] = await costs(name, seed);
  // Below 5 ms, memory and the compiler dominate; quadratic work costs more than 100 ms for 32 KB.
  const grows = twice - bare > 5_000 && twice - bare > 2.6 * (once - bare);
  return grows || once - bare > 10_000 ? { bare, once, twice } : undefined;
}

/** Minimum CPU time in microseconds of requests without the field, with 16 KB and with 32 KB of it, interleaved. */
async function costs(name: string, seed: string): Promise<[number, number, number]> {
  const texts = [undefined, ...[SIZE, 2 * SIZE].map((bytes) => seed.repeat(Math.ceil(bytes / seed.length)))];
  const least = texts.map(() => Infinity);
  for (let run = 0; run < 7; run += 1) {
    for (const [at, text] of texts.entries()) {
      const before = process.cpuUsage();
      await registry.send("/metadata", text === undefined ? {} : { headers: { [name]: text } });
      const { user, system } = process.cpuUsage(before);
      least[at] = Math.min(least[at] ?? Infinity, user + system);
    }
    registry.audited.length = registry.logged.length = 0;
  }
  return least as [number, number, number];
}
