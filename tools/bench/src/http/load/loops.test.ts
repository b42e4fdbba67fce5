import { once } from "node:events";
import { createServer } from "node:http";
import type { ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "@jest/globals";
import { closedLoop } from "./closed-loop.js";
import type { NextRequest } from "./closed-loop.js";
import { Connection } from "./connection.js";
import { openLoop } from "./open-loop.js";

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

/** Starts a server and connections to it. `answer` answers the `n`th request. */
async function serve(
  connections: number,
  answer: (response: ServerResponse, n: number) => void,
): Promise<Connection[]> {
  let n = 0;
  const server = createServer((request, response) => {
    request.resume().on("end", () => answer(response, n++));
  }).listen(0, "127.0.0.1");
  closers.push(() => {
    server.close();
    server.closeAllConnections();
  });
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const open = await Promise.all(
    Array.from({ length: connections }, () => Connection.open({ host: "127.0.0.1", port })),
  );
  closers.push(() => open.forEach((each) => each.close()));
  return open;
}

/** Returns requests with unique bodies, which their responses must repeat. */
function numbered(count: number, seen: string[]): NextRequest {
  let n = 0;
  return () => {
    if (n === count) return undefined;
    const body = `body ${n++}`;
    return {
      bytes: Buffer.from(`PUT /${n} HTTP/1.1\r\nHost: test\r\nContent-Length: ${body.length}\r\n\r\n${body}`),
      check: (response) => {
        if (response.status !== 200) throw new Error(`status ${response.status}`);
        seen.push(body);
      },
    };
  };
}

const ok = (response: ServerResponse): void => void response.end("ok");

describe("a closed loop", () => {
  it("sends every request once and reports each response", async () => {
    const seen: string[] = [];
    const result = await closedLoop(await serve(4, ok), numbered(100, seen), 3600);
    expect(result).toMatchObject({ count: 100, queued: [] });
    expect(result.latencies.length).toBe(100);
    expect(new Set(seen).size).toBe(100);
  });

  it("rejects with an error that a check threw", async () => {
    const connections = await serve(2, (response, n) => response.writeHead(n === 5 ? 500 : 200).end());
    await expect(closedLoop(connections, numbered(100, []), 3600)).rejects.toThrow("status 500");
  });

  it("rejects when the server closes a connection", async () => {
    const connections = await serve(1, (response) => response.socket?.destroy());
    await expect(closedLoop(connections, numbered(1, []), 3600)).rejects.toThrow();
  });
});

describe("an open loop", () => {
  it("sends about as many requests as are due, and measures the wait for a connection separately", async () => {
    const seen: string[] = [];
    const result = await openLoop(await serve(1, ok), numbered(10_000, seen), { seconds: 0.2, perSecond: 1000 });
    expect(result.count).toBe(seen.length);
    expect(result.count).toBeGreaterThan(100);
    expect(result.count).toBeLessThan(300);
    expect(result.queued.length).toBe(result.count);
  });

  it("sends the same number of requests with the same seed", async () => {
    const connections = await serve(4, ok);
    const load = { seconds: 0.1, perSecond: 1000, seed: 7 };
    const first = await openLoop(connections, numbered(10_000, []), load);
    const second = await openLoop(connections, numbered(10_000, []), load);
    expect(second.count).toBe(first.count);
  });

  it("ends if there are no more requests", async () => {
    const result = await openLoop(await serve(2, ok), numbered(5, []), { seconds: 3600, perSecond: 10_000 });
    expect(result.count).toBe(5);
  });
});
