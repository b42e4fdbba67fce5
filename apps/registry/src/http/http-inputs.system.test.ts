import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { bookedEntry, nhsNumber } from "@appointment-registry/test-kit";
import { JSON_TYPE, TestRegistry } from "../testing/registry.js";

let registry: TestRegistry;
let path: string;
beforeAll(async () => {
  registry = await TestRegistry.start();
  ({ path } = await registry.registered(nhsNumber(7000)));
});
afterAll(() => registry.stop());

interface Received {
  readonly statuses: number[];
  readonly text: string;
}
/** Sends bytes unchanged and returns the statuses of the final responses. */
async function sent(text: string): Promise<Received> {
  const received = await registry.raw(text, 20_000);
  const heads = [...received.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status));
  return { statuses: heads.filter((status) => status >= 200), text: received };
}
const body = () => JSON.stringify(bookedEntry(nhsNumber(7001)));
const authorized = () => `Host: localhost\r\nAuthorization: Bearer ${registry.goodToken}\r\n`;
const get = (target: string, fields = "", version = "HTTP/1.1") =>
  `GET ${target} ${version}\r\n${authorized()}${fields}Connection: close\r\n\r\n`;
const post = (fields: string, text: string) =>
  `POST /STU3/Appointment HTTP/1.1\r\n${authorized()}${fields}Connection: close\r\n\r\n${text}`;
const sized = (text: string) => `Content-Type: ${JSON_TYPE}\r\nContent-Length: ${Buffer.byteLength(text)}\r\n`;
const chunks = (text: string, extension = "", trailer = "") =>
  `${Buffer.byteLength(text).toString(16)}${extension}\r\n${text}\r\n0\r\n${trailer}\r\n`;
const bytes = (text: string) => `${[...text].map((byte) => `1\r\n${byte}\r\n`).join("")}0\r\n\r\n`;
const CHUNKED = `Content-Type: ${JSON_TYPE}\r\nTransfer-Encoding: chunked\r\n`;

describe("Unambiguous requests", () => {
  const served: [name: string, text: () => string, status: number][] = [
    ["a target in absolute form", () => get(`https://localhost:${registry.port}/STU3${path}`), 200],
    ["a target in absolute form of another host", () => get(`https://other.example/STU3${path}`), 200],
    ["HTTP/1.0 without a Host", () => "GET /STU3/metadata HTTP/1.0\r\n\r\n", 200],
    ["an expectation", () => post(`${sized(body())}Expect: 100-continue\r\n`, body()), 201],
    ["an expectation of another kind", () => post(`${sized(body())}Expect: 200-ok\r\n`, body()), 201],
    ["a wish for another protocol", () => get(`/STU3${path}`, "Upgrade: h2c\r\n"), 200],
    ["another method in a field", () => get(`/STU3${path}`, "X-HTTP-Method-Override: DELETE\r\n"), 200],
    ["transfer codings that are wished for", () => get(`/STU3${path}`, "TE: trailers, deflate;q=.5\r\n"), 200],
    ["a body with a read", () => get(`/STU3${path}`, "Content-Length: 2\r\n") + "{}", 200],
    ["chunks", () => post(CHUNKED, chunks(body())), 201],
    ["many chunks of one byte", () => post(CHUNKED, bytes(body().padEnd(40_000))), 201],
    ["chunks with an extension", () => post(CHUNKED, chunks(body(), ';a="b"')), 201],
    ["chunks with a trailer", () => post(CHUNKED, chunks(body(), "", "X: y\r\n")), 201],
    ["two dates that differ", () => get(`/STU3${path}`, TWO_DATES), 200],
    ["If-None-Match: * on a create", () => post(`${sized(body())}If-None-Match: *\r\n`, body()), 201],
  ];
  const TWO_DATES =
    "If-Modified-Since: Fri, 01 Jan 2049 00:00:00 GMT\r\nIf-Modified-Since: Thu, 01 Jan 1970 00:00:00 GMT\r\n";
  it.each(served)("%s", async (_, text, status) => {
    expect((await sent(text())).statuses).toEqual([status]);
  });

  it("many pipelined requests, which are answered in order", async () => {
    const ids = Array.from({ length: 900 }, (_, n) => `n${n}`);
    const kept = ids.map((id) => `GET /STU3/metadata HTTP/1.1\r\nHost: localhost\r\nX-Request-ID: ${id}\r\n\r\n`);
    const { statuses, text } = await sent(kept.join("") + get(`/STU3${path}`, "X-Request-ID: last\r\n"));
    expect(statuses).toEqual([...ids, "last"].map(() => 200));
    expect([...text.matchAll(/^x-request-id: (\w+)/gim)].map(([, id]) => id)).toEqual([...ids, "last"]);
  });
});

