import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { Socket } from "node:net";

/** More requests under way on one connection than any client needs. */
export const MOST_UNDER_WAY = 1000;

/**
 * Closes a connection on which that many requests are under way. Node stops reading only when answers pile up, which is too late:
 * a client that sends without waiting would have everything served at once. (Pausing the socket instead confuses Node's parser.)
 * @returns how many are under way on a connection
 */
export function limitPipelining(server: Pick<Server, "prependListener">): (socket: Socket) => number {
  const underWay = new WeakMap<Socket, number>();
  const add = (socket: Socket, change: number): number => {
    const count = (underWay.get(socket) ?? 0) + change;
    underWay.set(socket, count);
    return count;
  };
  const begin = ({ socket }: IncomingMessage, response: ServerResponse): void => {
    response.once("close", () => add(socket, -1));
    if (add(socket, 1) > MOST_UNDER_WAY) socket.destroy();
  };
  server.prependListener("request", begin);
  // Emitted instead of `request` where a client expects `100-continue` and hapi answers that.
  server.prependListener("checkContinue", begin);
  return (socket) => underWay.get(socket) ?? 0;
}
