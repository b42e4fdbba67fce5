import type { ChildProcess } from "node:child_process";
import { openSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { freePort, startRegistry, stopRegistry } from "@appointment-registry/test-kit";
import { request } from "undici";
import type { RegistryUnderTest } from "../harness/registry.js";
import { ISSUER } from "../harness/registry.js";

export interface FaultyRegistry {
  readonly baseUrl: string;
  stop(): Promise<void>;
}

/** A registry that fails within: where its issuer's keys should be, nobody answers. With the certificates of another. */
export async function startFaultyRegistry({ directory, agent }: RegistryUnderTest): Promise<FaultyRegistry> {
  const [port, nobody] = [await freePort(0, "127.0.0.1"), await freePort(0, "127.0.0.1")];
  const baseUrl = `https://localhost:${port}/STU3`;
  const settings = {
    REGISTRY_HOST: "127.0.0.1",
    REGISTRY_PORT: String(port),
    REGISTRY_BASE_URL: baseUrl,
    REGISTRY_STORE: `lmdb:${join(directory, "faulty")}`,
    REGISTRY_TLS_KEY: join(directory, "tls/server.key"),
    REGISTRY_TLS_CERT: join(directory, "tls/server.pem"),
    REGISTRY_TLS_CLIENT_CA: join(directory, "tls/ca.pem"),
    REGISTRY_JWT_ISSUER: ISSUER,
    REGISTRY_JWT_AUDIENCE: baseUrl,
    REGISTRY_JWKS: `https://localhost:${nobody}/jwks`,
  };
  const log = openSync(join(directory, "faulty.log"), "a");
  const process: ChildProcess = startRegistry(settings, log);
  for (let attempt = 0; ; attempt++) {
    const answer = await request(`${baseUrl}/metadata`, { dispatcher: agent }).catch(() => undefined);
    await answer?.body.dump();
    if (answer?.statusCode === 200) break;
    if (attempt > 300 || process.exitCode !== null) throw new Error("The faulty registry did not start.");
    await delay(50);
  }
  return { baseUrl, stop: () => stopRegistry(process) };
}
