import type { Server } from "node:https";
import type { Socket } from "node:net";
import { getHandle } from "./reading.js";

/**
 * Steps of handshakes in one turn of the event loop. A step reads the data that the client has sent: its hello, or its certificate and
 * signature. Each takes one to three milliseconds of CPU, and requests are served in between.
 */
const STEPS_IN_A_TURN = 4;
/** Handshakes whose clients have sent nothing occupy their step for this long before it passes to others. */
const IDLE_MILLISECONDS = 5;
/** More than any client sends before the server's first answer. */
const MOST_HELLO_BYTES = 64 * 1024;

type Accept = (this: Server, socket: Socket) => void;

interface Handshake {
  readonly socket: Socket;
  /** Creates the TLS connection; absent once it exists. */
  begin?: (() => void) | undefined;
}

/**
 * Limits the TLS handshakes in progress. A connection beyond the limit is closed before TLS, at almost no cost. A few handshakes are read
 * in each turn of the event loop, in rotation, so that a burst does not block connected clients. TLS starts when the client's first bytes
 * arrive.
 */
export class Handshakes {
  readonly #inProgress = new Map<string, Handshake>();
  /** Handshakes whose bytes are not read until they have a step. */
  readonly #waiting = new Set<Handshake>();
  readonly #reading = new Set<Handshake>();
  #hasProgress = true;
  #isTurnDue = false;
  readonly #accept: Accept;

  /**
   * @param most maximum number in progress
   * @param milliseconds time for which a client may send nothing
   * @param refused called for a connection that is closed because there are too many
   */
  constructor(
    private readonly server: Server,
    private readonly most: number,
    private readonly milliseconds: number,
    private readonly refused: (socket: Socket) => void,
  ) {
    // Node's own listener, which creates a TLS socket for the connection.
    this.#accept = server.listeners("connection")[0] as Accept;
    server.removeListener("connection", this.#accept).on("connection", (socket: Socket) => this.#admit(socket));
    server.prependListener("secureConnection", (socket: Socket) => this.#end(toKey(socket)));
  }

  /** Includes the handshakes that wait for their turn. */
  get inProgress(): number {
    return this.#inProgress.size;
  }

  #admit(socket: Socket): void {
    if (socket.destroyed) return;
    // For a caller that resets the connection before TLS listens to it.
    socket.on("error", () => undefined);
    if (this.#inProgress.size >= this.most) {
      this.refused(socket);
      socket.destroy();
      return;
    }
    const key = toKey(socket);
    const handshake: Handshake = { socket };
    this.#inProgress.set(key, handshake);
    this.#awaitHello(handshake);
    socket.once("close", () => this.#end(key, handshake));
  }

  #awaitHello(handshake: Handshake): void {
    const { socket } = handshake;
    const hello: Buffer[] = [];
    let bytes = 0;
    const fail = (code: string): void => {
      stop();
      // Same form as Node's report of a failed handshake.
      const error = Object.assign(new Error("The client did not begin its TLS handshake."), { code });
      this.server.emit("tlsClientError", error, socket);
      socket.destroy();
    };
    const timedOut = (): void => fail("ERR_TLS_HANDSHAKE_TIMEOUT");
    const ended = (): void => fail("ECONNRESET");
    const received = (chunk: Buffer): void => {
      hello.push(chunk);
      bytes += chunk.length;
      if (bytes > MOST_HELLO_BYTES) return fail("ERR_SSL_EXCESSIVE_MESSAGE_SIZE");
      this.#waiting.add(handshake);
      if (!this.#isTurnDue) this.#awaitTurn();
    };
    const stop = (): void => {
      socket.setTimeout(0, timedOut).off("end", ended).off("close", ended).off("data", received);
    };
    socket.setTimeout(this.milliseconds, timedOut).on("end", ended).on("close", ended).on("data", received);
    handshake.begin = () => {
      handshake.begin = undefined;
      stop();
      socket.pause().unshift(Buffer.concat(hello));
      this.#accept.call(this.server, socket);
    };
  }

  #awaitTurn(): void {
    this.#isTurnDue = true;
    // By then the available data of the handshakes with a step has been read.
    setImmediate(() => {
      if (this.#hasProgress) this.#turn();
      else setTimeout(() => this.#turn(), IDLE_MILLISECONDS);
    });
  }

  #turn(): void {
    this.#isTurnDue = false;
    if (this.#waiting.size === 0) return;
    for (const each of this.#reading) {
      getHandle(each.socket)?.readStop();
      this.#waiting.add(each);
    }
    this.#reading.clear();
    this.#hasProgress = false;
    for (const each of this.#waiting) {
      if (this.#reading.size >= STEPS_IN_A_TURN) break;
      this.#waiting.delete(each);
      this.#reading.add(each);
      if (each.begin === undefined) getHandle(each.socket)?.readStart();
      else {
        this.#hasProgress = true;
        each.begin();
      }
    }
    if (this.#waiting.size > 0) this.#awaitTurn();
  }

  /** @param handshake if absent, that of the connection with this key */
  #end(key: string, handshake = this.#inProgress.get(key)): void {
    if (handshake === undefined) return;
    if (this.#inProgress.get(key) === handshake) this.#inProgress.delete(key);
    this.#hasProgress = true;
    this.#waiting.delete(handshake);
    this.#reading.delete(handshake);
  }
}

/** The TLS connection has the same addresses as the underlying one. */
function toKey({ localAddress, remoteAddress, remotePort }: Socket): string {
  return `${localAddress} ${remoteAddress} ${remotePort}`;
}
