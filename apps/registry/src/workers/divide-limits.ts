import type { RateLimitConfig, RegistryConfig } from "../config/config.js";

/**
 * Returns the settings of one worker. Limits on the registry as a whole are divided and rounded up, so that they hold to within one
 * worker's share. The primary process answers operators.
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
