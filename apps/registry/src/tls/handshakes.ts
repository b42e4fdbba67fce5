import type { Server } from "node:https";
import type { Socket } from "node:net";
import { getHandle } from "./reading.js";

/**
 * Steps of handshakes in one turn of the event loop. A step reads what the client has sent: its hello, or its certificate and signature.
 * Each costs one to three milliseconds of CPU, and requests are served in between.
 */
const STEPS_IN_A_TURN = 4;
/** Handshakes whose clients have sent nothing have their step for this long before others have it. */
const IDLE_MILLISECONDS = 5;
/** More than any client has to say before the server has answered. */
const MOST_HELLO_BYTES = 64 * 1024;

type Accept = (this: Server, socket: Socket) => void;

interface Handshake {
  readonly socket: Socket;
  /** Makes the TLS connection; absent if it is made. */
  begin?: (() => void) | undefined;
}

/**
 * Bounds the TLS handshakes in progress. A connection beyond is closed before TLS, which costs next to nothing. Those in progress are read
 * in turn, a few in each turn of the event loop, so that a burst of them does not stop those who are connected; TLS begins when the
 * client's first bytes are there.
 */
export class Handshakes {
  readonly #inProgress = new Map<string, Handshake>();
  /** Those whose bytes are not read before they have a step. */
  readonly #waiting = new Set<Handshake>();
  readonly #reading = new Set<Handshake>();
  #hasProgress = true;
  #isTurnDue = false;
  readonly #accept: Accept;

  /**
   * @param most in progress
   * @param milliseconds for which a client may send nothing
   * @param refused called for a connection that is closed because there are too many
   */
  constructor(
    private readonly server: Server,
    private readonly most: number,
    private readonly milliseconds: number,
    private readonly refused: (socket: Socket) => void,
  ) {
    // Node's own, which makes a TLS socket of the connection.
    this.#accept = server.listeners("connection")[0] as Accept;
    server.removeListener("connection", this.#accept).on("connection", (socket: Socket) => this.#admit(socket));
    server.prependListener("secureConnection", (socket: Socket) => this.#end(toKey(socket)));
  }

  /** Those that wait for their turn included. */
  get inProgress(): number {
    return this.#inProgress.size;
  }

  #admit(socket: Socket): void {
    if (socket.destroyed) return;
    // Of a caller that resets the connection before TLS listens to it.
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
      // As Node reports that a handshake has failed.
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
    // By then what there is to read of those that have their step has been read.
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

  /** @param handshake absent: that of the connection with this key */
  #end(key: string, handshake = this.#inProgress.get(key)): void {
    if (handshake === undefined) return;
    if (this.#inProgress.get(key) === handshake) this.#inProgress.delete(key);
    this.#hasProgress = true;
    this.#waiting.delete(handshake);
    this.#reading.delete(handshake);
  }
}

/** The TLS connection has the addresses of the one that it was made of. */
function toKey({ localAddress, remoteAddress, remotePort }: Socket): string {
  return `${localAddress} ${remoteAddress} ${remotePort}`;
}
