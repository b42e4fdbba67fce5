import type { IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import { nextTurn } from "../in-turns.js";

/**
 * Part of Node's socket. Its public `pause` stops neither the reading for a TLS connection that was made of the socket nor, for good, that
 * of Node's HTTP server.
 */
export interface ReadableHandle {
  reading: boolean;
  readStart(): unknown;
  readStop(): unknown;
}

export function getHandle(socket: Socket): ReadableHandle | undefined {
  return (socket as Socket & { readonly _handle?: ReadableHandle | null })._handle ?? undefined;
}

/** How often each is stopped and not yet continued. */
const stops = new WeakMap<Socket, number>();

/**
 * Reads nothing more of a connection until `continueReading`, to be called as often. What was read and decrypted is parsed nevertheless: of
 * a TLS connection Node reads 16 KiB at a time.
 */
export function stopReading(socket: Socket): void {
  const count = stops.get(socket) ?? 0;
  stops.set(socket, count + 1);
  const handle = getHandle(socket);
  if (count > 0 || handle === undefined) return;
  handle.readStop();
  // Node begins to read again when a body is wanted or an answer is sent.
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

/** Chunks that are read in one turn of the event loop. Node's parser needs about 4 µs for each, however small it is. */
const CHUNKS_IN_A_TURN = 256;
let chunks = 0;

/**
 * Of bodies in chunks (RFC 9112, 7.1) that are many for their size a part is read in each turn of the event loop, of one connection at a
 * time. To be called before the request is read.
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
