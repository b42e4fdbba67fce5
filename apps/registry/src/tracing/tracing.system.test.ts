import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, it } from "@jest/globals";
import { ShippedRegistry, bookedEntry, eventually, nhsNumber, publicJwk } from "@appointment-registry/test-kit";
import { SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";
import type { ReadableSpan } from "@opentelemetry/sdk-trace-node";
import { InMemorySpanExporter, NodeTracerProvider, SimpleSpanProcessor } from "@opentelemetry/sdk-trace-node";
import type { TestRegistry } from "../testing/registry.js";

const exporter = new InMemorySpanExporter();
new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }).register();
// An SDK is registered before the registry is loaded, as with `node --import`.
const { JSON_TYPE, XML_TYPE, TestRegistry: Started } = await import("../testing/registry.js");

const TRACE = "0af7651916cd43dd8448eb211c80319c";
const PARENT = "b7ad6b7169203331";
const traceparent = `00-${TRACE}-${PARENT}-01`;
const log: string[] = [];
let registry: TestRegistry;

beforeAll(async () => {
  registry = await Started.start({}, (line) => log.push(line));
});
afterAll(async () => {
  await registry.stop();
  trace.disable();
});

/** The spans created by `work`, ordered by their ends. The span of a request ends before its response is sent. */
async function spansOf(work: () => Promise<unknown>): Promise<ReadableSpan[]> {
  exporter.reset();
  await work();
  return exporter.getFinishedSpans().filter(({ name }) => name !== "keys");
}

/** Formats each span as `parent > name`. */
function tree(spans: readonly ReadableSpan[]): string[] {
  const names = new Map(spans.map((span) => [span.spanContext().spanId, span.name]));
  return spans.map(({ name, parentSpanContext: parent }) =>
    parent === undefined ? name : `${names.get(parent.spanId) ?? parent.spanId} > ${name}`,
  );
}

it("serves a cancel in a span of the caller's trace, with one for each step", async () => {
  const entry = await registry.registered(nhsNumber(1));
  const spans = await spansOf(() => registry.cancel(entry, { headers: { traceparent } }));
  const server = "PUT /STU3/Appointment/{id}";
  expect(tree(spans)).toEqual([
    `${server} > token`,
    `${server} > read`,
    `${server} > store`,
    `${server} > validate`,
    `${server} > diff`,
    `${server} > store`,
    `${server} > audit`,
    `${PARENT} > ${server}`,
  ]);
  expect(new Set(spans.map((span) => span.spanContext().traceId))).toEqual(new Set([TRACE]));
  const stores = spans.filter(({ name }) => name === "store").map(({ attributes }) => attributes);
  expect(stores).toEqual(
    ["current", "replace"].map((operation) => ({ "db.system.name": "lmdb", "db.operation.name": operation })),
  );
  const { attributes, kind, status } = spans.at(-1) as ReadableSpan;
  expect({ attributes, kind, status }).toEqual({
    attributes: {
      "http.request.method": "PUT",
      "http.route": "/STU3/Appointment/{id}",
      "http.response.status_code": 200,
      "network.protocol.version": "1.1",
      "registry.interaction": "update",
      "url.scheme": "https",
    },
    kind: SpanKind.SERVER,
    status: { code: SpanStatusCode.UNSET },
  });
});

it("has the ids of trace and span in the log line of the request", async () => {
  log.length = 0;
  const spans = await spansOf(() => registry.send("/Appointment/none", { headers: { traceparent } }));
  const { spanId } = (spans.at(-1) as ReadableSpan).spanContext();
  const lines = log.map((line) => JSON.parse(line) as { msg: string; traceId?: string; spanId?: string });
  expect(lines.map(({ msg, traceId, spanId }) => ({ msg, traceId, spanId }))).toEqual([
    { msg: "A request was answered.", traceId: TRACE, spanId },
  ]);
});

it("starts a trace if the caller has none, or one that cannot be read", async () => {
  for (const sent of [undefined, "00-none", `00-${"0".repeat(32)}-${PARENT}-01`]) {
    const [span] = (await spansOf(() => registry.send("/metadata", { headers: { traceparent: sent } }))).slice(-1);
    expect(span?.parentSpanContext).toBeUndefined();
  }
});

