import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { once } from "node:events";
import { connect } from "node:net";
import type { Socket } from "node:net";
import { NOW } from "../interactions/testing/ports.js";
import { InjectedRegistry } from "./testing/application.js";

let registry: InjectedRegistry;
beforeEach(async () => {
  registry = new InjectedRegistry();
  await registry.server.start();
});
afterEach(() => registry.stop());

/** Sends these bytes; resolves to everything received by the time the registry ends the connection. */
async function received(text: string, work: (socket: Socket) => unknown = () => undefined): Promise<string> {
  const socket = connect(Number(registry.server.info.port), "127.0.0.1");
  let all = "";
  socket.setEncoding("latin1").on("data", (part: string) => (all += part));
  socket.on("error", () => undefined);
  const closed = once(socket, "close");
  await once(socket, "connect");
  socket.write(text);
  await work(socket);
  await closed;
  return all;
}

const statusesIn = (text: string): number[] =>
  [...text.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, each]) => Number(each));
const REQUEST = "GET /STU3/metadata HTTP/1.1\r\nHost: registry.test\r\n\r\n";

describe("input that Node rejects before there is a request", () => {
  it("is answered with an OperationOutcome, recorded and logged, and ends the connection", async () => {
    const answer = await received("GET\r\n\r\n");
    const [head = "", body = ""] = answer.split("\r\n\r\n");
    const requestId = /^X-Request-ID: (.+)$/m.exec(head)?.[1]?.trim();
    expect(head.split("\r\n")).toEqual([
      "HTTP/1.1 400 Bad Request",
      "Connection: close",
      "Cache-Control: no-store",
      "Content-Type: application/fhir+json; charset=utf-8",
      `Content-Length: ${Buffer.byteLength(body)}`,
      `X-Request-ID: ${requestId}`,
    ]);
    expect(JSON.parse(body)).toMatchObject({
      resourceType: "OperationOutcome",
      issue: [{ severity: "error", diagnostics: expect.stringContaining("(Rule request-malformed)") }],
    });
    const account = { requestId, remoteAddress: "127.0.0.1" };
    expect(registry.takeAudited()).toEqual({
      at: NOW,
      interaction: "unknown",
      status: 400,
      code: "request-malformed",
      wrote: false,
      ...account,
    });
    expect(registry.logged).toContainEqual(
      expect.objectContaining({ msg: "A request was answered.", status: 400, code: "request-malformed", ...account }),
    );
  });

  it.each([
    [431, "header-too-large", `GET / HTTP/1.1\r\nX-A: ${"a".repeat(70_000)}\r\n\r\n`],
    [405, "method-not-allowed", "CONNECT registry.test:443 HTTP/1.1\r\nHost: registry.test\r\n\r\n"],
    [
      413,
      "body-too-large",
      `POST /STU3/Appointment HTTP/1.1\r\nHost: registry.test\r\nTransfer-Encoding: chunked\r\n\r\n1;${"a".repeat(20_000)}\r\n`,
    ],
  ])("is answered %d as %s", async (status, code, text) => {
    expect(statusesIn(await received(text))).toEqual([status]);
    expect(registry.audited[0]).toMatchObject({ status, code, interaction: "unknown", wrote: false });
  });

  it.each([
    ["application/fhir+xml", "Accept: application/fhir+xml\r\n", "<OperationOutcome"],
    ["application/fhir+json", "Accept: application/fhir+json\r\n", '{"resourceType"'],
    ["application/fhir+json", "Accept: text/html\r\n", '{"resourceType"'],
  ])("is answered in %s if its head has %j", async (type, field, start) => {
    const [head = "", body = ""] = (await received(`GET / HTTP/1.1\r\n${field}bad field\r\n\r\n`)).split("\r\n\r\n");
    expect(head).toContain(`Content-Type: ${type}; charset=utf-8`);
    expect(body.startsWith(start)).toBe(true);
  });

  it("is answered once, whatever follows", async () => {
    const more = (socket: Socket) => [1, 2, 3].forEach(() => socket.write("GET\r\n\r\n"));
    expect(statusesIn(await received("GET\r\n\r\n", more))).toEqual([400]);
    expect(registry.audited).toHaveLength(1);
  });

  it("is answered after the request before it", async () => {
    expect(statusesIn(await received(`${REQUEST}GET\r\n\r\n`))).toEqual([200, 400]);
    expect(registry.audited.at(-1)).toMatchObject({ status: 400, code: "request-malformed" });
  });

  it("is answered 500 if it cannot be recorded", async () => {
    registry.auditFailure = new Error("full");
    const answer = await received("GET\r\n\r\n");
    expect(statusesIn(answer)).toEqual([500]);
    expect(answer).toContain("(Rule audit-unavailable)");
    expect(registry.logged).toContainEqual(
      expect.objectContaining({ msg: "A request was answered.", status: 500, code: "audit-unavailable" }),
    );
  });

  it("is not answered or recorded if the connection ended within it", async () => {
    expect(await received("GET /STU3/metadata HTTP/1.1\r\nHost: x", (socket) => socket.end())).toBe("");
    expect(registry.audited).toEqual([]);
  });

  it("is not answered if a connection error says nothing about a request", async () => {
    const connected = once(registry.server.listener, "connection") as Promise<[Socket]>;
    const reset = async () => {
      const [socket] = await connected;
      registry.server.listener.emit("clientError", Object.assign(new Error("reset"), { code: "ECONNRESET" }), socket);
    };
    expect(await received("", reset)).toBe("");
    expect(registry.audited).toEqual([]);
  });

  it("adds nothing to a response in progress", async () => {
    registry.server.listener.removeAllListeners("request").on("request", (_, response) => {
      response.writeHead(200, { "content-length": "10" }).write("half");
    });
    const malformed = async (socket: Socket): Promise<void> => {
      await once(socket, "data");
      socket.write("GET\r\n\r\n");
    };
    expect(await received(REQUEST, malformed)).toMatch(/^HTTP\/1\.1 200 OK\r\n[^]*\r\n\r\nhalf$/);
    expect(registry.audited).toEqual([]);
  });
});
