import type { RateLimitConfig, RegistryConfig } from "../config/config.js";

/**
 * The settings of one worker: what bounds the registry as a whole is divided, rounded up, so that the bounds hold within one worker's
 * share. Operators are answered by the primary process.
 */
export function divideLimits(config: RegistryConfig): RegistryConfig {
  const { workers, admission, http } = config;
  const part = (whole: number) => Math.ceil(whole / workers);
  const getPart = (limit: RateLimitConfig | undefined) =>
    limit && { requestsPerSecond: limit.requestsPerSecond / workers, burst: part(limit.burst) };
  return {
    ...config,
    operations: undefined,
    rateLimit: getPart(config.rateLimit),
    admission: {
      ...admission,
      maxRequests: part(admission.maxRequests),
      memoryBytes: part(admission.memoryBytes),
      maxLargeAnswers: part(admission.maxLargeAnswers),
      certificateRate: getPart(admission.certificateRate),
    },
    http: { ...http, maxConnections: part(http.maxConnections), maxHandshakes: part(http.maxHandshakes) },
  };
}