it("names a refusal by its code, and not as an error of the registry", async () => {
  const spans = await spansOf(() => registry.send("/Appointment/none", { token: "none" }));
  expect(spans.map(({ name, attributes, status }) => [name, attributes["error.type"], status.code])).toEqual([
    ["token", "token-malformed", SpanStatusCode.UNSET],
    ["audit", undefined, SpanStatusCode.UNSET],
    ["GET /STU3/Appointment/{id}", "token-malformed", SpanStatusCode.UNSET],
  ]);
});

/** Every attribute that a span may have, and every form of its value: no caller text matches one. */
const ATTRIBUTES: Readonly<Record<string, RegExp>> = {
  "http.request.method": /^(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|REPORT)$/,
  "http.route":
    /^\/STU3(\/metadata|\/Appointment(\/_search|\/\$validate|\/\{id\}(\/_history(\/\{vid\})?|\/\$validate)?)?)$/,
  "http.response.status_code": /^[2-5]\d\d$/,
  "network.protocol.version": /^1\.[01]$/,
  "url.scheme": /^https$/,
  "registry.interaction": /^(create|read|vread|update|history-instance|search-type|capabilities|operation|unknown)$/,
  "error.type": /^[a-z][a-z-]{3,30}$/,
  "db.system.name": /^lmdb$/,
  "db.operation.name":
    /^(insert|insertUnlessIdentified|current|version|history|replace|findByPatient|findByIdentifier)$/,
};

it("has no text of a caller in any attribute, name or status", async () => {
  const patient = nhsNumber(7);
  const secret = "Confidential Name";
  const booked = { ...bookedEntry(patient), comment: secret };
  const json = { "content-type": JSON_TYPE };
  const post = (path: string, body: string, headers: object = json) =>
    registry.send(path, { method: "POST", body, headers: { ...headers } });
  const spans = await spansOf(async () => {
    const entry = await registry.registered(patient, { comment: secret });
    const update = (status: string, more: object = {}) =>
      registry.send(entry.path, {
        method: "PUT",
        headers: {
          ...json,
          "if-match": 'W/"1"',
          baggage: `patient=${patient}`,
          traceparent,
          tracestate: `nhs=${patient}`,
        },
        body: JSON.stringify({ ...entry.resource, status, ...more }),
      });
    const system = encodeURIComponent("https://fhir.nhs.uk/Id/nhs-number");
    const answers = [
      await update("cancelled", { comment: `${secret} ${patient}` }),
      await update("no-status"),
      await post(`${entry.path}/$validate`, JSON.stringify({ ...entry.resource, comment: patient })),
      await update("cancelled"),
      await update("cancelled"),
      await registry.send(entry.path),
      await registry.send(`${entry.path}/_history`),
      await registry.send(`${entry.path}/_history/1`),
      await registry.send(`/Appointment?patient.identifier=${system}%7C${patient}`),
      await post("/Appointment/_search", `patient.identifier=${system}%7C${patient}`, {
        "content-type": "application/x-www-form-urlencoded",
      }),
      await registry.send(`/Appointment?nobody=${patient}`),
      await registry.send(`/Appointment/${patient}`),
      await registry.send(`/Patient/${patient}`),
      await registry.send(`/Appointment/${patient}`, { method: "DELETE" }),
      await registry.send(`/Appointment/${patient}`, { method: "REPORT" }),
      await registry.send("/Appointment/1", { token: patient }),
      await post("/Appointment", `<Appointment>${patient}`, { "content-type": XML_TYPE }),
      await post("/Appointment", JSON.stringify(booked), { ...json, "if-none-exist": `identifier=${patient}` }),
      await post("/Appointment/$validate", JSON.stringify({ ...booked, start: patient })),
    ];
    expect(answers.map(({ status }) => status)).toEqual([
      422, 422, 200, 200, 409, 200, 200, 200, 200, 200, 400, 404, 404, 405, 405, 403, 400, 400, 200,
    ]);
  });
  expect(spans.length).toBeGreaterThan(80);
  const foreign = spans.flatMap(({ attributes }) =>
    Object.entries(attributes).filter(([name, value]) => ATTRIBUTES[name]?.test(String(value)) !== true),
  );
  expect(foreign).toEqual([]);
  const NAME = /^(token|read|validate|diff|store|audit|[A-Z]+( \/[A-Za-z0-9/{}$_]+)?)$/;
  expect(spans.map(({ name }) => name).filter((name) => !NAME.test(name))).toEqual([]);
  for (const span of spans) {
    const { status, events, links } = span;
    expect({ message: status.message, events, links }).toEqual({ message: undefined, events: [], links: [] });
    expect(span.spanContext().traceState).toBeUndefined();
  }
  const said = JSON.stringify(spans.map(({ name, attributes }) => ({ name, attributes })));
  for (const text of [patient, secret]) expect(said).not.toContain(text);
});

