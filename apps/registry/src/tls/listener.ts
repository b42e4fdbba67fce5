import { X509Certificate } from "node:crypto";
import type { IncomingMessage, Server as HttpServer, ServerOptions } from "node:http";
import { createServer as createHttpServer } from "node:http";
import type { Server as HttpsServer } from "node:https";
import { createServer as createHttpsServer } from "node:https";
import type { Socket } from "node:net";
import type { DetailedPeerCertificate, TLSSocket } from "node:tls";
import type { HttpConfig, TlsConfig } from "../config/config.js";
import { RegistryError } from "../errors.js";
import type { Log } from "../logging/log.js";
import type { ClientCertificate } from "./client-certificate.js";
import { describeCertificate, isAllowed } from "./client-certificate.js";
import type { TlsMaterial } from "./material.js";
import { readTlsMaterial } from "./material.js";
import { limitPipelining } from "./pipelining.js";
import { judgeCertificate } from "./trust.js";
import { createForwardedCertificates } from "./forwarded-certificate.js";
import { proxyAddresses } from "./trusted-proxy.js";

export interface Listener {
  /** Not listening yet. Callers without an acceptable client certificate never reach its `request` event. */
  readonly server: HttpServer | HttpsServer;
  /** Does `server` speak TLS itself? */
  readonly secure: boolean;
  /**
   * The certificate a request came with. To be asked for every request, of every route.
   * @throws RegistryError `certificate-refused`
   */
  clientCertificate(request: IncomingMessage): ClientCertificate;
  /** Reads the files again now. Rejects, and goes on with what it had, if they cannot be used. */
  reload(): Promise<void>;
  /** Stops watching the files. The server is closed by who listens on it. */
  close(): void;
}

const HANDSHAKE_MILLISECONDS = 10_000;
const MOST_HEADER_BYTES = 16 * 1024;

/**
 * The rim of the registry: mutual TLS 1.2+ (or, if configured, a trusted proxy), limits on connections and request heads, and files
 * that may change at any time. A change is taken up without closing connections, but those whose client certificate is no longer
 * acceptable.
 * @throws OperatorError if the files cannot be used
 */
export async function createListener(config: TlsConfig, http: HttpConfig, log: Log): Promise<Listener> {
  let material = await readTlsMaterial(config);
  const options: ServerOptions = {
    maxHeaderSize: MOST_HEADER_BYTES,
    headersTimeout: http.headersTimeoutMilliseconds,
    requestTimeout: http.headersTimeoutMilliseconds + http.bodyTimeoutMilliseconds + 5000,
    keepAliveTimeout: http.keepAliveMilliseconds,
    connectionsCheckingInterval: 1000,
    insecureHTTPParser: false,
    // Refused in `server.ts`: Node would answer a bare 400.
    requireHostHeader: false,
    noDelay: true,
  };
  const proxied = config.trustedProxy;
  const server =
    material.secureContext === undefined
      ? createHttpServer(options)
      : createHttpsServer({
          ...options,
          ...material.secureContext,
          requestCert: proxied === undefined,
          rejectUnauthorized: proxied === undefined,
          handshakeTimeout: HANDSHAKE_MILLISECONDS,
          honorCipherOrder: true,
        });
  server.maxConnections = http.maxConnections;
  limitPipelining(server);

  const sockets = new Map<TLSSocket, ClientCertificate>();
  let changedAt = -Infinity;
  const forwarded = proxied && createForwardedCertificates(proxied.header);
  if (proxied !== undefined) {
    const isProxy = proxyAddresses(proxied);
    server.prependListener("connection", (socket: Socket) => {
      if (!isProxy(socket.remoteAddress)) socket.destroy();
    });
  } else {
    server.prependListener("secureConnection", (socket: TLSSocket) => {
      const peer = socket.getPeerX509Certificate();
      // A handshake that began before a change was judged by what was known then.
      const straddles = Date.now() - changedAt < 2 * HANDSHAKE_MILLISECONDS;
      if (!socket.authorized || peer === undefined || (straddles && !isAcceptable(socket))) {
        socket.destroy();
        return;
      }
      sockets.set(socket, describeCertificate(peer));
      socket.once("close", () => sockets.delete(socket));
    });
    server.on("tlsClientError", (error: NodeJS.ErrnoException, socket: TLSSocket) => {
      log.debug("A TLS handshake failed.", { code: error.code, remoteAddress: socket.remoteAddress });
    });
  }

  function isAcceptable(socket: TLSSocket): boolean {
    const [leaf, ...intermediates] = chainOf(socket.getPeerCertificate(true));
    return leaf !== undefined && judgeCertificate(leaf, intermediates, material.trust, Date.now()) === undefined;
  }

  function closeUnacceptable(): void {
    const unacceptable = [...sockets.keys()].filter((socket) => !isAcceptable(socket));
    for (const socket of unacceptable) socket.destroy();
    if (unacceptable.length === 0) return;
    log.info("Connections were closed whose client certificate is no longer acceptable.", {
      count: unacceptable.length,
    });
  }

  async function reload(): Promise<void> {
    const read: TlsMaterial = await readTlsMaterial(config);
    if (read.fingerprint === material.fingerprint) return;
    if (read.secureContext !== undefined) (server as HttpsServer).setSecureContext(read.secureContext);
    material = read;
    changedAt = Date.now();
    forwarded?.forget();
    closeUnacceptable();
    log.info("Key, certificate, authorities and revocation lists were read again.");
  }

  let failing = false;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  function watch(): void {
    timer = setTimeout(() => {
      void reload()
        .then(
          () => (failing = false),
          (error: unknown) => {
            // A file that is being replaced is read again in a moment: told once, used when it is whole.
            if (!failing)
              log.error("The TLS files cannot be used; the registry goes on with the last that could.", { error });
            failing = true;
          },
        )
        .finally(() => {
          if (!stopped) watch();
        });
    }, config.reloadMilliseconds).unref();
  }
  watch();

  return {
    server,
    secure: material.secureContext !== undefined,
    clientCertificate(request) {
      const certificate =
        forwarded === undefined
          ? sockets.get(request.socket as TLSSocket)
          : forwarded.certificateOf(request, material.trust);
      if (certificate === undefined) throw new RegistryError("certificate-refused");
      if (certificate.validTo < Date.now()) {
        throw new RegistryError("certificate-refused", { message: "The client certificate has expired." });
      }
      if (!isAllowed(certificate, config.allowList)) throw new RegistryError("certificate-refused");
      return certificate;
    },
    reload,
    close() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}

function chainOf(peer: DetailedPeerCertificate | undefined): X509Certificate[] {
  const chain: X509Certificate[] = [];
  for (let at = peer; at?.raw !== undefined && chain.length < 10; at = at.issuerCertificate) {
    chain.push(new X509Certificate(at.raw));
    if (at.issuerCertificate === at) break;
  }
  return chain;
}
