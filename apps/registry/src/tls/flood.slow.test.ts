import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { readFile } from "node:fs/promises";
import { Agent, request as httpsRequest } from "node:https";
import { connect as connectTcp } from "node:net";
import { Duplex } from "node:stream";
import { setTimeout as delay } from "node:timers/promises";
import type { TLSSocket } from "node:tls";
import { connect } from "node:tls";
import type { Issued } from "@appointment-registry/test-kit";
import { ShippedRegistry, atLength, bookedEntry, eventually, nhsNumber } from "@appointment-registry/test-kit";

const MEGABYTE = 1024 * 1024;
/** Number of concurrent connections. */
const MOST = atLength(100, 400);
let registry: ShippedRegistry;
let token: string;
/** A different certificate from those of the flood: one certificate has at most three quarters of the requests in progress. */
let as: Issued;
beforeAll(async () => {
  registry = await ShippedRegistry.create({
    REGISTRY_HEADERS_TIMEOUT: "2",
    REGISTRY_BODY_TIMEOUT: "2",
    REGISTRY_MAX_CONNECTIONS: String(MOST),
  });
  await registry.start();
  token = await registry.token();
  as = await registry.authority.issue("CN=supplier-b");
});
afterAll(() => registry.destroy());

const head = (method: string, path: string, more: string): string =>
  `${method} /STU3${path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\n${more}\r\n`;

/** Sends what TLS sends, except for everything after the server's first answer. */
function untilHello(port: number): Duplex {
  const tcp = connectTcp(port, "127.0.0.1").on("error", () => undefined);
  return new Duplex({
    read: () => void tcp.resume(),
    write: (chunk, _, done) => void tcp.write(chunk as Buffer, () => done()),
    destroy: (error, done) => done(tcp.destroy() && error),
  });
}

async function flood(count: number, send: (socket: TLSSocket) => void, ofHellos = false): Promise<TLSSocket[]> {
  const { ca, client, baseUrl } = registry;
  const port = Number(new URL(baseUrl).port);
  const sockets: TLSSocket[] = [];
  for (let index = 0; index < count; index++) {
    const socket = connect({
      ...(ofHellos ? { socket: untilHello(port) } : { host: "127.0.0.1", port }),
      ca,
      cert: client.cert,
      key: client.key,
      checkServerIdentity: () => undefined,
    });
    socket.on("error", () => undefined);
    socket.once("secureConnect", () => send(socket));
    sockets.push(socket);
    if (index % 20 === 0) await delay(10);
  }
  return sockets;
}
/** Returns 0 if the system does not report it. */
async function residentMegabytes(): Promise<number> {
  if (process.platform !== "linux") return 0;
  const status = await readFile(`/proc/${registry.pid}/status`, "utf8");
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1024;
}

const OF_HELLOS = "handshakes that stop after the client's hello";
const FLOODS: [string, number, (socket: TLSSocket) => void][] = [
  [
    "heads that never end",
    200,
    (socket) => void socket.write(`GET /STU3/metadata HTTP/1.1\r\nX-A: ${"a".repeat(15_000)}`),
  ],
  [
    "heads that never stop growing",
    50,
    (socket) => {
      socket.write("GET /STU3/metadata HTTP/1.1\r\n");
      const line = `X-A: ${"a".repeat(1000)}\r\n`;
      const grow = (): void => void (!socket.destroyed && socket.write(line.repeat(10), () => setImmediate(grow)));
      grow();
    },
  ],
  [
    "bodies without end",
    50,
    (socket) => {
      socket.write(
        head("POST", "/Appointment", "Content-Type: application/fhir+json\r\nTransfer-Encoding: chunked\r\n"),
      );
      const chunk = `10000\r\n${"x".repeat(65_536)}\r\n`;
      const grow = (): void => void (!socket.destroyed && socket.write(chunk, () => setImmediate(grow)));
      grow();
    },
  ],
  [
    "bodies that stall",
    200,
    (socket) =>
      void socket.write(
        head("POST", "/Appointment", "Content-Type: application/fhir+json\r\nContent-Length: 1000000\r\n") + "{",
      ),
  ],
  [
    "a thousand requests at once, whose answers are not read",
    20,
    (socket) => {
      socket.pause();
      socket.write(head("GET", "/metadata", "").repeat(1000));
    },
  ],
  ["connections that say nothing", 300, () => undefined],
  [OF_HELLOS, 300, () => undefined],
];

describe("a flood of", () => {
  it.each(FLOODS.map(([name, count, send]) => [name, atLength(Math.ceil(count / 4), count), send] as const))(
    "%s is borne with bounded memory, and others are served",
    async (what, count, send) => {
      const sockets = await flood(count, send, what === OF_HELLOS);
      let most = 0;
      for (let request = 0; request < 25; request += 1) {
        // On a machine with other work the flood causes overload, and the registry reports it.
        const answered = async () => {
          const { status } = await registry.send({ path: "/Appointment/none", token, as });
          return status === 503 ? undefined : status;
        };
        expect(await eventually(answered)).toBe(404);
        most = Math.max(most, await residentMegabytes());
      }
      for (const socket of sockets) socket.destroy();
      expect(most * MEGABYTE).toBeLessThan(700 * MEGABYTE);
      process.stdout.write(`  ${most.toFixed(0)} MB at most\n`);
    },
  );

  it("connections beyond the limit is closed, and there is room again after it", async () => {
    const sockets = await flood(1.5 * MOST, () => undefined);
    await eventually(() => sockets.filter(({ destroyed }) => destroyed).length >= MOST / 2);
    for (const socket of sockets) socket.destroy();
    const answered = () => registry.send({ path: "/metadata" }).catch(() => undefined);
    expect((await eventually(answered)).status).toBe(200);
  });
});

it("64 connections with the largest bodies do not crash a process with a heap of 100 MB, and acknowledged data is preserved", async () => {
  const small = await ShippedRegistry.create({ NODE_OPTIONS: "--max-old-space-size=100", REGISTRY_LOG_LEVEL: "error" });
  try {
    await small.start();
    const smallToken = await small.token();
    const agent = new Agent({ keepAlive: true, maxSockets: 64 });
    const { ca, client, baseUrl, pid } = small;
    const post = (n: number): Promise<{ status: number | undefined; location: string | undefined }> =>
      new Promise((resolve, reject) => {
        const body = JSON.stringify(bookedEntry(nhsNumber(n))).padEnd(262_000);
        const headers = {
          authorization: `Bearer ${smallToken}`,
          "content-type": "application/fhir+json",
          "content-length": body.length,
        };
        const options = { method: "POST", ca, cert: client.cert, key: client.key, agent, headers };
        const request = httpsRequest(`${baseUrl}/Appointment`, options, (response) => {
          const { statusCode: status, headers: received } = response;
          response.resume().on("end", () => resolve({ status, location: received.location }));
        });
        request.on("error", reject).end(body);
      });
    const answers = await Promise.all(Array.from({ length: 256 }, (_, n) => post(n)));
    agent.destroy();
    expect(answers.filter(({ status }) => status !== 201 && status !== 503)).toEqual([]);
    const located = answers.flatMap(({ location }) => location ?? []);
    expect(located.length).toBeGreaterThan(0);
    for (const location of located) {
      const { status } = await small.send({ path: location.slice(baseUrl.length), token: smallToken });
      expect(status).toBe(200);
    }
    expect(small.pid).toBe(pid);
  } finally {
    await small.destroy();
  }
});