it("propagates the trace to the issuer, and nothing else from the caller", async () => {
  const seen: IncomingMessage["headers"][] = [];
  const issuer = createServer(({ headers }, response) => {
    seen.push(headers);
    void publicJwk(registry.key).then((jwk) => response.end(JSON.stringify({ keys: [jwk] })));
  }).listen(0, "127.0.0.1");
  await once(issuer, "listening");
  const { jwksSource } = await import("../auth/jwks-source.js");
  const url = `http://127.0.0.1:${(issuer.address() as AddressInfo).port}/jwks`;
  try {
    exporter.reset();
    await jwksSource({ kind: "url", url }, { timeoutMilliseconds: 10_000, caFile: undefined })();
  } finally {
    issuer.closeAllConnections();
    issuer.close();
  }
  const span = exporter.getFinishedSpans().find(({ name }) => name === "keys") as ReadableSpan;
  const { traceId, spanId } = span.spanContext();
  expect(span.kind).toBe(SpanKind.CLIENT);
  expect(seen.map(({ host: _, ...headers }) => headers)).toEqual([
    {
      accept: "application/jwk-set+json, application/json",
      connection: "close",
      traceparent: `00-${traceId}-${spanId}-01`,
    },
  ]);
});

interface Exported {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: readonly { readonly key: string; readonly value: object }[] };
    readonly scopeSpans: readonly { readonly spans: readonly { readonly name: string; readonly traceId: string }[] }[];
  }[];
}

it("exports its traces by OTLP with the file of the deployment, including those at its end", async () => {
  const received: Exported[] = [];
  const collector = createServer((request, response) => {
    let text = "";
    request.on("data", (chunk: Buffer) => (text += chunk.toString()));
    request.on("end", () => {
      if (request.url === "/v1/traces") received.push(JSON.parse(text) as Exported);
      response.writeHead(200, { "content-type": "application/json" }).end("{}");
    });
  }).listen(0, "127.0.0.1");
  await once(collector, "listening");
  const shipped = await ShippedRegistry.create({
    NODE_OPTIONS: `--import ${pathToFileURL(join(import.meta.dirname, "../../deploy/tracing/otlp.mjs")).href}`,
    OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${(collector.address() as AddressInfo).port}`,
    OTEL_SERVICE_NAME: "registry-under-test",
  });
  try {
    await shipped.start();
    await shipped.send({ path: "/Appointment/none", token: await shipped.token(), headers: { traceparent } });
    await shipped.stop();
    const of = (name: string) =>
      received
        .flatMap(({ resourceSpans }) => resourceSpans)
        .flatMap(({ resource, scopeSpans }) =>
          scopeSpans.flatMap(({ spans }) => spans.map((span) => ({ resource, span }))),
        )
        .filter(({ span }) => span.traceId === TRACE && span.name === name);
    await eventually(() => of("GET /STU3/Appointment/{id}").length > 0);
    expect(of("GET /STU3/Appointment/{id}")[0]?.resource.attributes).toContainEqual({
      key: "service.name",
      value: { stringValue: "registry-under-test" },
    });
    expect(of("token")).toHaveLength(1);
  } finally {
    await shipped.destroy();
    collector.closeAllConnections();
    collector.close();
  }
});
