import { openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { freePort, registrySettings, startRegistry, stopRegistry, untilServing } from "@appointment-registry/test-kit";
import { request } from "undici";
import type { RegistryUnderTest } from "../harness/registry.js";

export interface FaultyRegistry {
  readonly baseUrl: string;
  stop(): Promise<void>;
}

/**
 * Starts a registry with an internal fault: no server answers at the address of its issuer's keys. It uses the certificates of another
 * registry.
 */
export async function startFaultyRegistry({ directory, agent }: RegistryUnderTest): Promise<FaultyRegistry> {
  const [port, nobody] = [await freePort(0, "127.0.0.1"), await freePort(0, "127.0.0.1")];
  const baseUrl = `https://localhost:${port}/STU3`;
  const settings = {
    ...registrySettings(baseUrl, {
      serverKey: join(directory, "tls/server.key"),
      serverCert: join(directory, "tls/server.pem"),
      ca: join(directory, "tls/ca.pem"),
      jwks: `https://localhost:${nobody}/jwks`,
      store: join(directory, "faulty"),
    }),
    REGISTRY_HOST: "127.0.0.1",
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
