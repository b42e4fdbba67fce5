import cluster from "node:cluster";
import { constants } from "node:crypto";
import type { IncomingMessage, Server as HttpServer, ServerOptions } from "node:http";
import { createServer as createHttpServer } from "node:http";
import type { Server as HttpsServer } from "node:https";
import { createServer as createHttpsServer } from "node:https";
import type { Socket } from "node:net";
import type { HttpConfig, TlsConfig } from "../config/config.js";
import { RegistryError } from "../errors.js";
import type { Log } from "../logging/log.js";
import type { ClientCertificate } from "./client-certificate.js";
import { isAllowed } from "./client-certificate.js";
import type { ClientChain } from "./client-chain.js";
import { ClientConnections } from "./client-connections.js";
import { createForwardedCertificates } from "./forwarded-certificate.js";
import { Handshakes } from "./handshakes.js";
import { REFUSALS } from "./refusal.js";
import type { Refusal } from "./refusal.js";
import type { RefusalReason } from "./refused-callers.js";
import { RefusedCallers } from "./refused-callers.js";
import type { TlsFileState } from "./tls-files.js";
import { TlsFiles } from "./tls-files.js";
import { proxyAddresses } from "./trusted-proxy.js";
import { countUnderWay } from "./under-way.js";

export interface Listener {
  /** Not listening yet. Callers without an acceptable client certificate never reach its `request` event. */
  readonly server: HttpServer | HttpsServer;
  /** True if `server` itself handles TLS. */
  readonly secure: boolean;
  /**
   * Returns the certificate of a request. Must be called for every request, of every route.
   * @throws RegistryError `certificate-refused`
   */
  clientCertificate(request: IncomingMessage): ClientCertificate;
  /** Thumbprint of the same certificate, accepted or not; undefined if it cannot be read. Costs one lookup. */
  thumbprintOf(request: IncomingMessage): string | undefined;
  /**
   * Reads the files again now. Rejects if one cannot be used. The others take effect, and the last valid content of that one remains in
   * use.
   */
  reload(): Promise<void>;
  state(): ListenerState;
  /** Stops watching the files. The server is closed by the code that listens on it. */
  close(): void;
}

export interface ListenerState {
  readonly files: readonly TlsFileState[];
  /** True if the clients of some authority can be accepted, false if all authorities have expired. */
  readonly acceptsClients: boolean;
  /** Number of reloads that found a file that cannot be used. */
  readonly reloadFailures: number;
  /** Number of TLS handshakes in progress. */
  readonly handshakes: number;
  /** Since startup. `failed` includes handshakes that failed because of the client's certificate. */
  readonly handshakeOutcomes: { readonly completed: number; readonly failed: number };
  /** Number of open connections, including those in a handshake. */
  readonly connections: number;
  readonly refused: Iterable<readonly [RefusalReason, number]>;
}

const HANDSHAKE_MILLISECONDS = 10_000;
const MOST_HEADER_BYTES = 16 * 1024;
/** Maximum delay before a connection is closed whose client certificate is no longer accepted. Its requests are rejected immediately. */
const SWEEP_MILLISECONDS = 1000;

/**
 * Mutual TLS 1.2 and 1.3 (or, if configured, a trusted proxy), limits on connections and request heads, and files that may change at any
 * time. A client certificate is validated when a connection is made, and again whenever the files change or the verdict expires.
 * @param now epoch milliseconds; the system's clock if absent
 * @throws OperatorError if the files cannot be used
 */
