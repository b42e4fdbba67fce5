import type { Server } from "node:https";
import type { Socket } from "node:net";
import type { TLSSocket } from "node:tls";
import type { Log } from "../logging/log.js";
import type { ClientChain } from "./client-chain.js";
import { ClientChains } from "./client-chain.js";
import { readPeers } from "./peer-chain.js";
import type { Refusal } from "./refusal.js";
import type { RefusalReason, RefusedCallers } from "./refused-callers.js";

export interface ClientConnectionsOptions {
  readonly refusalOf: (chain: ClientChain) => Refusal | undefined;
  /** Returns the number of requests of a connection that are being served. */
  readonly underWay: (socket: Socket) => number;
  readonly refused: Pick<RefusedCallers, "add">;
  readonly log: Pick<Log, "info" | "debug">;
}

/** Refusals for OpenSSL's verification errors (X509_verify_cert), by Node's name for them. Others: `untrusted`. */
const FOUND_BY_OPENSSL: Readonly<Record<string, Refusal>> = {
  CERT_HAS_EXPIRED: "not-valid-now",
  CERT_NOT_YET_VALID: "not-valid-now",
  INVALID_PURPOSE: "wrong-purpose",
  INVALID_CA: "constraint-violated",
  PATH_LENGTH_EXCEEDED: "constraint-violated",
  CERT_CHAIN_TOO_LONG: "path-too-complex",
  ERR_SSL_PEER_DID_NOT_RETURN_A_CERTIFICATE: "no-certificate",
};

/**
 * Open connections whose client certificate is accepted. OpenSSL has validated it in the handshake. It is validated again when the
 * handshake completes, which adds revocation and key strength and determines how long the verdict holds.
 */
export class ClientConnections {
  readonly #options: ClientConnectionsOptions;
  readonly #open = new Map<TLSSocket, ClientChain>();
  readonly #chains = new ClientChains();

  constructor(server: Server, options: ClientConnectionsOptions) {
    this.#options = options;
    const { refused, log } = options;
    const getPeer = readPeers(server);
    server.prependListener("secureConnection", (socket: TLSSocket) => {
      const { chain: encoded = [], remoteAddress } = getPeer(socket) ?? {};
      const found = this.#accept(socket, encoded);
      if (found === undefined) return;
      refused.add(found, { remoteAddress, certificate: encoded[0] });
      socket.destroy();
    });
    server.on("tlsClientError", (error: NodeJS.ErrnoException, socket: TLSSocket) => {
      const peer = getPeer(socket);
      const remoteAddress = peer?.remoteAddress ?? socket.remoteAddress;
      const code = (socket.authorizationError as unknown as string | null) ?? error.code;
      // A client that disconnects during a handshake was not rejected: load balancers and port scanners do this.
      if (code === undefined || code === "ECONNRESET")
        log.debug("A TLS handshake did not complete.", { remoteAddress });
      else
        refused.add(getReason(code, socket.authorizationError), { remoteAddress, certificate: peer?.chain[0], code });
    });
  }

  chainOf(socket: Socket): ClientChain | undefined {
    return this.#open.get(socket as TLSSocket);
  }

  /** Closes connections whose verdict no longer holds. One with requests in progress is closed once they have been answered. */
  closeUnacceptable(): void {
    const { refusalOf, underWay, log } = this.#options;
    let count = 0;
    for (const [socket, chain] of this.#open) {
      if (refusalOf(chain) === undefined || underWay(socket) > 0) continue;
      socket.destroy();
      count++;
    }
    if (count > 0) log.info("Connections were closed whose client certificate is no longer acceptable.", { count });
  }

  #accept(socket: TLSSocket, encoded: readonly Buffer[]): Refusal | undefined {
    if (!socket.authorized) return "untrusted";
    let chain: ClientChain;
    try {
      chain = this.#chains.get(encoded);
    } catch {
      return encoded.length === 0 ? "no-certificate" : "unreadable";
    }
    const refusal = this.#options.refusalOf(chain);
    if (refusal !== undefined) return refusal;
    // The certificate of a connection is that of its handshake (TLS 1.2 could present another one later).
    socket.disableRenegotiation();
    this.#open.set(socket, chain);
    socket.once("close", () => this.#open.delete(socket));
    return undefined;
  }
}

function getReason(code: string, authorizationError: unknown): RefusalReason {
  return FOUND_BY_OPENSSL[code] ?? (authorizationError ? "untrusted" : "handshake-failed");
}
