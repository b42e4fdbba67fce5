import type { Server } from "node:https";
import type { Socket } from "node:net";

/** Handshakes begun in one turn of the event loop: each costs about two milliseconds, and requests are served in between. */
const BEGUN_IN_A_TURN = 16;

type Accept = (this: Server, socket: Socket) => void;

/**
 * Bounds the TLS handshakes in progress. A connection beyond is closed before TLS, which costs next to nothing; others begin their
 * handshake a few in each turn of the event loop, so that a burst of them does not stop those who are connected.
 */
export class Handshakes {
  #inProgress = 0;
  #begun = 0;
  #awaitsTurn = false;
  readonly #waiting: Socket[] = [];
  readonly #accept: Accept;

  /** @param refused called for a connection that is closed */
  constructor(
    private readonly server: Server,
    private readonly most: number,
    private readonly refused: (socket: Socket) => void,
  ) {
    // Node's own, which makes a TLS socket of the connection.
    this.#accept = server.listeners("connection")[0] as Accept;
    server.removeListener("connection", this.#accept).on("connection", (socket: Socket) => this.#admit(socket));
    // Node emits one of the two, once, for each connection whose handshake it began.
    server.prependListener("secureConnection", () => this.#end());
    server.on("tlsClientError", () => this.#end());
  }

  /** Those that wait for their turn included. */
  get inProgress(): number {
    return this.#inProgress;
  }

  #admit(socket: Socket): void {
    if (socket.destroyed) return;
    // Of a caller that resets the connection before TLS listens to it.
    socket.on("error", () => undefined);
    if (this.#inProgress >= this.most) {
      this.refused(socket);
      socket.destroy();
      return;
    }
    this.#inProgress += 1;
    this.#waiting.push(socket);
    if (this.#begun < BEGUN_IN_A_TURN) this.#begin();
    this.#awaitTurn();
  }

  #nextTurn(): void {
    this.#awaitsTurn = false;
    this.#begun = 0;
    while (this.#waiting.length > 0 && this.#begun < BEGUN_IN_A_TURN) this.#begin();
    if (this.#begun > 0) this.#awaitTurn();
  }

  #awaitTurn(): void {
    if (this.#awaitsTurn) return;
    this.#awaitsTurn = true;
    setImmediate(() => this.#nextTurn());
  }

  #begin(): void {
    const socket = this.#waiting.shift();
    if (socket === undefined) return;
    this.#begun += 1;
    if (socket.destroyed) this.#end();
    else this.#accept.call(this.server, socket);
  }

  #end(): void {
    this.#inProgress -= 1;
  }
}