export async function createListener(
  config: TlsConfig,
  http: HttpConfig,
  log: Log,
  now: () => number = Date.now,
): Promise<Listener> {
  const files = await TlsFiles.open(config);
  const refused = new RefusedCallers(log);
  const options: ServerOptions = {
    maxHeaderSize: MOST_HEADER_BYTES,
    headersTimeout: http.headersTimeoutMilliseconds,
    requestTimeout: http.headersTimeoutMilliseconds + http.bodyTimeoutMilliseconds + 5000,
    keepAliveTimeout: http.keepAliveMilliseconds,
    connectionsCheckingInterval: 1000,
    insecureHTTPParser: false,
    // Rejected in `server.ts`: Node would respond with a bare 400.
    requireHostHeader: false,
    noDelay: true,
  };
  const proxied = config.trustedProxy;
  // A resumed session has no certificates, only the earlier verdict, which may have expired.
  const secureOptions = proxied === undefined ? constants.SSL_OP_NO_TICKET : 0;
  const { secureContext } = files;
  const server =
    secureContext === undefined
      ? createHttpServer(options)
      : createHttpsServer({
          ...options,
          ...secureContext,
          secureOptions,
          requestCert: proxied === undefined,
          rejectUnauthorized: proxied === undefined,
          handshakeTimeout: HANDSHAKE_MILLISECONDS,
          honorCipherOrder: true,
        });
  const handshakes =
    secureContext === undefined
      ? undefined
      : new Handshakes(server as HttpsServer, http.maxHandshakes, HANDSHAKE_MILLISECONDS, ({ remoteAddress }) =>
          refused.add("too-many-handshakes", { remoteAddress, certificate: undefined }),
        );
  const underWay = countUnderWay(server);
  const handshakeOutcomes = { completed: 0, failed: 0 };
  server.on("secureConnection", () => (handshakeOutcomes.completed += 1));
  server.on("tlsClientError", () => (handshakeOutcomes.failed += 1));
  let openConnections = 0;
  // When a worker has reached its maximum, Node offers the connection to the next one, and endlessly if all have.
  if (cluster.isWorker)
    server.prependListener("connection", (socket: Socket) => {
      if (openConnections >= http.maxConnections) socket.destroy();
    });
  else server.maxConnections = http.maxConnections;
  server.on("connection", (socket: Socket) => {
    openConnections += 1;
    socket.once("close", () => (openConnections -= 1));
  });

  const toRefusal = (chain: ClientChain): Refusal | undefined =>
    chain.refusal(files.trust, now()) ?? (isAllowed(chain.certificate, config.allowList) ? undefined : "not-allowed");

  let chainOf: (request: IncomingMessage) => ClientChain;
  let foundChainOf: (request: IncomingMessage) => ClientChain | undefined;
  let connections: ClientConnections | undefined;
  if (proxied !== undefined) {
    const isProxy = proxyAddresses(proxied);
    const forwardedBy = createForwardedCertificates(proxied.header);
    server.prependListener("connection", (socket: Socket) => {
      if (isProxy(socket.remoteAddress)) return;
      refused.add("not-a-proxy", { remoteAddress: socket.remoteAddress, certificate: undefined });
      socket.destroy();
    });
    // Read once for each request.
    const read = new WeakMap<IncomingMessage, ReturnType<typeof forwardedBy>>();
    const forwardedIn = (request: IncomingMessage) => {
      const forwarded = read.get(request) ?? forwardedBy(request);
      read.set(request, forwarded);
      return forwarded;
    };
    foundChainOf = (request) => {
      const forwarded = forwardedIn(request);
      return "chain" in forwarded ? forwarded.chain : undefined;
    };
    chainOf = (request) => {
      const forwarded = forwardedIn(request);
      if ("chain" in forwarded) return forwarded.chain;
      refused.add(forwarded.refusal, { remoteAddress: request.socket.remoteAddress, certificate: undefined });
      throw new RegistryError("certificate-refused", { message: forwarded.message });
    };
  } else {
    const accepted = new ClientConnections(server as HttpsServer, {
      refusalOf: (chain) => chain.refusal(files.trust, now()),
      underWay,
      refused,
      log,
    });
    connections = accepted;
    foundChainOf = ({ socket }) => accepted.chainOf(socket);
    chainOf = ({ socket }) => {
      const chain = accepted.chainOf(socket);
      if (chain === undefined) throw new RegistryError("certificate-refused");
      return chain;
    };
  }

  let reloadFailures = 0;
  async function reload(): Promise<void> {
    const change = await files.reload();
    if (change.context && files.secureContext !== undefined) {
      (server as HttpsServer).setSecureContext({ ...files.secureContext, secureOptions });
    }
    if (change.trust) connections?.closeUnacceptable();
    if (change.context || change.trust) {
      log.info("Key, certificate, authorities and revocation lists were read again.");
    }
    if (files.problem === undefined) return;
    reloadFailures++;
    throw files.problem;
  }

  // A fault is logged once, not at every check.
  let lastProblem: Error | undefined;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  function watch(): void {
    timer = setTimeout(() => {
      void reload()
        .then(
          () => {
            if (lastProblem !== undefined) log.info("All TLS files can be used again.");
            lastProblem = undefined;
          },
          (error: Error) => {
            if (lastProblem?.message !== error.message) {
              log.error("A TLS file cannot be used; its last valid content stays in use.", { error });
            }
            lastProblem = error;
          },
        )
        .finally(() => {
          if (!stopped) watch();
        });
    }, config.reloadMilliseconds).unref();
  }
  watch();
  const sweeper = setInterval(() => connections?.closeUnacceptable(), SWEEP_MILLISECONDS).unref();

  return {
    server,
    secure: secureContext !== undefined,
    clientCertificate(request) {
      const chain = chainOf(request);
      const refusal = toRefusal(chain);
      if (refusal === undefined) return chain.certificate;
      refused.add(refusal, { remoteAddress: request.socket.remoteAddress, certificate: chain.certificate.der });
      const message = REFUSALS[refusal];
      // No further requests are served on the connection of a client whose certificate is no longer acceptable.
      if (connections !== undefined && refusal !== "not-allowed") {
        throw new RegistryError("certificate-refused", { message, facts: { endsConnection: true } });
      }
      throw new RegistryError("certificate-refused", { message });
    },
    thumbprintOf: (request) => foundChainOf(request)?.certificate.thumbprint,
    reload,
    state: () => ({
      files: files.state(now()),
      acceptsClients: files.acceptsClients(now()),
      reloadFailures,
      handshakes: handshakes?.inProgress ?? 0,
      handshakeOutcomes,
      connections: openConnections,
      refused: refused.counts(),
    }),
    close() {
      stopped = true;
      clearTimeout(timer);
      clearInterval(sweeper);
    },
  };
}
