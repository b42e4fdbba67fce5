import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { CallTarget, Issued, TimedChain, TrustedPem } from "@appointment-registry/test-kit";
import {
  ShippedRegistry,
  createAuthority,
  eventually,
  proxyCaller,
  replaceFile,
  tlsCaller,
} from "@appointment-registry/test-kit";

/** Number of entries that every reading of the revocation list has to parse. */
const FILLERS = 20_000;
const UNUSABLE = "-----BEGIN X509 CRL-----\nAAAA\n-----END X509 CRL-----\n";
/** Seconds for which the registry behind the proxy continues to use an issuer's keys that it cannot fetch. */
const KEYS_STALE_SECONDS = 2;

/** Two built registries, one for clients and one behind a proxy, with the same authorities and revocation lists. */
export class TrustWorld {
  private constructor(
    readonly direct: ShippedRegistry,
    readonly proxied: ShippedRegistry,
  ) {}

  static async start(): Promise<TrustWorld> {
    const settings = {
      REGISTRY_JWT_CLOCK_TOLERANCE: "0",
      REGISTRY_JWKS_STALE: String(KEYS_STALE_SECONDS),
      REGISTRY_LOG_LEVEL: "error",
      // Requests stay in progress, and connections idle, until the change.
      REGISTRY_BODY_TIMEOUT: "600",
      REGISTRY_KEEP_ALIVE: "3600",
    };
    const started: ShippedRegistry[] = [];
    try {
      for (const more of [{}, { REGISTRY_TRUSTED_PROXIES: "127.0.0.1" }]) {
        const registry = await ShippedRegistry.create({ ...settings, ...more });
        registry.settings["REGISTRY_TLS_CRL"] = join(registry.directory, "crl.pem");
        started.push(registry);
        await replaceFile(join(registry.directory, "crl.pem"), await registry.authority.crl([]));
        await registry.start();
      }
    } catch (error) {
      for (const registry of started) await registry.destroy();
      throw error;
    }
    return new TrustWorld(...(started as [ShippedRegistry, ShippedRegistry]));
  }

  target(registry: ShippedRegistry, path = "/metadata", headers: Record<string, string> = {}): CallTarget {
    const { port, pathname } = new URL(registry.baseUrl);
    return { port: Number(port), path: pathname + path, ca: registry.ca, headers };
  }

  /**
   * Writes the files for both registries and signals both three times in quick succession. Resolves when both have read the files, that is,
   * accept the client of an authority that was unknown before.
   */
  async trust(chains: readonly TrustedPem[]): Promise<void> {
    const probe = await createAuthority(`Probe ${Date.now()}`);
    const client = await probe.issue("CN=probe");
    const lists = chains.map((chain) => chain.lists).join("") + (await probe.crl([]));
    const authorities = chains.map((chain) => chain.authorities).join("") + probe.cert;
    for (const registry of this.#registries) {
      const { authority, directory } = registry;
      await replaceFile(join(directory, "crl.pem"), (await authority.crl([], { fillers: FILLERS })) + lists);
      await replaceFile(join(directory, "ca.pem"), authority.cert + authorities);
      for (let times = 0; times < 3; times++) registry.signal("SIGHUP");
    }
    await this.#until(client);
  }

  /** Makes the lists unreadable from now on. The registries continue to use the lists that they have. */
  async spoilLists(): Promise<void> {
    for (const { directory } of this.#registries) await replaceFile(join(directory, "crl.pem"), UNUSABLE);
  }

  async removeLists(): Promise<void> {
    for (const { directory } of this.#registries) await rm(join(directory, "crl.pem"));
  }

  /** @returns the time at which the registry behind the proxy stops verifying tokens: not before the first value, not after the second */
  async removeKeys(): Promise<readonly [earliest: number, latest: number]> {
    const before = Date.now();
    await rm(join(this.proxied.directory, "jwks.json"));
    // The registry reads a file every second.
    return [before + KEYS_STALE_SECONDS * 1000, Date.now() + (KEYS_STALE_SECONDS + 1) * 1000];
  }

  async destroy(): Promise<void> {
    for (const registry of this.#registries) await registry.destroy();
  }

  get #registries(): readonly ShippedRegistry[] {
    return [this.direct, this.proxied];
  }

  async #until(client: Issued): Promise<void> {
    const direct = tlsCaller(this.target(this.direct), client, { version: "TLSv1.3", keepAlive: false });
    const proxied = proxyCaller(this.target(this.proxied), client);
    for (const caller of [direct, proxied])
      await eventually(async () => (await caller.ask()) === "accepted", "the files are taken up");
    direct.close();
    proxied.close();
  }
}

export const trustedOf = (chains: readonly TimedChain[]): TrustedPem[] => chains.map(({ trusted }) => trusted);
export const replacedOf = (chains: readonly TimedChain[]): TrustedPem[] =>
  chains.map(({ trusted, replaced }) => replaced ?? trusted);
