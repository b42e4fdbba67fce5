import { once } from "node:events";
import { createServer } from "node:https";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { readFile } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";
import type { Dispatcher } from "undici";
import { seededRandom } from "./random.js";

/** Faults before a request is forwarded. `late` reaches the server after the client has stopped waiting. */
const BEFORE = ["request reset", "request dropped", "500 before", "503 before", "late"] as const;
/** Faults of the answer, after the request was performed. */
const AFTER = [
  "answer dropped",
  "answer cut",
  "answer cut, its length corrected",
  "answer emptied",
  "answer not HTTP",
  "connection reset while answering",
  "answer dripped",
  "answer delayed",
  "500 after commit",
  "503 after commit",
  "wrong status",
  "redirect",
  "another id",
  "a page instead",
  "huge answer",
] as const;

/** Faults of a network, of a gateway, and of a program that answers in place of a server. */
export const FAULTS = [...BEFORE, ...AFTER] as const;
export type Fault = (typeof FAULTS)[number];
/** The outcomes of a request, including those of a connection before a request is read from it. */
export type ProxiedOutcome = Fault | "connection dropped" | "answered instead" | "passed";

/** An answer in place of the server's; the server does not see the request. */
export interface ReplacementAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface FaultProxyOptions {
  /** Seed of the plan: in runs with the same seed, the n-th request has the same fault. */
  readonly seed: number;
  /** Share of requests with a fault, 0 to 1. A fifth of this share of connections is dropped. */
  readonly rate: number;
  /** Milliseconds for which a `late` request, or an answer, is delayed; longer than the client's time-out. */
  readonly hold: number;
  /** Default: `FAULTS`. */
  readonly faults?: readonly Fault[];
  /** Chooses the fault of each request, in place of the plan. */
  readonly choose?: (request: {
    readonly method: string;
    readonly path: string;
  }) => Fault | ReplacementAnswer | undefined;
}

/** The server behind the proxy: its address and its certificates. */
export interface ProxiedServer {
  readonly baseUrl: string;
  /** Contains `tls/`, as created by `localCertificates`. */
  readonly directory: string;
  readonly agent: Dispatcher;
}

export interface FaultProxy {
  readonly baseUrl: string;
  readonly did: ReadonlyMap<ProxiedOutcome, number>;
  /** Resolves when all delayed messages have arrived. */
  stop(): Promise<void>;
}

/** Larger than a client accepts. Few requests get such an answer, because it costs more than all others. */
const HUGE_BYTES = 80 * 1024 * 1024;
const HUGE_SHARE = 1 / 50;
const BLOCK = Buffer.alloc(64 * 1024, " ");

/** Statuses of success and refusal, sent regardless of the server's answer. */
const STATUSES = [200, 201, 204, 206, 304, 401, 403, 404, 409, 410, 412, 418, 422, 429, 451, 501];

