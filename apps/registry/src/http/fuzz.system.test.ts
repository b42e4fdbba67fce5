import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { nhsNumber } from "@appointment-registry/test-kit";
import type { TestRequest } from "../testing/registry.js";
import { JSON_TYPE, TestRegistry, XML_TYPE, getOutcome } from "../testing/registry.js";

let registry: TestRegistry;
beforeAll(async () => {
  registry = await TestRegistry.start({ REGISTRY_BODY_TIMEOUT: "1", REGISTRY_MAX_BODY_BYTES: "65536" });
});
afterAll(() => registry.stop());

/** Every failure is an OperationOutcome with `no-store` and the id of the request. */
async function refused(path: string, asked: TestRequest = {}): Promise<number> {
  const answer = await registry.send(path, asked);
  if (answer.status >= 400 && asked.method !== "HEAD") expect(getOutcome(answer).length).toBeGreaterThan(0);
  expect(answer.headers["cache-control"]).toBe("no-store");
  expect(answer.headers["x-request-id"]).toMatch(/^[\x21-\x7e]+$/);
  return answer.status;
}

describe("a caller's mistake is never a failure of the registry", () => {
  const urls: [string, number][] = [
    ["/Appointment/%", 400],
    ["/Appointment/%zz", 400],
    ["/Appointment/%00", 404],
    ["/Appointment/%ff", 400],
    ["/Appointment/%C3%A9", 404],
    ["/Appointment/a%2Fb", 404],
    ["/Appointment/..%2f..%2fetc", 404],
    ["/Appointment/a_b", 404],
    ["/Appointment/" + "a".repeat(64), 404],
    ["/Appointment/" + "a".repeat(65), 404],
    ["/Appointment/" + "a".repeat(5000), 404],
    ["/Appointment/x/_history/0", 404],
    ["/Appointment/x/_history/1.0", 404],
    ["/Appointment/x/_history/99999999999999999999", 404],
    ["/Appointment/x/_history/-1", 404],
    ["/Appointment/constructor", 404],
    ["/Appointment/__proto__", 404],
    ["/Appointment/x?%", 400],
    ["/Appointment/x?=", 400],
    ["/Appointment/x?__proto__=1", 400],
    ["/Appointment/x?_format=%ff", 406],
    ["/Appointment/x?_pretty=maybe", 400],
    ["/Appointment/x?_format=json&_format=xml", 400],
    ["//Appointment", 404],
    ["/Appointment/x/y", 404],
    ["/appointment", 404],
    ["/Patient/1", 404],
    ["/", 405],
    ["/Appointment", 400],
    ["/Appointment?patient=", 400],
    ["/Appointment?patient:identifier=%00", 400],
    ["/Appointment?constructor=1", 400],
    ["/Appointment/x/_history?_since=yesterday", 400],
    ["/Appointment/x/_history?_count=-1", 400],
    ["/Appointment/x/_history?_count=", 400],
  ];
  it.each(urls)("GET %.60s: %i", async (path, status) => {
    expect(await refused(path)).toBe(status);
  });

  const headers: [string, Record<string, string | string[]>, number][] = [
    ["a malformed Cookie", { cookie: "a=b; ;;==" }, 404],
    ["a malformed Accept-Encoding", { "accept-encoding": ";;q=9" }, 404],
    ["a malformed Accept", { accept: ";;" }, 404],
    ["an empty Accept", { accept: "" }, 404],
    ["a malformed Range", { range: "bytes=x" }, 404],
    ["a malformed If-None-Match", { "if-none-match": '"' }, 404],
    ["a malformed If-Modified-Since", { "if-modified-since": "yesterday" }, 404],
    ["a malformed Prefer", { prefer: "return=;;=" }, 404],
    ["a long X-Request-ID", { "x-request-id": "a".repeat(4000) }, 404],
    ["an X-Request-ID with spaces", { "x-request-id": "a b" }, 404],
    ["two X-Request-IDs", { "x-request-id": ["a", "b"] }, 404],
    ["a malformed Content-Type on a GET", { "content-type": "x" }, 404],
    ["an Origin", { origin: "https://x.example" }, 404],
    ["Expect", { expect: "100-continue" }, 404],
    ["an unknown Expect", { expect: "the-unexpected" }, 404],
    ["an Upgrade", { connection: "upgrade", upgrade: "h2c" }, 404],
  ];
  it.each(headers)("GET with %s", async (_name, fields, status) => {
    expect(await refused("/Appointment/x", { headers: fields })).toBe(status);
  });

  const bodies: [string, TestRequest, number][] = [
    ["an empty body", { headers: { "content-type": JSON_TYPE }, body: "" }, 400],
    ["no body and no type", {}, 415],
    ["an unknown type", { headers: { "content-type": "application/pdf" }, body: "x" }, 415],
    ["a malformed type", { headers: { "content-type": ";;;" }, body: "x" }, 415],
    ["another charset", { headers: { "content-type": `${JSON_TYPE}; charset=iso-8859-1` }, body: "{}" }, 415],
    ["a malformed charset", { headers: { "content-type": `${JSON_TYPE}; charset=` }, body: "{}" }, 415],
    ["gzip", { headers: { "content-type": JSON_TYPE, "content-encoding": "gzip" }, body: "{}" }, 415],
    ["null", { headers: { "content-type": JSON_TYPE }, body: "null" }, 400],
    ["a string", { headers: { "content-type": JSON_TYPE }, body: '"x"' }, 400],
    ["an array", { headers: { "content-type": JSON_TYPE }, body: "[]" }, 400],
    ["deep JSON", { headers: { "content-type": JSON_TYPE }, body: "[".repeat(30000) }, 400],
    ["deep XML", { headers: { "content-type": XML_TYPE }, body: "<a>".repeat(9000) }, 400],
    ["NUL bytes", { headers: { "content-type": XML_TYPE }, body: "\0\0\0" }, 400],
    ["a BOM alone", { headers: { "content-type": XML_TYPE }, body: "\ufeff" }, 400],
    ["UTF-16", { headers: { "content-type": XML_TYPE }, body: Buffer.from("<a/>", "utf16le") }, 400],
    ["XML sent as JSON", { headers: { "content-type": JSON_TYPE }, body: "<a/>" }, 400],
    ["a body over the limit", { headers: { "content-type": JSON_TYPE }, body: " ".repeat(65537) }, 413],
    [
      "__proto__",
      { headers: { "content-type": JSON_TYPE }, body: '{"resourceType":"Appointment","__proto__":{"a":1}}' },
      422,
    ],
    [
      "a name that XML cannot hold, answered in XML",
      {
        headers: { "content-type": JSON_TYPE, accept: XML_TYPE },
        body: '{"resourceType":"Appointment","_start":{"extension":[{"url":"a","\\b&\\uffff\\ud800":null}]}}',
      },
      422,
    ],
    [
      "wrong shapes",
      {
        headers: { "content-type": JSON_TYPE },
        body: '{"resourceType":"Appointment","participant":{},"identifier":[null,1,"x",[]],"meta":[],"status":{},"start":1,"contained":"x","extension":[{}],"id":7}',
      },
      422,
    ],
    [
      "wrong shapes of participants",
      {
        headers: { "content-type": JSON_TYPE },
        body: '{"resourceType":"Appointment","participant":[null,{"actor":[]},{"actor":{"identifier":[1]}},7],"meta":{"profile":"x","tag":{}}}',
      },
      422,
    ],
  ];
  it.each(bodies)("POST with %s", async (_name, asked, status) => {
    expect(await refused("/Appointment", { method: "POST", ...asked })).toBe(status);
  });

  it.each([
    null,
    [null],
    [1, "x", []],
    {},
    [{ name: null, resource: null }],
    [{ name: "resource", resource: [] }],
    [{ name: "resource", resource: { resourceType: "Patient" } }],
    [{ name: "resource" }, { name: "mode", valueCode: {} }],
  ])("$validate with Parameters whose parameter is %j is 400", async (parameter) => {
    const body = JSON.stringify({ resourceType: "Parameters", parameter });
    const headers = { "content-type": JSON_TYPE };
    for (const path of ["/Appointment/$validate", "/Appointment/x/$validate"])
      expect(await refused(path, { method: "POST", headers, body })).toBe(400);
  });

  it("a mode that is not a text is 400", async () => {
    const { resource } = await registry.registered(nhsNumber(2));
    const parameter = [
      { name: "resource", resource },
      { name: "mode", valueCode: { a: [null] } },
    ];
    const body = JSON.stringify({ resourceType: "Parameters", parameter });
    expect(
      await refused("/Appointment/$validate", { method: "POST", headers: { "content-type": JSON_TYPE }, body }),
    ).toBe(400);
  });

  it("wrong types anywhere in an update are 400 or 422", async () => {
    const { path, resource } = await registry.registered(nhsNumber(1));
    const wrong: unknown[] = [null, 1, "", "x", [], {}, [null], [[]], [{}], [1], { a: 1 }, true, -1.5e300];
    const places = [...Object.keys(resource), "contained", "extension", "_status", "_start", "slot", "unknown"];
    for (const place of places) {
      for (const value of wrong) {
        const body = JSON.stringify({ ...resource, status: "cancelled", [place]: value });
        const answer = await registry.send(path, {
          method: "PUT",
          headers: { "content-type": JSON_TYPE, "if-match": "1" },
          body,
        });
        expect([place, value, [400, 422].includes(answer.status) ? "refused" : answer.text]).toEqual([
          place,
          value,
          "refused",
        ]);
      }
    }
  });
});

