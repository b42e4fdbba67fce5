import { Agent as HttpAgent, request as httpRequest } from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";
import type { SecureVersion, TLSSocket } from "node:tls";
import { connect } from "node:tls";
import type { Issued } from "./certificates.js";

/**
 * `refused`: 403, 500 (no keys to verify a token with), or no HTTP at all. `busy`: 429 or 503, which do not concern the
 * caller.
 */
export type HandshakeResult = "accepted" | "refused" | "busy";

export interface CallTarget {
  readonly port: number;
  readonly path: string;
  /** PEM of the server's authority. */
  readonly ca: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A client that sends the same request repeatedly. */
export interface Caller {
  ask(): Promise<HandshakeResult>;
  /** Number of sessions that the server has resumed. */
  readonly resumed: number;
  close(): void;
}

type Version = Extract<SecureVersion, "TLSv1.2" | "TLSv1.3">;

/**
 * Returns a caller over TLS. It uses one connection for as long as that is open, or a new connection each time that
 * offers the session of the last one.
 */
export function tlsCaller(
  { port, path, ca, headers = {} }: CallTarget,
  { cert, key }: Issued,
  { version, keepAlive }: { readonly version: Version; readonly keepAlive: boolean },
): Caller {
  const tls = { ca, cert, key, servername: "localhost", minVersion: version, maxVersion: version };
  const agent = new HttpsAgent({ ...tls, keepAlive, maxSockets: 1 });
  let resumed = 0;
  return {
    ask: () =>
      answerTo(httpsRequest, { host: "127.0.0.1", port, path, headers, agent }, (socket) => {
        if ((socket as TLSSocket).isSessionReused()) resumed++;
      }),
    get resumed() {
      return resumed;
    },
    close: () => agent.destroy(),
  };
}

/**
 * Returns a caller that behaves as a proxy that forwards the certificate (RFC 9440); over plain HTTP if there is no
 * `ca`.
 */
export function proxyCaller(
  { port, path, ca, headers = {} }: Omit<CallTarget, "ca"> & { readonly ca?: string },
  client: Issued,
): Caller {
  const [leaf, ...chain] = [...client.cert.matchAll(/-----BEGIN CERTIFICATE-----([^-]+)-----END/g)].map(
    ([, base64 = ""]) => `:${base64.replace(/\s/g, "")}:`,
  );
  const passed = {
    "client-cert": leaf ?? "",
    ...(chain.length === 0 ? {} : { "client-cert-chain": chain.join(", ") }),
  };
  const pool = { keepAlive: true, maxSockets: 1 };
  const agent = ca === undefined ? new HttpAgent(pool) : new HttpsAgent({ ...pool, ca, servername: "localhost" });
  const options = { host: "127.0.0.1", port, path, headers: { ...headers, ...passed }, agent };
  return {
    ask: () => answerTo(ca === undefined ? httpRequest : httpsRequest, options),
    resumed: 0,
    close: () => agent.destroy(),
  };
}

function answerTo(
  send: typeof httpRequest | typeof httpsRequest,
  options: object,
  connected: (socket: unknown) => void = () => undefined,
): Promise<HandshakeResult> {
  return new Promise((resolve) => {
    const request = send(options, (response) => {
      connected(response.socket);
      response.resume();
      response.on("end", () => resolve(seenIn(response.statusCode ?? 0)));
      response.on("error", () => resolve("refused"));
    });
    request.on("error", () => resolve("refused"));
    request.end();
  });
}

function seenIn(status: number): HandshakeResult {
  if (status === 429 || status === 503) return "busy";
  return status === 403 || status === 500 ? "refused" : "accepted";
}

/** A connection that stays idle, or keeps a request in progress, while time passes. */
export interface WaitingConnection {
  /** Resolves to the time at which the server closed it, in epoch milliseconds. */
  readonly closed: Promise<number>;
  /** Completes the request in progress, and sends another. @returns status codes; fewer if the connection was closed */
  finish(): Promise<readonly number[]>;
  destroy(): void;
}

/**
 * Opens a connection and waits until its first request was answered or, with `body`, until the server has seen its head.
 * @returns undefined if the client was refused
 */
export function waitingConnection(
  { port, path, ca, headers = {} }: CallTarget,
  { cert, key }: Issued,
  version: Version,
  body?: { readonly method: string; readonly path: string; readonly content: string },
): Promise<WaitingConnection | undefined> {
  const fields = ["Host: localhost", ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`)];
  const head = (line: string, ...more: string[]): string => [line, ...fields, ...more, "", ""].join("\r\n");
  const simple = head(`GET ${path} HTTP/1.1`);
  const begun =
    body === undefined
      ? simple
      : head(
          `${body.method} ${body.path} HTTP/1.1`,
          "Expect: 100-continue",
          "Content-Type: application/fhir+json",
          `Content-Length: ${body.content.length}`,
        );
  return new Promise((resolve) => {
    const tls = { ca, cert, key, servername: "localhost", minVersion: version, maxVersion: version };
    const socket = connect({ host: "127.0.0.1", port, ...tls }, () => socket.write(begun));
    let text = "";
    let opened = false;
    const closed = new Promise<number>((done) => socket.once("close", () => done(Date.now())));
    const statuses = (): number[] => [...text.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status));
    socket.on("error", () => undefined);
    socket.on("close", () => resolve(undefined));
    socket.on("data", (chunk: Buffer) => {
      text += chunk.toString("latin1");
      const [first] = statuses();
      if (opened || first === undefined) return;
      opened = true;
      if (first !== (body === undefined ? 200 : 100)) {
        socket.destroy();
        return;
      }
      resolve({
        closed,
        async finish() {
          text = "";
          socket.write(body === undefined ? simple : body.content);
          // The last request asks the server to close the connection after it.
          socket.write(head(`GET ${path} HTTP/1.1`, "Connection: close"));
          await closed;
          return statuses();
        },
        destroy: () => socket.destroy(),
      });
    });
  });
}