/** A proxy that ends TLS on both sides, as a gateway does, between a client and a real server. */
export async function startFaultProxy(
  server: ProxiedServer,
  { seed, rate, hold, faults = FAULTS, choose }: FaultProxyOptions,
): Promise<FaultProxy> {
  const random = seededRandom(seed);
  const did = new Map<ProxiedOutcome, number>();
  const note = (what: ProxiedOutcome): void => void did.set(what, (did.get(what) ?? 0) + 1);
  /** The faults that are due before any is repeated, so that every fault occurs, whichever requests are affected. */
  let deck: Fault[] = [];
  const held = new Set<Promise<void>>();
  const file = (name: string): Promise<Buffer> => readFile(join(server.directory, "tls", name));
  const [key, cert, ca] = await Promise.all([file("server.key"), file("server.pem"), file("ca.pem")]);
  const proxy = createServer({ key, cert, ca, requestCert: true, rejectUnauthorized: true });
  proxy.on("request", (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const { method = "", url: path = "" } = incoming;
    const fault = choose === undefined ? next() : choose({ method, path });
    note(typeof fault === "object" ? "answered instead" : (fault ?? "passed"));
    const handled = handle(incoming, outgoing, fault).catch(() => void outgoing.destroy());
    held.add(handled);
    void handled.finally(() => held.delete(handled));
  });
  proxy.prependListener("secureConnection", (socket) => {
    socket.on("error", () => socket.destroy());
    if (random() >= rate / 5) return;
    note("connection dropped");
    socket.destroy();
  });

  function next(): Fault | undefined {
    if (random() >= rate) return undefined;
    if (deck.length === 0) deck = [...faults];
    const [fault] = deck.splice(Math.floor(random() * deck.length), 1);
    return fault === "huge answer" && random() >= HUGE_SHARE ? "answer cut" : fault;
  }

  async function handle(
    incoming: IncomingMessage,
    outgoing: ServerResponse,
    fault: Fault | ReplacementAnswer | undefined,
  ): Promise<void> {
    if (fault === "request reset") return void incoming.socket.destroy();
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    if (typeof fault === "object") return void outgoing.writeHead(fault.status, fault.headers).end();
    if (fault === "request dropped") return void outgoing.destroy();
    if (fault === "500 before" || fault === "503 before") {
      return void outgoing
        .writeHead(Number(fault.slice(0, 3)), { "content-type": "text/html" })
        .end("<h1>Bad luck</h1>");
    }
    if (fault === "late") await delay(hold);
    const answer = await passOn(incoming, Buffer.concat(chunks));
    const bytes = Buffer.from(await answer.body.arrayBuffer());
    await spoil(outgoing, { status: answer.statusCode, headers: getHeaders(answer), bytes }, fault);
  }

  async function spoil(outgoing: ServerResponse, answer: Whole, fault: Fault | undefined): Promise<void> {
    const { status, headers, bytes } = answer;
    const length = { ...headers, "content-length": String(bytes.length) };
    switch (fault) {
      case "answer dropped":
        return void outgoing.destroy();
      case "500 after commit":
      case "503 after commit":
        return void outgoing.writeHead(Number(fault.slice(0, 3)), { "retry-after": "0" }).end();
      case "answer cut":
      case "connection reset while answering":
        outgoing.writeHead(status, length);
        outgoing.write(bytes.subarray(0, Math.floor(bytes.length / 2)));
        await delay(1);
        if (fault === "answer cut") outgoing.destroy();
        else outgoing.socket?.destroy(new Error("reset"));
        return;
      case "answer cut, its length corrected":
        return void outgoing.writeHead(status, headers).end(bytes.subarray(0, Math.floor(bytes.length / 2)));
      case "answer emptied":
        return void outgoing.writeHead(status, headers).end();
      case "answer not HTTP":
        return void outgoing.socket?.end("SSH-2.0-OpenSSH_9.2\r\n");
      case "answer dripped":
        outgoing.writeHead(status, length);
        for (let at = 0; at < bytes.length && !outgoing.destroyed; at += 1) {
          outgoing.write(bytes.subarray(at, at + 1));
          await delay(Math.max(1, hold / 10));
        }
        return void outgoing.end();
      case "answer delayed":
        await delay(hold);
        return void outgoing.writeHead(status, headers).end(bytes);
      case "wrong status": {
        const wrong = STATUSES[Math.floor(random() * STATUSES.length)] ?? 418;
        return void outgoing.writeHead(wrong, headers).end(wrong === 204 || wrong === 304 ? undefined : bytes);
      }
      case "redirect":
        return void outgoing.writeHead(302, { location: "https://elsewhere.example/STU3" }).end();
      case "another id": {
        const id = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
        const swap = (text: string): string => text.replace(id, "00000000-0000-4000-8000-000000000000");
        const swapped = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, swap(String(value))]));
        return void outgoing.writeHead(status, swapped).end(swap(bytes.toString("utf8")));
      }
      case "a page instead":
        return void outgoing.writeHead(200, { "content-type": "text/html" }).end("<h1>Please log in</h1>");
      case "huge answer":
        outgoing.writeHead(status, headers);
        for (let sent = 0; sent < HUGE_BYTES && !outgoing.destroyed; sent += BLOCK.length) {
          if (!outgoing.write(BLOCK)) await writableAgain(outgoing);
        }
        return void outgoing.end(bytes);
      default:
        return void outgoing.writeHead(status, headers).end(bytes);
    }
  }

  function passOn(incoming: IncomingMessage, body: Buffer): Promise<Dispatcher.ResponseData> {
    const { host: _, connection: __, "content-length": ___, ...headers } = incoming.headers;
    return server.agent.request({
      origin: new URL(server.baseUrl).origin,
      path: incoming.url ?? "/",
      method: (incoming.method ?? "GET") as "GET",
      headers: headers as Record<string, string>,
      ...(body.length === 0 ? {} : { body }),
    });
  }

  proxy.listen(0, "127.0.0.1");
  await once(proxy, "listening");
  const { port } = proxy.address() as AddressInfo;
  const url = new URL(server.baseUrl);
  url.port = String(port);
  return {
    baseUrl: url.href,
    did,
    async stop() {
      await Promise.all(held);
      proxy.closeAllConnections();
      proxy.close();
    },
  };
}

/** Resolves even if nobody reads any more. */
function writableAgain(outgoing: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      outgoing.off("drain", done).off("close", done);
      resolve();
    };
    outgoing.on("drain", done).on("close", done);
  });
}

interface Whole {
  readonly status: number;
  readonly headers: Record<string, string | string[]>;
  readonly bytes: Buffer;
}

function getHeaders(answer: Dispatcher.ResponseData): Record<string, string | string[]> {
  const {
    connection: _,
    "keep-alive": __,
    "transfer-encoding": ___,
    "content-length": ____,
    ...headers
  } = answer.headers;
  return headers as Record<string, string | string[]>;
}
