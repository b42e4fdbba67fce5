import type { RateLimitConfig } from "../config/config.js";
import { RegistryError } from "../errors.js";
import { TokenBucket } from "./token-bucket.js";

export interface RateLimiter {
  /** @throws RegistryError `rate-limited` with the whole seconds to wait */
  admit(clientId: string): void;
  /** As `admit`, without an error: the whole seconds to wait, undefined if the request is admitted. */
  secondsToWait(clientId: string): number | undefined;
}

/** Clients beyond this push out those that were quiet longest, which costs them nothing: a full bucket is what they get back. */
const MOST_CLIENTS = 10_000;

/**
 * A bucket for each client id or certificate. Without a limit everybody is admitted.
 * @param now milliseconds of a clock that is never set
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
