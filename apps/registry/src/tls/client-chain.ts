import { createHash } from "node:crypto";
import type { Certificate } from "./certificate.js";
import { readCertificate } from "./certificate.js";
import type { Trust, Verdict } from "./certification-path.js";
import { validateCertificationPath } from "./certification-path.js";
import type { ClientCertificate } from "./client-certificate.js";
import { describeCertificate } from "./client-certificate.js";
import type { Refusal } from "./refusal.js";

/** A client certificate with the certificates sent along, and the verdict on it while that holds. */
export class ClientChain {
  readonly certificate: ClientCertificate;
  #validated: { readonly generation: number; readonly at: number; readonly verdict: Verdict } | undefined;

  private constructor(
    private readonly leaf: Certificate,
    private readonly intermediates: readonly Certificate[],
  ) {
    this.certificate = describeCertificate(leaf.x509);
  }

  /**
   * @param encoded DER, the client's certificate first. Other certificates that cannot be read are ignored: they could not have helped.
   * @throws Error if the first cannot be read
   */
  static read([leaf, ...others]: readonly Uint8Array[]): ClientChain {
    const intermediates = others.slice(0, MOST_INTERMEDIATES).flatMap((der) => {
      try {
        return [readCertificate(der)];
      } catch {
        return [];
      }
    });
    return new ClientChain(readCertificate(leaf ?? new Uint8Array()), intermediates);
  }

  /**
   * Returns why the certificate is not currently accepted; undefined if it is. Validates again only if the last verdict has expired, the
   * files have changed, or the clock was set back.
   * @param now epoch milliseconds
   */
  refusal(trust: Trust, now: number): Refusal | undefined {
    const last = this.#validated;
    if (last !== undefined && last.generation === trust.generation && last.at <= now && now <= last.verdict.until)
      return last.verdict.refusal;
    const verdict = validateCertificationPath(this.leaf, this.intermediates, trust, now);
    this.#validated = { generation: trust.generation, at: now, verdict };
    return verdict.refusal;
  }
}

const MOST_INTERMEDIATES = 8;

/** The chains of recent connections, by their bytes, so that a client that reconnects requires no signature checks. */
export class ClientChains {
  readonly #chains = new Map<string, ClientChain>();

  constructor(private readonly capacity = 1000) {}

  /** Like `ClientChain.read`. */
  get(encoded: readonly Uint8Array[]): ClientChain {
    const hash = createHash("sha256");
    for (const der of encoded) hash.update(`${der.length} `).update(der);
    const key = hash.digest("base64");
    const chain = this.#chains.get(key) ?? ClientChain.read(encoded);
    this.#chains.delete(key);
    this.#chains.set(key, chain);
    if (this.#chains.size > this.capacity) this.#chains.delete(this.#chains.keys().next().value as string);
    return chain;
  }
}
