import { openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { freePort, startRegistry, stopRegistry, untilServing } from "@appointment-registry/test-kit";
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
  const log = join(directory, "faulty.log");
  const process = startRegistry(settings, openSync(log, "a"));
  await untilServing(
    process,
    async () => (await request(`${baseUrl}/metadata`, { dispatcher: agent })).body.dump(),
    () => readFileSync(log, "utf8"),
  );
  return { baseUrl, stop: () => stopRegistry(process) };
}
