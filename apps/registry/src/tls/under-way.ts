import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { Socket } from "node:net";

/** @returns the number of requests in progress on a connection, including pipelined ones */
export function countUnderWay(server: Pick<Server, "prependListener">): (socket: Socket) => number {
  const underWay = new WeakMap<Socket, number>();
  const add = (socket: Socket, change: number): void => void underWay.set(socket, (underWay.get(socket) ?? 0) + change);
  const begin = ({ socket }: IncomingMessage, response: ServerResponse): void => {
    response.once("close", () => add(socket, -1));
    add(socket, 1);
  };
  server.prependListener("request", begin);
  // Emitted instead of `request` if a client expects `100-continue` and hapi answers that.
  server.prependListener("checkContinue", begin);
  return (socket) => underWay.get(socket) ?? 0;
}
