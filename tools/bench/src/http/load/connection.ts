import type { Socket } from "node:net";
import { connect as connectPlain } from "node:net";
import type { SecureContext } from "node:tls";
import { connect as connectTls } from "node:tls";

/** Destination of the requests, and the client identity. */
export interface Address {
  readonly host: string;
  readonly port: number;
  /** Plain HTTP is used if this is absent. */
  readonly secureContext?: SecureContext | undefined;
}

export interface Response {
  readonly status: number;
  /** Status line and header fields as received. */
  readonly head: string;
  readonly body: Buffer;
}

/** Returns the value of one of the few header fields that a benchmark reads. */
export function getField({ head }: Response, name: string): string | undefined {
  return new RegExp(`\\r\\n${name}:[ \\t]*([^\\r]*)`, "i").exec(head)?.[1];
}

const HEAD_END = "\r\n\r\n";

/**
 * One keep-alive connection with one request in progress at a time. It writes a request as one buffer, and parses only status, length and
 * chunks of the response (RFC 9112, 6 and 7.1). One core of load generator can therefore saturate one core of server.
 */
export class Connection {
  #received: Buffer = Buffer.alloc(0);
  #settle: ((result: Response | Error) => void) | undefined;

  private constructor(private readonly socket: Socket) {
    socket.on("data", (chunk: Buffer) => this.#onData(chunk));
    socket.on("error", (error) => this.#finish(error));
    socket.on("close", () => this.#finish(new Error("The server closed the connection.")));
  }

  static open({ host, port, secureContext }: Address): Promise<Connection> {
    return new Promise((resolve, reject) => {
      const socket =
        secureContext === undefined
          ? connectPlain({ host, port, noDelay: true })
          : connectTls({ host, port, secureContext, servername: /[a-z]/i.test(host) ? host : "" });
      socket.once("error", reject);
      socket.once(secureContext === undefined ? "connect" : "secureConnect", () => {
        socket.off("error", reject);
        socket.setNoDelay(true);
        resolve(new Connection(socket));
      });
    });
  }

  /** Calls `settle` once, during the event that completed the response. `settle` may send the next request immediately. */
  send(request: Buffer, settle: (result: Response | Error) => void): void {
    if (this.#settle !== undefined) throw new Error("A request is under way on this connection.");
    this.#settle = settle;
    if (this.socket.destroyed) this.#finish(new Error("The connection is closed."));
    else this.socket.write(request);
  }

  close(): void {
    this.#settle = undefined;
    this.socket.destroy();
  }

  #onData(chunk: Buffer): void {
    this.#received = this.#received.length === 0 ? chunk : Buffer.concat([this.#received, chunk]);
    try {
      const parsed = parseResponse(this.#received);
      if (parsed === undefined) return;
      this.#received = this.#received.subarray(parsed.length);
      this.#finish(parsed.response);
    } catch (error) {
      this.socket.destroy(error as Error);
    }
  }

  #finish(result: Response | Error): void {
    const settle = this.#settle;
    this.#settle = undefined;
    settle?.(result);
  }
}

/** Returns the first response in `bytes` and its length in bytes, or `undefined` if it is incomplete. */
export function parseResponse(bytes: Buffer): { readonly response: Response; readonly length: number } | undefined {
  const headLength = bytes.indexOf(HEAD_END);
  if (headLength === -1) return undefined;
  const head = bytes.toString("latin1", 0, headLength);
  const status = Number(head.slice(9, 12));
  const start = headLength + HEAD_END.length;
  if (status === 204 || status === 304)
    return { response: { status, head, body: bytes.subarray(0, 0) }, length: start };
  const length = /\r\ncontent-length:[ \t]*(\d+)/i.exec(head)?.[1];
  if (length !== undefined) {
    const end = start + Number(length);
    return bytes.length < end
      ? undefined
      : { response: { status, head, body: bytes.subarray(start, end) }, length: end };
  }
  if (!/\r\ntransfer-encoding:[ \t]*chunked/i.test(head)) {
    throw new Error(
      "A response has neither Content-Length nor chunks: its end cannot be known on a connection that is kept.",
    );
  }
  const chunks: Buffer[] = [];
  for (let at = start; ;) {
    const lineEnd = bytes.indexOf("\r\n", at);
    if (lineEnd === -1) return undefined;
    const size = parseInt(bytes.toString("latin1", at, lineEnd), 16);
    const end = lineEnd + 2 + size + 2;
    if (bytes.length < end) return undefined;
    if (size === 0) return { response: { status, head, body: Buffer.concat(chunks) }, length: end };
    chunks.push(bytes.subarray(lineEnd + 2, end - 2));
    at = end;
  }
}
