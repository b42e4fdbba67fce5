import { readFile } from "node:fs/promises";
import { once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:https";
import { join } from "node:path";
import type { TLSSocket } from "node:tls";
import { request } from "undici";
import type { Dispatcher } from "undici";

export interface ProxiedRequest {
  readonly method: string;
  /** Base URL of the registry behind the proxy. */
  readonly upstream: string;
  /** Path below the FHIR base, with the query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface ProxiedResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export type Next = (asked: ProxiedRequest) => Promise<ProxiedResponse>;

/** A fault between the caller and a correct registry. */
export type Fault = (asked: ProxiedRequest, next: Next) => Promise<ProxiedResponse>;

const HOP_BY_HOP = ["connection", "keep-alive", "transfer-encoding", "content-length", "host", "expect"];

/** An HTTPS server in front of a registry. It forwards the registry's answers, except for the active fault. */
export class MutantProxy {
  fault: Fault = (asked, next) => next(asked);
  /** True if callers are served without a certificate, or with one from an unknown CA. */
  anyCertificate = false;

  private constructor(
    private readonly agent: Dispatcher,
    private readonly server: ReturnType<typeof createServer>,
    private readonly upstreams: Readonly<Record<string, string>>,
  ) {}

  /**
   * @param upstreams base URL of a registry by the path at which it is served, such as `/STU3`; the certificates are those of `directory`
   */
  static async start(
    directory: string,
    agent: Dispatcher,
    port: number,
    upstreams: Readonly<Record<string, string>>,
  ): Promise<MutantProxy> {
    const pem = (file: string) => readFile(join(directory, "tls", file));
    const [ca, cert, key] = await Promise.all([pem("ca.pem"), pem("server.pem"), pem("server.key")]);
    const server = createServer({ ca, cert, key, requestCert: true, rejectUnauthorized: false });
    const proxy = new MutantProxy(agent, server, upstreams);
    server.on("secureConnection", (socket: TLSSocket) => {
      if (!socket.authorized && !proxy.anyCertificate) socket.destroy();
    });
    server.on("request", (incoming, outgoing) => {
      proxy.serve(incoming, outgoing).catch(() => outgoing.destroy());
    });
    server.listen(port, "127.0.0.1");
    await once(server, "listening");
    return proxy;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, "close");
  }

  /** Forwards the request to the registry itself. */
  private readonly next: Next = async ({ method, upstream, path, headers, body }) => {
    const answer = await request(upstream + path, {
      method: method as Dispatcher.HttpMethod,
      dispatcher: this.agent,
      headers,
      ...(method === "GET" || method === "HEAD" ? {} : { body }),
    });
    const received = Object.entries(answer.headers).map(([name, value]) => [name, String(value)] as const);
    return {
      status: answer.statusCode,
      headers: Object.fromEntries(received.filter(([name]) => !HOP_BY_HOP.includes(name))),
      body: await answer.body.text(),
    };
  };

  private async serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming as AsyncIterable<Buffer>) chunks.push(chunk);
    const headers = Object.entries(incoming.headers).filter(([name]) => !HOP_BY_HOP.includes(name));
    // eslint-disable-next-line regexp/no-super-linear-backtracking -- the end always matches
    const [, mount = "", path = ""] = /^(\/[^/?]*)(.*)$/.exec(incoming.url ?? "") ?? [];
    const asked: ProxiedRequest = {
      method: incoming.method ?? "GET",
      upstream: this.upstreams[mount] ?? "",
      path,
      headers: Object.fromEntries(headers.map(([name, value]) => [name, String(value)])),
      body: Buffer.concat(chunks).toString("utf8"),
    };
    const answer = await this.fault(asked, this.next);
    outgoing.writeHead(answer.status, answer.headers);
    outgoing.end(answer.body);
  }
}
