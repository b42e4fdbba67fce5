import { expect, it } from "@jest/globals";
import type { RegistryConfig } from "../config/config.js";
import { divideLimits } from "./divide-limits.js";

const whole = {
  workers: 3,
  operations: { host: "127.0.0.1", port: 1 },
  rateLimit: { requestsPerSecond: 30, burst: 10 },
  admission: {
    maxRequests: 512,
    maxDelayMilliseconds: 500,
    memoryBytes: 3000,
    maxLargeAnswers: 16,
    certificateRate: undefined,
  },
  http: { maxConnections: 4096, maxHandshakes: 1, maxBodyBytes: 5 },
} as RegistryConfig;

it("divides only the limits that apply to the registry as a whole", () => {
  expect(divideLimits(whole)).toEqual({
    workers: 3,
    operations: undefined,
    rateLimit: { requestsPerSecond: 10, burst: 4 },
    admission: {
      maxRequests: 171,
      maxDelayMilliseconds: 500,
      memoryBytes: 1000,
      maxLargeAnswers: 6,
      certificateRate: undefined,
    },
    http: { maxConnections: 1366, maxHandshakes: 1, maxBodyBytes: 5 },
  });
});
