import { once } from "node:events";
import { createServer } from "node:https";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { join } from "node:path";
import { readFile } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";
import { request } from "undici";
import type { Dispatcher } from "undici";

/** What happens to a request, in the words of the network. `late` reaches the registry when the client has stopped waiting. */
export const FAULTS = [
  "request dropped",
  "answer dropped after commit",
  "answer truncated after commit",
  "connection reset while answering",
  "500 before",
  "500 after commit",
  "503 before",
  "503 after commit",
  "late",
] as const;
export type Fault = (typeof FAULTS)[number];

export interface FaultProxyOptions {
  /** Of the plan: the n-th request of a run with the same seed meets the same fault. */
  readonly seed: number;
  /** Share of requests that are hit, 0 to 1. */
  readonly rate: number;
  /** Milliseconds that a `late` request is held; more than the client's time-out. */
  readonly hold: number;
}

/** What a proxy has to know of the registry behind it: where it is, and which certificates it serves with. */
export interface ProxiedRegistry {
  readonly baseUrl: string;
  /** Holds `tls/`, as `localCertificates` makes it. */
  readonly directory: string;
  readonly agent: Dispatcher;
}

export interface FaultProxy {
  readonly baseUrl: string;
  readonly did: ReadonlyMap<Fault | "passed", number>;
  stop(): Promise<void>;
}

/** A proxy that ends TLS on both sides, as a gateway does, between a client and a real registry. */
export async function startFaultProxy(
  registry: ProxiedRegistry,
  { seed, rate, hold }: FaultProxyOptions,
): Promise<FaultProxy> {
  const random = mulberry32(seed);
  const did = new Map<Fault | "passed", number>();
  const held = new Set<Promise<void>>();
  const file = (name: string): Promise<Buffer> => readFile(join(registry.directory, "tls", name));
  const [key, cert, ca] = await Promise.all([file("server.key"), file("server.pem"), file("ca.pem")]);
  const server = createServer({ key, cert, ca, requestCert: true, rejectUnauthorized: true }, (incoming, outgoing) => {
    const fault = random() < rate ? FAULTS[Math.floor(random() * FAULTS.length)] : undefined;
    const name = fault ?? "passed";
    did.set(name, (did.get(name) ?? 0) + 1);
    const handled = handle(incoming, outgoing, fault).catch(() => void outgoing.destroy());
    held.add(handled);
    void handled.finally(() => held.delete(handled));
  });

  async function handle(incoming: IncomingMessage, outgoing: ServerResponse, fault: Fault | undefined): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const forward = () => passOn(incoming, body);
    switch (fault) {
      case "request dropped":
        outgoing.destroy();
        return;
      case "500 before":
      case "503 before":
        outgoing.writeHead(Number(fault.slice(0, 3)), { "content-type": "text/html" }).end("<h1>Bad luck</h1>");
        return;
      case "late":
        await delay(hold);
        break;
    }
    const answer = await forward();
    const bytes = Buffer.from(await answer.body.arrayBuffer());
    switch (fault) {
      case "answer dropped after commit":
        outgoing.destroy();
        return;
      case "500 after commit":
      case "503 after commit":
        outgoing.writeHead(Number(fault.slice(0, 3)), { "retry-after": "0" }).end();
        return;
      case "answer truncated after commit":
      case "connection reset while answering": {
        outgoing.writeHead(answer.statusCode, { ...headersOf(answer), "content-length": bytes.length });
        outgoing.write(bytes.subarray(0, Math.floor(bytes.length / 2)));
        await delay(1);
        const socket = outgoing.socket as (Socket & { resetAndDestroy(): void }) | null;
        if (fault === "connection reset while answering") socket?.destroy(new Error("reset"));
        else outgoing.destroy();
        return;
      }
    }
    outgoing.writeHead(answer.statusCode, headersOf(answer)).end(bytes);
  }

  function passOn(incoming: IncomingMessage, body: Buffer): Promise<Dispatcher.ResponseData> {
    const { host: _, connection: __, "content-length": ___, ...headers } = incoming.headers;
    return request(new URL(incoming.url ?? "/", registry.baseUrl), {
      method: (incoming.method ?? "GET") as "GET",
      dispatcher: registry.agent,
      headers: headers as Record<string, string>,
      ...(body.length === 0 ? {} : { body }),
    });
  }

  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const url = new URL(registry.baseUrl);
  url.port = String(port);
  return {
    baseUrl: url.href,
    did,
    async stop() {
      await Promise.all(held);
      server.closeAllConnections();
      server.close();
    },
  };
}

function headersOf(answer: Dispatcher.ResponseData): Record<string, string | string[]> {
  const { connection: _, "keep-alive": __, "transfer-encoding": ___, ...headers } = answer.headers;
  return headers as Record<string, string | string[]>;
}

/** A small generator of numbers in [0, 1) that gives the same ones for the same seed. */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
