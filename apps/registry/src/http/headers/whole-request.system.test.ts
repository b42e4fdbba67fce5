import { afterAll, expect, it } from "@jest/globals";
import { sampled } from "@appointment-registry/test-kit";
import { InjectedRegistry } from "../testing/application.js";

/** Every field that the product, the framework or Node looks at, and one that nobody does. */
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

/** What a head may have at most (listener.ts). */
const SIZE = 16 * 1024;

const registry = new InjectedRegistry();
afterAll(() => registry.stop());

/** In the short form each field meets a third of the seeds, and three fields together meet each seed. */
const rows = FIELDS.map(
  (name, index) => [name, sampled([...SEEDS.slice(index % 3), ...SEEDS.slice(0, index % 3)], 3)] as const,
);

it.each(rows)("%s: twice the field costs at most 2.6 times the CPU, 16 KB less than 10 ms", async (name, seeds) => {
  const slow: unknown[] = [];
  for (const seed of seeds) {
    // What is slow is slow each time; a disturbed measurement is not.
    let measured: object | undefined;
    for (let attempt = 0; attempt < 3; attempt += 1) {
      measured = await excess(name, seed);
      if (measured === undefined) break;
    }
    if (measured !== undefined) slow.push({ seed, ...measured });
  }
  expect(slow).toEqual([]);
});

/** The costs of a field, where they are too high; what a request without it costs belongs to none. */
async function excess(name: string, seed: string): Promise<object | undefined> {
  const [bare, once, twice] = await costs(name, seed);
  // Below 5 ms memory and the compiler decide; what grows by the square costs more than 100 ms for 32 KB.
  const grows = twice - bare > 5_000 && twice - bare > 2.6 * (once - bare);
  return grows || once - bare > 10_000 ? { bare, once, twice } : undefined;
}

/** The least CPU microseconds of requests without the field, with 16 KB and with 32 KB of it, interleaved. */
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
