import { expect, it } from "@jest/globals";
import { once } from "node:events";
import type { ServerResponse } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { connect } from "node:net";
import { eventually } from "@appointment-registry/test-kit";
import { UnreadAnswers } from "./unread-answers.js";

it("closes a connection whose caller does not read its response, but none on which no data waits for the caller", async () => {
  const unread = new UnreadAnswers(1000);
  const closed: string[] = [];
  const open: ServerResponse[] = [];
  const server = createServer((request, response) => {
    open.push(response);
    unread.watch(response);
    response.once("close", () => closed.push(request.url ?? ""));
    // More than the buffers of two sockets hold.
    response.write(request.url === "/unread" ? Buffer.alloc(32 * 1024 * 1024) : "the first part");
  });
  try {
    await once(server.listen(0, "127.0.0.1"), "listening");
    const sockets = ["/unread", "/slow"].map((path) => {
      const socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
      socket.on("error", () => undefined).write(`GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`);
      return socket;
    });
    sockets[0]?.pause();
    sockets[1]?.resume();
    await eventually(() => closed.length > 0, "a connection is closed");
    expect([open.length, closed]).toEqual([2, ["/unread"]]);
    for (const socket of sockets) socket.destroy();
  } finally {
    unread.close();
    server.closeAllConnections();
    server.close();
  }
});
