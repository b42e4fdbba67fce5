import type { RevocationListOptions } from "./revocation-list.js";

/** A certificate with its private key, as PEM. `cert` includes the intermediates, if there are any. */
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
  /** Default: P-256. */
  readonly key?: "P-256" | "P-384" | "RSA-1024" | "RSA-2048";
  /** Extensions that are added or that replace those of the kit. One without `value` is omitted. */
  readonly extensions?: readonly {
    readonly oid: string;
    readonly critical?: boolean;
    readonly value?: Uint8Array;
  }[];
}

export interface IssueOptions extends CertificateOptions {
  readonly usage?: "client" | "server" | "any" | "none";
  /** Subject alternative names. Default: `localhost` and 127.0.0.1. */
  readonly names?: readonly { readonly type: "dns" | "ip"; readonly value: string }[];
}

/** A certificate authority for tests. */
export interface Authority {
  /** Its own certificate, PEM. */
  readonly cert: string;
  /** Its private key, PEM of PKCS #8. */
  privateKey(): Promise<string>;
  issue(subject: string, options?: IssueOptions): Promise<Issued>;
  /** Creates an authority under this one. */
  intermediate(name: string, options?: CertificateOptions): Promise<Authority>;
  /** Issues a certificate, as PEM, for the name and key of another authority. */
  certify(other: Authority, options?: CertificateOptions): Promise<string>;
  /** Issues a revocation list, as PEM, valid for an hour unless the options specify otherwise. */
  crl(revoked: readonly Pick<Issued, "serialNumber">[], options?: RevocationListOptions): Promise<string>;
}
