import type { SecureContextOptions } from "node:tls";
import { createSecureContext } from "node:tls";
import type { TlsConfig } from "../config/config.js";
import { OperatorError } from "../logging/describe-error.js";
import { readCertificates } from "./authorities.js";
import type { Certificate } from "./certificate.js";
import type { Trust } from "./certification-path.js";
import { oneAtATime } from "../one-at-a-time.js";
import { RevocationLists } from "./revocation-lists.js";
import { WatchedFile } from "./watched-file.js";

const TLS_FILES = {
  key: "The private key",
  certificate: "The server certificate",
  authorities: "The file of client certificate authorities",
  "revocation-lists": "The file with the revocation lists",
} as const;
export type TlsFileName = keyof typeof TLS_FILES;

export interface TlsFileState {
  readonly file: TlsFileName;
  /** Problem of the file, or of the content in use. Absent: none. */
  readonly problem: string | undefined;
  /** Seconds since the content in use was read. */
  readonly ageSeconds: number;
  /** Epoch milliseconds after which the content in use is no longer valid; Infinity if it does not expire. */
  readonly usableUntil: number;
}

export interface Change {
  /** Key, certificate or authorities: new handshakes need a new context. */
  readonly context: boolean;
  /** Authorities or revocation lists: client certificates must be validated again. */
  readonly trust: boolean;
}

/** TLS 1.3 suites, then those of TLS 1.2 with forward secrecy and authenticated encryption (RFC 9325, 4.2). */
const CIPHERS = [
  "TLS_AES_256_GCM_SHA384",
  "TLS_CHACHA20_POLY1305_SHA256",
  "TLS_AES_128_GCM_SHA256",
  "ECDHE-ECDSA-AES256-GCM-SHA384",
  "ECDHE-RSA-AES256-GCM-SHA384",
  "ECDHE-ECDSA-CHACHA20-POLY1305",
  "ECDHE-RSA-CHACHA20-POLY1305",
  "ECDHE-ECDSA-AES128-GCM-SHA256",
  "ECDHE-RSA-AES128-GCM-SHA256",
].join(":");

interface InUse {
  readonly contents: Buffer;
  /** Monotonic time in milliseconds. */
  readonly since: number;
}

/**
 * The files used for TLS, which may change at any time. Every usable part of a change takes effect: a private key whose certificate has not
 * been replaced yet does not block a revocation list. If a file cannot be used, its last valid content remains in use.
 */
export class TlsFiles {
  readonly #watched: ReadonlyMap<TlsFileName, WatchedFile>;
  readonly #inUse = new Map<TlsFileName, InUse>();
  readonly #problems = new Map<TlsFileName, OperatorError>();
  /** Key and certificate as they are on disk, whether or not they match. */
  readonly #latest = new Map<TlsFileName, Buffer>();
  #serverCertificate: Certificate | undefined;
  #trust: Trust = { generation: 0, authorities: [], revocation: undefined };

