import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { once } from "node:events";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { createServer, request as httpRequest } from "node:http";
import type { AddressInfo } from "node:net";
import { connect } from "node:net";
import { eventually } from "@appointment-registry/test-kit";
import { Admission } from "../admission/admission.js";
import { guard } from "./guard.js";

const THUMBPRINT = "a-thumbprint";
let server: Server;
/** Requests being served, until a test answers them. */
let served: { readonly request: IncomingMessage; readonly response: ServerResponse }[];
let refused: unknown[];

beforeEach(async () => {
  served = [];
  refused = [];
  const serve = (request: IncomingMessage, response: ServerResponse): void => void served.push({ request, response });
  server = createServer(serve).on("checkContinue", serve);
  const limits = { maxRequests: 24, maxDelayMilliseconds: 60_000, memoryBytes: 16 * 1024 * 1024, maxLargeAnswers: 16 };
  guard(server, {
    admission: new Admission(limits, { secondsToWait: () => undefined }),
    config: { http: { answerTimeoutMilliseconds: 60_000 } },
    listener: { thumbprintOf: () => THUMBPRINT },
    refusals: { add: (refusal: unknown) => void refused.push(refusal) },
  } as unknown as Parameters<typeof guard>[1]);
  await once(server.listen(0, "127.0.0.1"), "listening");
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const port = (): number => (server.address() as AddressInfo).port;

async function send(headers: Record<string, string> = {}, path = "/") {
  const request = httpRequest({ host: "127.0.0.1", port: port(), path, headers, agent: false });
  request.end();
  const [response] = (await once(request, "response")) as [IncomingMessage];
  let text = "";
  for await (const chunk of response.setEncoding("utf8")) text += chunk;
  return { status: response.statusCode, headers: response.headers, text };
}

/** Starts as many requests as one certificate may have in progress. */
async function occupy(): Promise<void> {
  for (let n = 0; n < 18; n++) void send().catch(() => undefined);
  await eventually(() => served.length === 18, "18 requests are served");
}

describe("a request beyond the admission limit", () => {
  it("is refused with the usual headers and an OperationOutcome in the caller's format", async () => {
    await occupy();
    const answer = await send({ accept: "application/fhir+json", "x-request-id": "id-1", "x-correlation-id": "id-2" });
    expect([answer.status, answer.headers]).toEqual([
      503,
      expect.objectContaining({
        "content-type": expect.stringMatching(/^application\/fhir\+json/),
        "content-length": String(Buffer.byteLength(answer.text)),
        "retry-after": expect.stringMatching(/^[1-9]\d*$/),
        "x-request-id": "id-1",
        "x-correlation-id": "id-2",
        "cache-control": "no-store",
      }),
    ]);
    expect(JSON.parse(answer.text)).toMatchObject({ resourceType: "OperationOutcome" });
    expect((await send({}, "/?_format=xml")).text).toMatch(/^<OperationOutcome /);
    expect(served).toHaveLength(18);
    expect(refused[0]).toMatchObject({ requestId: "id-1", certificateThumbprint: THUMBPRINT });
  });

  it("has an id if the caller sent none, and no correlation id", async () => {
    await occupy();
    const { headers } = await send();
    expect(headers["x-request-id"]).toMatch(/^[\da-f-]{36}$/);
    expect(headers).not.toHaveProperty("x-correlation-id");
  });

  it("keeps its connection unless a long body follows or the caller waits for 100 Continue", async () => {
    await occupy();
    const connectionOf = async (headers: Record<string, string>): Promise<unknown> => {
      const request = httpRequest({ host: "127.0.0.1", port: port(), method: "PUT", headers });
      request.on("error", () => undefined).flushHeaders();
      const [response] = (await once(request, "response")) as [IncomingMessage];
      request.destroy();
      return [response.statusCode, response.headers.connection];
    };
    const keepAlive = { connection: "keep-alive" };
    expect(await connectionOf({ ...keepAlive, "content-length": "1048576" })).toEqual([503, "keep-alive"]);
    expect(await connectionOf({ ...keepAlive, "content-length": "1048577" })).toEqual([503, "close"]);
    expect(await connectionOf({ ...keepAlive, "content-length": "2", expect: "100-continue" })).toEqual([503, "close"]);
  });

  it("is admitted again when another has been answered", async () => {
    await occupy();
    expect((await send()).status).toBe(503);
    served[0]?.response.end();
    await eventually(async () => {
      void send().catch(() => undefined);
      return served.length > 18;
    }, "another request is served");
  });
});

describe("pipelined requests", () => {
  it("are served sixteen at a time, the others in order as responses are sent", async () => {
    const socket = connect(port(), "127.0.0.1");
    let received = "";
    socket.setEncoding("latin1").on("data", (text: string) => (received += text));
    for (let n = 0; n < 40; n++) socket.write(`GET /${n} HTTP/1.1\r\nHost: x\r\n\r\n`);
    const urls = (): (string | undefined)[] => served.map(({ request }) => request.url);
    const numbers = (count: number): string[] => Array.from({ length: count }, (_, n) => `/${n}`);
    await eventually(() => served.length >= 16, "16 requests are served");
    expect(urls()).toEqual(numbers(16));
    served[0]?.response.end();
    await eventually(() => served.length >= 17, "the next one is served");
    expect(urls()).toEqual(numbers(17));
    for (let n = 1; n < 40; n++) {
      await eventually(() => served.length > n, `request ${n} is served`);
      served[n]?.response.end();
    }
    await eventually(() => received.split("HTTP/1.1 200").length === 41, "all are answered");
    expect(urls()).toEqual(numbers(40));
    expect(refused).toEqual([]);
    socket.destroy();
  });
});
