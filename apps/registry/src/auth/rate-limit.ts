import type { RateLimitConfig } from "../config/config.js";
import { RegistryError } from "../errors.js";
import { TokenBucket } from "./token-bucket.js";

export interface RateLimiter {
  /** @throws RegistryError `rate-limited` with the number of whole seconds to wait */
  admit(clientId: string): void;
  /** Like `admit`, but returns the number of whole seconds to wait instead of throwing; undefined if the request is admitted. */
  secondsToWait(clientId: string): number | undefined;
}

/** More clients than this displace the least recently active ones, at no cost to them: a full bucket is what they get back. */
const MOST_CLIENTS = 10_000;

/**
 * Creates a rate limiter with one bucket for each client id or certificate. Without a limit, every request is admitted.
 * @param now monotonic clock in milliseconds
 */
export function createRateLimiter(
  limit: RateLimitConfig | undefined,
  now: () => number = () => performance.now(),
): RateLimiter {
  if (limit === undefined) return { admit: () => undefined, secondsToWait: () => undefined };
  const buckets = new Map<string, TokenBucket>();
  const limiter: RateLimiter = {
    admit(clientId) {
      const seconds = limiter.secondsToWait(clientId);
      if (seconds === undefined) return;
      throw new RegistryError("rate-limited", { facts: { retryAfterSeconds: seconds } });
    },
    secondsToWait(clientId) {
      const bucket = buckets.get(clientId) ?? new TokenBucket(limit.burst, 1000 / limit.requestsPerSecond, now());
      buckets.delete(clientId);
      buckets.set(clientId, bucket);
      if (buckets.size > MOST_CLIENTS) buckets.delete(buckets.keys().next().value as string);
      const result = bucket.take(now());
      return result.taken ? undefined : Math.max(1, Math.ceil(result.waitMilliseconds / 1000));
    },
  };
  return limiter;
}