  private constructor({ keyFile, certFile, clientCaFile, crlFile }: TlsConfig) {
    const paths = { key: keyFile, certificate: certFile, authorities: clientCaFile, "revocation-lists": crlFile };
    const named = Object.entries(paths) as [TlsFileName, string | undefined][];
    this.#watched = new Map(
      named.flatMap(([name, path]) => (path === undefined ? [] : [[name, new WatchedFile(path)]])),
    );
  }

  /** @throws OperatorError naming the file that cannot be used */
  static async open(config: TlsConfig): Promise<TlsFiles> {
    const files = new TlsFiles(config);
    await files.reload();
    if (files.problem !== undefined) throw files.problem;
    return files;
  }

  get trust(): Trust {
    return this.#trust;
  }

  /** Absent behind a trusted proxy that uses plain HTTP. */
  get secureContext(): SecureContextOptions | undefined {
    const [key, cert, ca] = (["key", "certificate", "authorities"] as const).map(
      (name) => this.#inUse.get(name)?.contents,
    );
    if (key === undefined || cert === undefined || ca === undefined) return undefined;
    return { key, cert, ca, ciphers: CIPHERS, minVersion: "TLSv1.2" };
  }

  /** The first problem of the last reload. */
  get problem(): OperatorError | undefined {
    return this.#problems.values().next().value;
  }

  /** Reads changed files, and resolves to the effects of the change. Never rejects: see `problem`. */
  readonly reload = oneAtATime(async (): Promise<Change> => {
    const changed = new Map<TlsFileName, Buffer>();
    await Promise.all([...this.#watched].map(([name, file]) => this.#read(name, file, changed)));
    const trust = await this.#takeUpTrust(changed.get("authorities"), changed.get("revocation-lists"));
    const identity = await this.#takeUpIdentity(changed.get("key"), changed.get("certificate"));
    return { context: identity || trust.authorities, trust: trust.authorities || trust.lists };
  });

  /** @param now epoch milliseconds */
  state(now: number): TlsFileState[] {
    return [...this.#inUse].map(([file, { since }]) => {
      const usableUntil = this.#usableUntil(file);
      const ranOut =
        usableUntil < now ? `${TLS_FILES[file]} expired on ${new Date(usableUntil).toISOString()}.` : undefined;
      const problem = this.#problems.get(file)?.message ?? ranOut;
      return { file, problem, ageSeconds: (performance.now() - since) / 1000, usableUntil };
    });
  }

  /** @param now epoch milliseconds */
  acceptsClients(now: number): boolean {
    const { authorities, revocation } = this.#trust;
    return authorities.some(
      (authority) =>
        authority.notBefore <= now &&
        now <= authority.notAfter &&
        (revocation === undefined || revocation.isCurrentFor(authority, now)),
    );
  }

  async #read(name: TlsFileName, file: WatchedFile, changed: Map<TlsFileName, Buffer>): Promise<void> {
    try {
      const contents = await file.readIfChanged();
      if (contents !== undefined) changed.set(name, contents);
    } catch (cause) {
      file.forget();
      this.#problems.set(name, new OperatorError(`${TLS_FILES[name]} cannot be read.`, { cause }));
    }
  }

  async #takeUpTrust(
    authorities: Buffer | undefined,
    lists: Buffer | undefined,
  ): Promise<{ readonly authorities: boolean; readonly lists: boolean }> {
    const readAuthorities = await this.#attempt("authorities", authorities, async (pem) => {
      createSecureContext({ ca: pem });
      return readCertificates(pem, TLS_FILES.authorities, this.#trust.authorities);
    });
    const readLists = await this.#attempt("revocation-lists", lists, (pem) => RevocationLists.read(pem));
    if (readAuthorities !== undefined || readLists !== undefined) {
      const revocation = readLists ?? this.#trust.revocation;
      const trusted = readAuthorities ?? this.#trust.authorities;
      await revocation?.checkSignatures(trusted);
      this.#trust = { generation: this.#trust.generation + 1, authorities: trusted, revocation };
    }
    return { authorities: readAuthorities !== undefined, lists: readLists !== undefined };
  }

  /** Key and certificate take effect together, once they match. */
  async #takeUpIdentity(key: Buffer | undefined, certificate: Buffer | undefined): Promise<boolean> {
    if (key !== undefined) this.#latest.set("key", key);
    if (certificate !== undefined) this.#latest.set("certificate", certificate);
    if (key === undefined && certificate === undefined) return false;
    const pair = { key: this.#latest.get("key"), cert: this.#latest.get("certificate") };
    if (pair.key === undefined || pair.cert === undefined) return false;
    try {
      createSecureContext(pair);
      [this.#serverCertificate] = await readCertificates(pair.cert, TLS_FILES.certificate);
    } catch (cause) {
      const error = new OperatorError("Private key and server certificate cannot be used together.", { cause });
      for (const name of ["key", "certificate"] as const) this.#problems.set(name, error);
      return false;
    }
    this.#use("key", pair.key);
    this.#use("certificate", pair.cert);
    return true;
  }

  async #attempt<T>(
    name: TlsFileName,
    contents: Buffer | undefined,
    read: (contents: Buffer) => Promise<T>,
  ): Promise<T | undefined> {
    if (contents === undefined) return undefined;
    try {
      const result = await read(contents);
      this.#use(name, contents);
      return result;
    } catch (cause) {
      const error =
        cause instanceof OperatorError ? cause : new OperatorError(`${TLS_FILES[name]} cannot be used.`, { cause });
      this.#problems.set(name, error);
      return undefined;
    }
  }

  #use(name: TlsFileName, contents: Buffer): void {
    this.#problems.delete(name);
    // Only the content needed for a context is kept: lists can have megabytes.
    this.#inUse.set(name, { contents: name === "revocation-lists" ? NOTHING : contents, since: performance.now() });
  }

  #usableUntil(file: TlsFileName): number {
    switch (file) {
      case "key":
        return Infinity;
      case "certificate":
        return this.#serverCertificate?.notAfter ?? Infinity;
      case "authorities":
        // An expired one is not a fault of the file while others are valid.
        return Math.max(...this.#trust.authorities.map(({ notAfter }) => notAfter));
      case "revocation-lists":
        return Math.min(Infinity, ...(this.#trust.revocation?.currentUntil.values() ?? []));
    }
  }
}

const NOTHING = Buffer.alloc(0);
