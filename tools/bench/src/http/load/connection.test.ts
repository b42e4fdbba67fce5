import { describe, expect, it } from "@jest/globals";
import { getField, parseResponse } from "./connection.js";

const read = (text: string) => {
  const parsed = parseResponse(Buffer.from(text));
  return (
    parsed && { status: parsed.response.status, body: parsed.response.body.toString(), rest: text.slice(parsed.length) }
  );
};

describe("parsing a response", () => {
  it("reads as many bytes of body as Content-Length gives", () => {
    expect(read("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabcHTTP")).toEqual({
      status: 200,
      body: "abc",
      rest: "HTTP",
    });
  });

  it("joins chunks", () => {
    expect(
      read("HTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\na;x=y\r\n0123456789\r\n0\r\n\r\n"),
    ).toEqual({
      status: 201,
      body: "ab0123456789",
      rest: "",
    });
  });

  it.each(["204 No Content", "304 Not Modified"])("expects no body after %s", (status) => {
    expect(read(`HTTP/1.1 ${status}\r\nContent-Length: 3\r\n\r\n`)).toMatchObject({ body: "", rest: "" });
  });

  it.each([
    "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n",
    "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nab",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n0\r\n",
  ])("waits for the rest of %j", (text) => {
    expect(read(text)).toBeUndefined();
  });

  it("rejects a response that ends with the connection", () => {
    expect(() => read("HTTP/1.1 200 OK\r\n\r\nabc")).toThrow("neither Content-Length nor chunks");
  });

  it("finds a field in either case", () => {
    const { response } = parseResponse(Buffer.from('HTTP/1.1 204 No Content\r\neTag:  W/"1"\r\n\r\n')) ?? {};
    expect(response && getField(response, "etag")).toBe('W/"1"');
  });
});
