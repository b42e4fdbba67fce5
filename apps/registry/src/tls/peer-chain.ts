import type { Server } from "node:https";
import type { DetailedPeerCertificate, TLSSocket } from "node:tls";

/** The certificates that a client sent in its handshake. */
export interface PeerCertificates {
  /** DER, the client's own certificate first; empty if it sent none. */
  readonly chain: readonly Buffer[];
  /** Stored because Node discards it when a handshake fails. */
  readonly remoteAddress: string | undefined;
}

const LONGEST_CHAIN = 10;

/**
 * Captures the certificates of every client, including those whose handshake fails. Node examines a connection in its `secure` event. It
 * discards an unauthorized one together with its certificates. For the others, some versions (24.21, 26.8: nodejs/node#65579) discard all
 * but the first certificate. The certificates are therefore read in a listener that runs before Node's own. The only event that provides
 * the connection in time is `keylog`. The keys that it provides are ignored.
 */
export function readPeers(server: Server): (socket: TLSSocket) => PeerCertificates | undefined {
  const peers = new WeakMap<TLSSocket, PeerCertificates>();
  server.on("keylog", (_: Buffer, socket: TLSSocket) => {
    if (peers.has(socket)) return;
    const { remoteAddress } = socket;
    peers.set(socket, { chain: [], remoteAddress });
    socket.prependOnceListener("secure", () => {
      peers.set(socket, { chain: getChain(socket.getPeerCertificate(true)), remoteAddress });
    });
  });
  return (socket) => peers.get(socket);
}

function getChain(peer: DetailedPeerCertificate | undefined): Buffer[] {
  const chain: Buffer[] = [];
  for (let at = peer; at?.raw !== undefined && chain.length < LONGEST_CHAIN; at = at.issuerCertificate) {
    chain.push(at.raw);
    if (at.issuerCertificate === at) break;
  }
  return chain;
}
