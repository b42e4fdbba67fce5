import type { IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import { nextTurn } from "../in-turns.js";

/**
 * Part of Node's socket. Its public `pause` does not stop reads for a TLS connection that was created from the socket. For Node's HTTP
 * server it stops them only temporarily.
 */
export interface ReadableHandle {
  reading: boolean;
  readStart(): unknown;
  readStop(): unknown;
}

export function getHandle(socket: Socket): ReadableHandle | undefined {
  return (socket as Socket & { readonly _handle?: ReadableHandle | null })._handle ?? undefined;
}

/** Number of stops of each that have not been continued yet. */
const stops = new WeakMap<Socket, number>();

/**
 * Stops reading from a connection until `continueReading`, which must be called the same number of times. Data already read and decrypted
 * is still parsed: Node reads 16 KiB at a time from a TLS connection.
 */
export function stopReading(socket: Socket): void {
  const count = stops.get(socket) ?? 0;
  stops.set(socket, count + 1);
  const handle = getHandle(socket);
  if (count > 0 || handle === undefined) return;
  handle.readStop();
  // Node starts reading again when a body is wanted or a response is sent.
  handle.readStart = () => 0;
}

export function continueReading(socket: Socket): void {
  const count = stops.get(socket) ?? 0;
  stops.set(socket, count - 1);
  const handle = getHandle(socket);
  if (count > 1 || handle === undefined) return;
  delete (handle as Partial<ReadableHandle>).readStart;
  if (handle.reading) handle.readStart();
}

/** Chunks read in one turn of the event loop. Node's parser needs about 4 µs for each, however small it is. */
const CHUNKS_IN_A_TURN = 256;
let chunks = 0;

/**
 * Reads bodies with many chunks for their size (RFC 9112, 7.1) in parts: one part in each turn of the event loop, from one connection at a
 * time. Must be called before the request is read.
 */
export function readChunksInTurns(request: IncomingMessage): void {
  if (request.headers["transfer-encoding"] === undefined) return;
  const { socket } = request;
  let isStopped = false;
  const push = request.push.bind(request);
  request.push = (chunk: unknown, encoding) => {
    if (chunks === 0) setImmediate(() => (chunks = 0));
    chunks += 1;
    if (chunks > CHUNKS_IN_A_TURN && !isStopped) {
      isStopped = true;
      stopReading(socket);
      void nextTurn().then(() => {
        isStopped = false;
        continueReading(socket);
      });
    }
    return push(chunk, encoding);
  };
}
