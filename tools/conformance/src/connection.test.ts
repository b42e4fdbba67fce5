import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { FhirDouble } from "@appointment-registry/test-kit";
import { count, run } from "./run.js";
import type { Report } from "./run.js";
import { startGateway } from "./testing/gateway.js";
import type { Handle } from "./testing/gateway.js";
import { jwt } from "./testing/partner.js";

const HTML = { "content-type": "text/html" };
const MIB = 1024 * 1024;

let double: FhirDouble;
beforeAll(async () => {
  double = await FhirDouble.start();
});
afterAll(() => double?.stop());

/** Runs the kit against a server with this handler. */
async function runOn(handle: Handle, answerMilliseconds = 20_000): Promise<Report> {
  const { baseUrl, stop } = await startGateway(double, handle);
  const only = ["create-id-ignored", "search-every-status", "update-conflict-409"];
  try {
    const inputs = { baseUrl, publicUrl: double.baseUrl, endpoint: {}, token: jwt({}) };
    return await run(inputs, { only, answerMilliseconds });
  } finally {
    await stop();
  }
}

const packed =
  (coding: string, pack: (body: string) => Buffer | string): Handle =>
  async (_, outgoing, forward) => {
    const { status, headers, body } = await forward();
    outgoing.writeHead(status, { ...headers, "content-encoding": coding }).end(pack(body));
  };

describe("a server that is not a registry, or whose answers cannot be read, is reported in one sentence", () => {
  it.each<[string, Handle, RegExp]>([
    [
      "200 and HTML for whatever is asked",
      (_, outgoing) => void outgoing.writeHead(200, HTML).end("<p>It works</p>"),
      /is not the FHIR base of a registry: GET \/STU3\/metadata was answered 200 with text\/html; .*; POST \/STU3\/Appointment was answered 200 with text\/html$/,
    ],
    [
      "redirects",
      (_, outgoing) => void outgoing.writeHead(301, { location: "https://new.example/STU3" }).end(),
      /is not the FHIR base of a registry: GET \/STU3\/metadata was answered 301 with nothing, to https:\/\/new\.example\/STU3;/,
    ],
    [
      "an answer without end",
      (_, outgoing) => {
        outgoing.writeHead(200, HTML);
        const block = Buffer.alloc(MIB, " ");
        const more = (): void => void (outgoing.destroyed || (outgoing.write(block) ? setImmediate(more) : undefined));
        outgoing.on("drain", more);
        more();
      },
      /cannot be called: the answer is longer than 16777216 bytes$/,
    ],
    [
      "an answer that unpacks to more than it may",
      packed("gzip", () => gzipSync(Buffer.alloc(17 * MIB))),
      /cannot be called: the answer is longer than 16777216 bytes$/,
    ],
    [
      "a coding that nobody asked for and the kit does not know",
      packed("zstd", (body) => body),
      /cannot be called: the answer has the Content-Encoding zstd, which was not asked for$/,
    ],
    [
      "an answer that is not in its coding",
      packed("gzip", (body) => body),
      /cannot be called: the answer is not in its Content-Encoding, gzip: incorrect header check$/,
    ],
    [
      "connections closed without an answer",
      (incoming) => void incoming.socket.destroy(),
      /cannot be called: other side closed/,
    ],
    [
      "half an answer",
      (incoming, outgoing) => {
        outgoing.writeHead(200, { "content-length": "100" }).write("{");
        setImmediate(() => incoming.socket.end());
      },
      /cannot be called: other side closed/,
    ],
    [
      "what is not HTTP",
      (incoming) => void incoming.socket.end("SSH-2.0-OpenSSH\r\n"),
      /cannot be called: .*(Expected HTTP|Invalid)/,
    ],
  ])("%s", async (_, handle, why) => {
    await expect(runOn(handle)).rejects.toThrow(why);
  });

  it.each<[string, Handle]>([
    ["no answer", () => undefined],
    [
      "an answer drop by drop",
      (_, outgoing) => {
        outgoing.writeHead(200, HTML);
        const timer = setInterval(() => outgoing.write(" "), 5);
        outgoing.on("close", () => clearInterval(timer));
      },
    ],
  ])("%s", async (_, handle) => {
    await expect(runOn(handle, 200)).rejects.toThrow(/cannot be called: no complete answer within 0\.2 s$/);
  });
});

describe("a registry is tested", () => {
  it.each<[string, Handle]>([
    ["behind a gateway that packs its answers with gzip", packed("gzip", (body) => gzipSync(body))],
    ["behind one that uses deflate", packed("deflate", (body) => deflateSync(body))],
    ["behind one that uses two codings", packed("br, gzip", (body) => gzipSync(brotliCompressSync(body)))],
    [
      "though its server closes each connection",
      async (incoming, outgoing, forward) => {
        const { status, headers, body } = await forward();
        outgoing.writeHead(status, headers).end(body, () => incoming.socket.end());
      },
    ],
  ])("%s", async (_, handle) => {
    const report = await runOn(handle);
    expect(report.results.map(({ outcome, message }) => `${outcome} ${message ?? ""}`)).toHaveLength(3);
    expect(count(report, "passed")).toBe(2);
  });

  it("with its faults reported without the tokens that its answers repeat", async () => {
    const report = await runOn(async (incoming, outgoing, forward) => {
      const { status, headers, body } = await forward();
      const said = `Bad ${incoming.headers.authorization ?? ""}`;
      if (incoming.method === "PUT") outgoing.writeHead(500, HTML).end(said);
      else outgoing.writeHead(status, headers).end(body);
    });
    const [{ message = "" } = {}] = report.results.filter(({ outcome }) => outcome === "failed");
    expect(message).toMatch(/expected 409, got 500 \(Bad Bearer \[a token\]\)$/);
    expect(JSON.stringify(report)).not.toContain("eyJ");
  });
});