describe("input that Node rejects before there is a request", () => {
  const get = (head: string) => `GET /STU3/metadata HTTP/1.1\r\nHost: localhost\r\n${head}\r\n`;
  const cases: [string, string, number][] = [
    ["no HTTP", "hello\r\n\r\n", 400],
    ["a header without a colon", get("nonsense\r\n"), 400],
    ["too many bytes of header", get(`X-A: ${"a".repeat(40000)}\r\n`), 431],
    ["two Content-Lengths", get("Content-Length: 1\r\nContent-Length: 2\r\n"), 400],
    ["Content-Length and chunks", get("Content-Length: 1\r\nTransfer-Encoding: chunked\r\n"), 400],
    ["no Host", "GET /STU3/metadata HTTP/1.1\r\n\r\n", 400],
    ["a broken chunk", "POST /STU3/Appointment HTTP/1.1\r\nHost: l\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", 400],
  ];
  it.each(cases)("%s", async (_name, bytes, status) => {
    const answer = await registry.raw(bytes);
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(answer).toMatch(/"resourceType":"OperationOutcome"/);
    expect(answer).toMatch(/cache-control: no-store/i);
    expect(answer).toMatch(/x-request-id: /i);
  });

  const post = (rest: string) =>
    `POST /STU3/Appointment HTTP/1.1\r\nHost: l\r\nAuthorization: Bearer ${registry.goodToken}\r\nContent-Type: ${JSON_TYPE}\r\n${rest}`;
  it("a body that does not arrive is 408", async () => {
    expect(await registry.raw(post("Content-Length: 10\r\n\r\n{"))).toMatch(/^HTTP\/1.1 408 [^]*OperationOutcome/);
  });
  it("an endless chunked body is 413", async () => {
    const chunk = `ffff\r\n${" ".repeat(0xffff)}\r\n`;
    const bytes = post(`Transfer-Encoding: chunked\r\n\r\n${chunk.repeat(40)}`);
    expect(await registry.raw(bytes)).toMatch(/^HTTP\/1.1 413 [^]*OperationOutcome/);
  });
  it.each([
    ["a token", "", 403],
    ["a type that can be given", "Authorization: Bearer TOKEN\r\nAccept: text/csv\r\n", 406],
    ["a type that can be read", "Authorization: Bearer TOKEN\r\nContent-Type: text/csv\r\n", 415],
  ])("a long body without %s is refused, and the connection is kept", async (_, fields, status) => {
    const body = " ".repeat(900_000);
    const head = `POST /STU3/Appointment HTTP/1.1\r\nHost: l\r\n${fields}Content-Length: ${body.length}\r\n\r\n`;
    const next = "GET /STU3/metadata HTTP/1.1\r\nHost: l\r\nConnection: close\r\n\r\n";
    const answers = await registry.raw(`${head.replace("TOKEN", registry.goodToken)}${body}${next}`);
    expect(answers.match(/HTTP\/1.1 \d+/g)).toEqual([`HTTP/1.1 ${status}`, "HTTP/1.1 200"]);
  });
  it("a refusal does not wait for a body that does not arrive", async () => {
    const answer = await registry.raw(
      "POST /STU3/Appointment HTTP/1.1\r\nHost: l\r\nContent-Length: 10\r\n\r\n{",
      2000,
    );
    expect(answer).toMatch(/^HTTP\/1.1 403 /);
  });
  it("continues to serve afterwards", async () => {
    expect((await registry.send("/metadata")).status).toBe(200);
  });
});
