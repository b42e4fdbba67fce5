import { once } from "node:events";
import { createServer } from "node:http";
import { connect } from "node:net";
import type { AddressInfo, Socket } from "node:net";

export interface ConnectProxy {
  readonly url: string;
  /** Host and port of each CONNECT, and its `Proxy-Authorization`. */
  readonly tunnels: { readonly target: string; readonly authorization: string | undefined }[];
  /** Status of its answers to CONNECT from now on; `undefined` for no answer. Default: 200. */
  status: number | undefined;
  stop(): Promise<void>;
}

/** Starts an HTTP proxy for tunnels (RFC 9110, 9.3.6). */
export async function startConnectProxy(): Promise<ConnectProxy> {
  const sockets = new Set<Socket>();
  const server = createServer();
  const keep = (socket: Socket): void => {
    sockets.add(socket);
    socket.on("error", () => socket.destroy());
    socket.on("close", () => sockets.delete(socket));
  };
  server.on("connection", keep);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const proxy: ConnectProxy = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    tunnels: [],
    status: 200,
    async stop() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
  server.on("connect", ({ url = "", headers }, downstream: Socket, head: Buffer) => {
    proxy.tunnels.push({ target: url, authorization: headers["proxy-authorization"] });
    if (proxy.status === undefined) return;
    if (proxy.status !== 200) {
      downstream.end(`HTTP/1.1 ${proxy.status} No\r\ncontent-length: 0\r\n\r\n`);
      return;
    }
    const [host, port] = url.split(":");
    const upstream = connect(Number(port), host, () => {
      downstream.write("HTTP/1.1 200 OK\r\n\r\n");
      upstream.write(head);
      upstream.pipe(downstream).pipe(upstream);
    });
    keep(upstream);
    upstream.on("close", () => downstream.destroy());
    downstream.on("close", () => upstream.destroy());
  });
  return proxy;
}
