import { once } from "node:events";
import { readFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { ISSUER, createTokenIssuer, publicJwk } from "@appointment-registry/test-kit";
import { exportJWK } from "jose";
import type { RegistryUnderTest } from "./registry.js";

export interface Issuer {
  readonly tokenUrl: string;
  readonly credentials: { readonly clientId: string; readonly clientSecret: string };
  stop(): Promise<void>;
}

/** Starts a real token endpoint whose tokens the registry accepts. It uses the registry's own certificate. */
export async function startIssuer(registry: RegistryUnderTest): Promise<Issuer> {
  const file = (name: string): Promise<string> => readFile(join(registry.directory, "tls", name), "utf8");
  const { privateKey, kid } = registry.key;
  const credentials = { clientId: "e2e-client", clientSecret: "secret" };
  const server = createTokenIssuer({
    tls: { cert: await file("server.pem"), key: await file("server.key") },
    keys: {
      privateKey: { ...(await exportJWK(privateKey)), kid },
      publicKey: await publicJwk(registry.key),
      ...credentials,
    },
    issuer: ISSUER,
    audience: registry.baseUrl,
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    tokenUrl: `https://localhost:${(server.address() as AddressInfo).port}/token`,
    credentials,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
