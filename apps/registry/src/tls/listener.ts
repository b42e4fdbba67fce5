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
  /** Does `server` speak TLS itself? */
  readonly secure: boolean;
  /**
   * The certificate a request came with. To be asked for every request, of every route.
   * @throws RegistryError `certificate-refused`
   */
  clientCertificate(request: IncomingMessage): ClientCertificate;
  /** That of `clientCertificate`, accepted or not; undefined if it cannot be read. Costs a look-up. */
  thumbprintOf(request: IncomingMessage): string | undefined;
  /** Reads the files again now. Rejects if one cannot be used; the others are in use, and of that one what was read last. */
  reload(): Promise<void>;
  state(): ListenerState;
  /** Stops watching the files. The server is closed by the code that listens on it. */
  close(): void;
}

export interface ListenerState {
  readonly files: readonly TlsFileState[];
  /** Is there an authority whose clients can be accepted, or has all expired? */
  readonly acceptsClients: boolean;
  /** Attempts to read the files anew that found one that cannot be used. */
  readonly reloadFailures: number;
  /** TLS handshakes in progress. */
  readonly handshakes: number;
  /** Since the start. `failed`: the client's certificate included, where it was refused in the handshake. */
  readonly handshakeOutcomes: { readonly completed: number; readonly failed: number };
  /** Open ones, those in a handshake included. */
  readonly connections: number;
  readonly refused: Iterable<readonly [RefusalReason, number]>;
}

const HANDSHAKE_MILLISECONDS = 10_000;
const MOST_HEADER_BYTES = 16 * 1024;
/** How soon a connection is closed whose client certificate is no longer accepted. Its requests are refused at once. */
const SWEEP_MILLISECONDS = 1000;

/**
 * Mutual TLS 1.2 and 1.3 (or, if configured, a trusted proxy), limits on connections and request heads, and files that may change at any
 * time. A client certificate is validated when a connection is made, and again whenever the files change or time ends the verdict.
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
    // Refused in `server.ts`: Node would answer a bare 400.
    requireHostHeader: false,
    noDelay: true,
  };
  const proxied = config.trustedProxy;
  // A resumed session brings no certificates, only the verdict of before, which may have ended.
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
  // Where a worker has its most, Node offers the connection to the next one, and for ever where all have.
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

  // A fault is logged once, not at every look.
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
      // Nothing more will be served on the connection of a client whose certificate has ceased to be acceptable.
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