describe("Requests that could be read in two ways are refused with an OperationOutcome", () => {
  const refused: [name: string, text: () => string, status: number][] = [
    ["HTTP/0.9", () => "GET /STU3/metadata\r\n\r\n", 400],
    ["HTTP/2.0 as a text", () => "GET /STU3/metadata HTTP/2.0\r\nHost: x\r\n\r\n", 400],
    ["HTTP/1.2", () => "GET /STU3/metadata HTTP/1.2\r\nHost: x\r\n\r\n", 400],
    ["the start of HTTP/2", () => "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400],
    ["CONNECT", () => `CONNECT localhost:1 HTTP/1.1\r\n${authorized()}\r\n`, 405],
    ["TRACE", () => get(`/STU3${path}`).replace("GET", "TRACE"), 405],
    ["a method in lower case", () => get(`/STU3${path}`).replace("GET", "get"), 400],
    ["a target in authority form", () => get("localhost:443"), 400],
    ["a coding before chunked", () => post(CHUNKED.replace("chunked", "gzip, chunked"), chunks(body())), 400],
    ["a coding that is none", () => post(CHUNKED.replace("chunked", "identity"), body()), 400],
    ["two transfer codings", () => post(`${CHUNKED}Transfer-Encoding: chunked\r\n`, chunks(body())), 400],
    ["length and chunks", () => post(`${CHUNKED}Content-Length: 5\r\n`, chunks(body())), 400],
    ["two lengths", () => post(`${sized(body())}Content-Length: 3\r\n`, body()), 400],
    ["a length with a sign", () => post("Content-Length: +5\r\n", "abcde"), 400],
    ["a size that is none", () => post(CHUNKED, `zz\r\n${body()}`), 400],
    ["a size without end", () => post(CHUNKED, `${"f".repeat(18)}\r\nabc\r\n0\r\n\r\n`), 400],
    ["bare line feeds", () => "GET /STU3/metadata HTTP/1.1\nHost: localhost\n\n", 400],
    ["a folded field", () => get(`/STU3${path}`, "X-A: b\r\n c\r\n"), 400],
    ["a space before the colon", () => get(`/STU3${path}`, "X-A : b\r\n"), 400],
    ["two media types", () => post(`${sized(body())}Content-Type: text/plain\r\n`, body()), 415],
    ["two Hosts", () => get(`/STU3${path}`, "Host: localhost\r\n"), 400],
    ["a port beyond all", () => "GET /STU3/metadata HTTP/1.1\r\nHost: a:65536\r\nConnection: close\r\n\r\n", 400],
    ["two tokens", () => get(`/STU3${path}`, "Authorization: Bearer x\r\n"), 403],
  ];
  it.each(refused)("%s", async (name, text, status) => {
    const { statuses, text: received } = await sent(text());
    expect([name, statuses]).toEqual([name, [status]]);
    expect(received).toContain('"resourceType":"OperationOutcome"');
    expect(received).toMatch(/^x-request-id: \S+\r$/im);
    expect(received).toMatch(/^cache-control: no-store\r$/im);
  });

  it("in the requested format", async () => {
    for (const text of [
      `CONNECT localhost:1 HTTP/1.1\r\n${authorized()}Accept: application/fhir+xml\r\n\r\n`,
      "GET /STU3/metadata HTTP/1.1\r\nHost: a\r\nAccept: application/fhir+xml\r\nBad Field: x\r\n\r\n",
      "GET /STU3/metadata HTTP/2.0\r\nHost: a\r\nAccept: application/fhir+xml\r\n\r\n",
    ]) {
      expect((await sent(text)).text).toContain('<OperationOutcome xmlns="http://hl7.org/fhir">');
    }
  });
});
