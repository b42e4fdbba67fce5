import type { Server } from "node:https";
import type { DetailedPeerCertificate, TLSSocket } from "node:tls";

/** What a client showed in its handshake. */
export interface PeerCertificates {
  /** DER, the client's own certificate first; empty if it showed none. */
  readonly chain: readonly Buffer[];
  /** Node forgets it when a handshake fails. */
  readonly remoteAddress: string | undefined;
}

const LONGEST_CHAIN = 10;

/**
 * Ensures that the certificates of every client are known, also of those whose handshake fails. Node looks at a connection in its
 * `secure` event: it drops one that is not authorized together with its certificates, and some versions (24.21, 26.8:
 * nodejs/node#65579) drop all but the first certificate of the others. So they are read in a listener that comes before Node's own, and
 * the only event that gives hold of the connection in time is `keylog`. The keys that come with it are not checked.
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
