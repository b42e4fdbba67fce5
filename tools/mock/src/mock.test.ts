import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "@jest/globals";
import { freePort, localCertificates } from "@appointment-registry/test-kit";
import { Agent, request } from "undici";
import { startMock } from "./mock.js";
import type { Mock, MockOptions, Received } from "./mock.js";

let directory: string;
let tls: MockOptions["tls"];
let mock: Mock;
let caller: Agent;
let ca: string;
const received: Received[] = [];

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "mock "));
  const files = await localCertificates(directory);
  tls = { key: files.serverKey, cert: files.serverCert, clientCa: files.ca };
  mock = await startMock({ tls, onRequest: (request) => received.push(request) });
  const read = (file: string): Promise<string> => readFile(file, "utf8");
  ca = await read(files.ca);
  caller = new Agent({ connect: { ca, cert: await read(files.clientCert), key: await read(files.clientKey) } });
});
afterEach(() => {
  mock.reset();
  received.length = 0;
});
afterAll(async () => {
  await caller.close();
  await mock.close();
  await rm(directory, { recursive: true, force: true });
});

type Method = "GET" | "HEAD" | "PUT" | "POST" | "DELETE";

async function send(method: Method, path: string, headers: Record<string, string> = {}) {
  const answer = await request(`${mock.baseUrl}${path}`, { method, headers, dispatcher: caller });
  return { status: answer.statusCode, headers: answer.headers, text: await answer.body.text() };
}

