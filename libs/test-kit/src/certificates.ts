import type { RevocationListOptions } from "./revocation-list.js";

/** A certificate with its private key, as PEM. `cert` carries the intermediates, where there are any. */
export interface Issued {
  readonly cert: string;
  readonly key: string;
  readonly serialNumber: string;
  /** SHA-256 of the DER form, base64url. */
  readonly thumbprint: string;
  readonly der: Buffer;
}

export interface CertificateOptions {
  readonly notBefore?: Date;
  readonly notAfter?: Date;
  /** P-256 if absent. */
  readonly key?: "P-256" | "P-384" | "RSA-1024" | "RSA-2048";
  /** Added, or instead of one that the kit makes. Without `value`: that one is left out. */
  readonly extensions?: readonly {
    readonly oid: string;
    readonly critical?: boolean;
    readonly value?: Uint8Array;
  }[];
}

export interface IssueOptions extends CertificateOptions {
  readonly usage?: "client" | "server" | "any" | "none";
  /** Subject alternative names; `localhost` and 127.0.0.1 if absent. */
  readonly names?: readonly { readonly type: "dns" | "ip"; readonly value: string }[];
}

/** A certificate authority for tests. */
export interface Authority {
  /** Its own certificate, PEM. */
  readonly cert: string;
  /** Its private key, PEM of PKCS #8. */
  privateKey(): Promise<string>;
  issue(subject: string, options?: IssueOptions): Promise<Issued>;
  /** An authority under this one. */
  intermediate(name: string, options?: CertificateOptions): Promise<Authority>;
  /** A certificate, PEM, that this authority makes for name and key of another. */
  certify(other: Authority, options?: CertificateOptions): Promise<string>;
  /** A revocation list, PEM; current for an hour unless the options say otherwise. */
  crl(revoked: readonly Pick<Issued, "serialNumber">[], options?: RevocationListOptions): Promise<string>;
}
