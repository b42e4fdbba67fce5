import { OperatorError } from "../logging/describe-error.js";
import type { Certificate } from "./certificate.js";
import { maySignLists } from "./certificate.js";
import { DerError } from "./der.js";
import { decodePem } from "./pem.js";
import type { RevocationList } from "./revocation-list.js";
import { readRevocationList } from "./revocation-list.js";

export type RevocationStatus =
  | { readonly status: "revoked" }
  /** `until`: the last millisecond at which a list with this status is current. */
  | { readonly status: "good"; readonly until: number; readonly moments: readonly number[] }
  /** No current list of the issuer. `moments`: times from which there may be one. */
  | { readonly status: "unknown"; readonly moments: readonly number[] };

/** The revocation lists of one file. */
export class RevocationLists {
  private constructor(private readonly lists: readonly SignedList[]) {}

  /**
   * Reads the CRLs of a PEM file.
   * @throws OperatorError if it contains none, or one that cannot be used
   */
  static async read(pem: Buffer): Promise<RevocationLists> {
    const encoded = await decodePem(pem, "X509 CRL");
    if (encoded.length === 0) throw new OperatorError("The file with the revocation lists holds no X509 CRL in PEM.");
    const lists: SignedList[] = [];
    for (const der of encoded) lists.push(new SignedList(await readList(der)));
    return new RevocationLists(lists);
  }

  /**
   * Checks, off the main thread, which lists these authorities have signed. A list of an intermediate that a client sends is checked on
   * first use.
   */
  async checkSignatures(authorities: readonly Certificate[]): Promise<void> {
    await Promise.all(this.lists.flatMap((list) => authorities.map((authority) => list.check(authority))));
  }

  get size(): number {
    return this.lists.reduce((total, { list }) => total + list.size, 0);
  }

  /** By issuer (see `Certificate.subject`): the last millisecond at which one of its lists is current. */
  get currentUntil(): ReadonlyMap<string, number> {
    const until = new Map<string, number>();
    for (const { list } of this.lists) {
      until.set(list.issuer, Math.max(list.nextUpdate, until.get(list.issuer) ?? -Infinity));
    }
    return until;
  }

  /** @param now epoch milliseconds */
  isCurrentFor(issuer: Certificate, now: number): boolean {
    return this.lists.some((each) => each.isBy(issuer) && each.list.thisUpdate <= now && now <= each.list.nextUpdate);
  }

  /** @param now epoch milliseconds */
  statusOf(certificate: Certificate, issuer: Certificate, now: number): RevocationStatus {
    const ofIssuer = this.lists.filter((each) => each.isBy(issuer)).map(({ list }) => list);
    // An expired list still identifies revoked certificates.
    if (ofIssuer.some((list) => list.names(certificate.serialNumber))) return { status: "revoked" };
    const covering = ofIssuer.filter((list) => list.covers(certificate));
    const moments = covering.flatMap(({ thisUpdate, nextUpdate }) => [thisUpdate, nextUpdate + 1]);
    const current = covering.filter(({ thisUpdate, nextUpdate }) => thisUpdate <= now && now <= nextUpdate);
    if (current.length === 0) return { status: "unknown", moments };
    return { status: "good", until: Math.max(...current.map(({ nextUpdate }) => nextUpdate)), moments };
  }
}

async function readList(der: Uint8Array): Promise<RevocationList> {
  try {
    return await readRevocationList(der);
  } catch (cause) {
    const why = cause instanceof DerError ? ` ${cause.message}` : "";
    throw new OperatorError(`A revocation list cannot be used.${why}`, { cause });
  }
}

/** Maximum number of keys of one name with which a list is checked. */
const MOST_KEYS = 16;

/** A list, with the keys that are known to have signed it or not. */
class SignedList {
  readonly #byKey = new Map<string, boolean>();

  constructor(readonly list: RevocationList) {}

  async check(issuer: Certificate): Promise<void> {
    if (!this.#mayBeBy(issuer) || this.#byKey.has(issuer.publicKeyInfo)) return;
    this.#byKey.set(issuer.publicKeyInfo, await this.list.isSignedByAsync(issuer));
  }

  isBy(issuer: Certificate): boolean {
    if (!this.#mayBeBy(issuer)) return false;
    let signed = this.#byKey.get(issuer.publicKeyInfo);
    if (signed === undefined) {
      signed = this.#byKey.size < MOST_KEYS && this.list.isSignedBy(issuer);
      if (this.#byKey.size < MOST_KEYS) this.#byKey.set(issuer.publicKeyInfo, signed);
    }
    return signed;
  }

  #mayBeBy(issuer: Certificate): boolean {
    return issuer.subject === this.list.issuer && maySignLists(issuer);
  }
}
