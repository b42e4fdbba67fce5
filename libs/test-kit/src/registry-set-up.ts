import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Identities } from "./identities.js";
import { testIdentities } from "./identities.js";
import { freePort } from "./ports.js";
import type { SigningKey } from "./tokens.js";
import { ISSUER, newSigningKey, publicJwk } from "./tokens.js";

/** Paths of the files that a registry reads and writes. */
export interface RegistryFiles {
  readonly serverKey: string;
  readonly serverCert: string;
  /** Certificates of the authorities whose clients are admitted. */
  readonly ca: string;
  readonly jwks: string;
  /** Folder of the embedded store. */
  readonly store: string;
}

/** Returns the required settings of a registry, with the embedded store and the keys of {@link ISSUER} from a file. */
export function registrySettings(baseUrl: string, files: RegistryFiles): Record<string, string> {
  return {
    REGISTRY_PORT: new URL(baseUrl).port,
    REGISTRY_BASE_URL: baseUrl,
    REGISTRY_STORE: `lmdb:${files.store}`,
    REGISTRY_TLS_KEY: files.serverKey,
    REGISTRY_TLS_CERT: files.serverCert,
    REGISTRY_TLS_CLIENT_CA: files.ca,
    REGISTRY_JWT_ISSUER: ISSUER,
    REGISTRY_JWKS: files.jwks,
  };
}

export interface RegistrySetUp extends Identities {
  readonly directory: string;
  readonly baseUrl: string;
  readonly key: SigningKey;
  readonly settings: Readonly<Record<string, string>>;
}

/**
 * Creates a new folder with the certificates that suites share and a key of the issuer. Returns the folder, a free port
 * and the matching settings.
 */
export async function registrySetUp(prefix: string, host: "localhost" | "127.0.0.1"): Promise<RegistrySetUp> {
  const directory = await mkdtemp(join(tmpdir(), prefix));
  const at = (name: string): string => join(directory, name);
  const identities = await testIdentities();
  const { authority, server, client } = identities;
  const key = newSigningKey("ES256", "k1");
  const texts = {
    "server.key": server.key,
    "server.pem": server.cert,
    "ca.pem": authority.cert,
    "client.key": client.key,
    "client.pem": client.cert,
    "jwks.json": JSON.stringify({ keys: [await publicJwk(key)] }),
  };
  for (const [name, text] of Object.entries(texts)) await writeFile(at(name), text);
  const baseUrl = `https://${host}:${await freePort()}/STU3`;
  const settings = registrySettings(baseUrl, {
    serverKey: at("server.key"),
    serverCert: at("server.pem"),
    ca: at("ca.pem"),
    jwks: at("jwks.json"),
    store: at("store"),
  });
  return { ...identities, directory, baseUrl, key, settings };
}