describe("the mock of the contract", () => {
  it("answers an operation with its success example and that example's header fields", async () => {
    const { status, headers, text } = await send("PUT", "/Appointment/x", {
      "x-request-id": "a-1",
      "x-correlation-id": "all/of=it",
    });
    const { id, meta, status: booking } = JSON.parse(text) as fhir.Appointment;
    expect([status, booking, meta?.versionId]).toEqual([200, "cancelled", "2"]);
    expect(headers).toMatchObject({
      "content-type": "application/fhir+json; charset=utf-8",
      "cache-control": "no-store",
      etag: 'W/"2"',
      location: `${mock.baseUrl}/Appointment/${id}/_history/2`,
      "last-modified": new Date(meta?.lastUpdated ?? "").toUTCString(),
      "x-request-id": "a-1",
      "x-correlation-id": "all/of=it",
    });
  });

  it("answers HEAD like GET, without the body", async () => {
    const { status, headers, text } = await send("HEAD", "/Appointment/x");
    const got = await send("GET", "/Appointment/x");
    expect(got.headers["content-length"]).toBe(`${Buffer.byteLength(got.text)}`);
    for (const field of ["content-type", "content-length", "etag"]) expect(headers[field]).toBe(got.headers[field]);
    expect([status, text]).toEqual([200, ""]);
  });

  it("sends no Content-Length for the body that a 304 omits", async () => {
    const { status, headers, text } = await send("GET", "/Appointment/x", { prefer: "code=304" });
    expect([status, headers["content-length"], text]).toEqual([304, undefined, ""]);
  });

  it("decodes the path of a request", async () => {
    for (const path of ["$validate", "%24validate", "x", "%78", "a%2Fb"]) {
      await send(path.endsWith("validate") ? "POST" : "GET", `/Appointment/${path}`);
    }
    const operations = received.map(({ operationId }) => operationId);
    expect(operations).toEqual(["validateRegister", "validateRegister", "read", "read", "read"]);
  });

  it("answers a creation with 201, though the contract also has an answer for an existing entry", async () => {
    expect(await send("POST", "/Appointment")).toMatchObject({ status: 201, headers: { etag: 'W/"1"' } });
  });

  it.each([
    ["Accept", "/Appointment/x", { accept: "application/fhir+xml" }, "xml"],
    ["the first of several types", "/Appointment/x", { accept: "text/xml, application/fhir+json;q=0.5" }, "xml"],
    ["a type in capitals", "/Appointment/x", { accept: "application/FHIR+XML" }, "xml"],
    ["_format, which overrides Accept", "/Appointment/x?_format=json", { accept: "application/fhir+xml" }, "json"],
    ["neither", "/Appointment/x", {}, "json"],
  ])("answers in the format of %s", async (_, path, headers: Record<string, string>, format) => {
    const answer = await send("GET", path, headers);
    expect(answer.headers["content-type"]).toBe(`application/fhir+${format}; charset=utf-8`);
    expect(answer.text).toMatch(format === "xml" ? /^<Appointment/ : /^\{/);
  });

  it("replaces the contract's addresses in the examples by its own", async () => {
    const { text } = await send("GET", "/Appointment?patient.identifier=x");
    const { entry } = JSON.parse(text) as fhir.Bundle;
    expect(entry?.[0]?.fullUrl).toMatch(`${mock.baseUrl}/Appointment/`);
  });

  it.each([
    ["code=409", 409, "cancel-409"],
    ["return=minimal, code=422; example=cancel-422-difference", 422, "cancel-422-difference"],
    ['example="cancel-409"', 409, "cancel-409"],
    ["Code=409", 409, "cancel-409"],
    ["return=minimal", 200, "cancel-200"],
    ["code=", 200, "cancel-200"],
    ['code="", example=cancel-409', 409, "cancel-409"],
  ])("answers as the request prefers: %s", async (prefer, status, example) => {
    const answers = mock.operations.find(({ operationId }) => operationId === "cancel")?.answers;
    const documented = answers?.find((each) => each.example === example && each.format === "json");
    expect(await send("PUT", "/Appointment/x", { prefer })).toMatchObject({ status, text: documented?.text });
  });

  it("sends queued answers in order and then the usual one, and does not change other operations", async () => {
    mock.next("read", { status: 500 }, 2);
    mock.next("read", { status: 429, headers: { "retry-after": "7" } });
    const statuses: number[] = [];
    for (const path of ["x", "x", "x/_history", "x", "x"]) {
      const { status, headers } = await send("GET", `/Appointment/${path}`);
      statuses.push(status);
      expect(headers["retry-after"]).toBe(status === 429 ? "7" : undefined);
    }
    expect(statuses).toEqual([500, 500, 200, 429, 200]);
    expect(received.map(({ operationId, status }) => `${operationId} ${status}`)).toEqual([
      "read 500",
      "read 500",
      "history 200",
      "read 429",
      "read 200",
    ]);
  });

  it("reports that the contract has no such path, method or answer", async () => {
    expect(await send("GET", "/Patient/1")).toMatchObject({ status: 404, text: expect.stringContaining("no path /") });
    expect(await send("GET", "/Appointment/$lastn")).toMatchObject({ status: 404 });
    expect(await send("DELETE", "/Appointment/x")).toMatchObject({
      status: 405,
      headers: { allow: "GET, PUT" },
      text: expect.stringContaining("no DELETE for /Appointment/{id}"),
    });
  });

  it.each([
    ["code=418", "418"],
    ["example=register-201", "register-201"],
    ["code=500, example=cancel-409", "500 cancel-409"],
    ["code=teapot", "teapot"],
  ])(
    "lists the available answers if the request prefers one that the contract does not have: %s",
    async (prefer, named) => {
      const { status, text } = await send("PUT", "/Appointment/x", { prefer });
      expect(status).toBe(500);
      expect(text).toContain(`The contract has no answer ${named} of cancel. It has: 200 `);
    },
  );

  it("refuses to queue an answer that the contract does not have", () => {
    expect(() => mock.next("cancel", { status: 418 })).toThrow("no answer 418 of cancel");
    expect(() => mock.next("delete", { status: 204 })).toThrow("no operation delete");
    expect(() => mock.next("read", { status: 404, headers: { "retry-after": "1" } })).toThrow(
      "404 of read has no retry-after",
    );
  });

  it("does not answer by HTTP without a client certificate", async () => {
    const stranger = new Agent({ connect: { ca } });
    await expect(request(`${mock.baseUrl}/metadata`, { dispatcher: stranger })).rejects.toThrow();
    await stranger.close();
    expect(received).toEqual([]);
  });

  it.each([
    ["cannot be read", "{", SyntaxError],
    ["names no server", '{ "servers": [] }', "names no server"],
    [
      "lacks an example",
      JSON.stringify({
        servers: [{ url: "https://registry.example/STU3" }],
        paths: {
          "/x": { get: { operationId: "x", responses: { 200: { content: { "application/fhir+json": {} } } } } },
        },
      }),
      "no example for 200 of x",
    ],
  ])("leaves nothing open if the contract %s", async (_, text, message) => {
    const contract = join(directory, "contract.json");
    await writeFile(contract, text);
    const port = await freePort(0, "127.0.0.1");
    await expect(startMock({ tls, contract, port })).rejects.toThrow(message);
    const next = await startMock({ tls, port });
    expect(new URL(next.baseUrl).port).toBe(`${port}`);
    await next.close();
  });
});
