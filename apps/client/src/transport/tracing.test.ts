import { afterAll, afterEach, beforeEach, expect, it } from "@jest/globals";
import { FhirDouble, bookedEntry, nhsNumber } from "@appointment-registry/test-kit";
import { SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";
import { InMemorySpanExporter, NodeTracerProvider, SimpleSpanProcessor } from "@opentelemetry/sdk-trace-node";
import type { ReadableSpan } from "@opentelemetry/sdk-trace-node";
import { createRegistryClient } from "../index.js";
import type { RegistryClient } from "../index.js";

type Four = [ReadableSpan, ReadableSpan, ReadableSpan, ReadableSpan];

const exporter = new InMemorySpanExporter();
let registry: FhirDouble;
let issuer: FhirDouble;
let client: RegistryClient;

beforeEach(async () => {
  exporter.reset();
  registry = await FhirDouble.start();
  issuer = await FhirDouble.start(registry.authority);
  const granted = { access_token: "t", token_type: "Bearer", expires_in: 3600 };
  issuer.intercept = () => ({
    status: 200,
    headers: { "content-type": "application/json" },
    body: JSON.stringify(granted),
  });
  client = createRegistryClient({
    baseUrl: registry.baseUrl,
    tls: registry.tls,
    token: { tokenUrl: issuer.baseUrl.replace("/STU3", "/token"), clientId: "c", clientSecret: "s" },
    retry: { attempts: 2, delay: 1 },
  });
});
afterEach(async () => {
  await client.close();
  await Promise.all([registry.stop(), issuer.stop()]);
});
afterAll(() => trace.disable());

const traceparents = (double: FhirDouble) => double.received.map(({ headers }) => headers.traceparent);
const sentBy = (span: ReadableSpan) => `00-${span.spanContext().traceId}-${span.spanContext().spanId}-01`;

it("sends no trace header if the program has no SDK", async () => {
  await client.read(registry.hold(bookedEntry(nhsNumber(1))));
  expect([...traceparents(issuer), ...traceparents(registry)]).toEqual([undefined, undefined]);
  new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }).register();
});

it("propagates the trace of the program, with a span for each request", async () => {
  const id = registry.hold(bookedEntry(nhsNumber(1)));
  let refusals = 1;
  registry.intercept = (_, answer) => (refusals-- > 0 ? { status: 503 } : answer());
  const { traceId, spanId } = await trace.getTracer("program").startActiveSpan("program", async (span) => {
    await client.read(id);
    span.end();
    return span.spanContext();
  });
  const [token, first, second, call] = exporter.getFinishedSpans() as Four;
  expect([call.name, call.attributes, call.parentSpanContext?.spanId]).toEqual(["client.read", {}, spanId]);
  expect(traceparents(issuer)).toEqual([sentBy(token)]);
  expect(traceparents(registry)).toEqual([sentBy(first), sentBy(second)]);
  const server = (double: FhirDouble) => ({
    "server.address": "localhost",
    "server.port": Number(new URL(double.baseUrl).port),
  });
  expect(
    [token, first, second].map(({ name, kind, attributes, status, parentSpanContext }) => ({
      ...{ name, kind, attributes, status: status.code },
      parent: parentSpanContext?.spanId,
      trace: parentSpanContext?.traceId,
    })),
  ).toEqual(
    [
      {
        name: "token",
        attributes: { "http.request.method": "POST", "http.response.status_code": 200, ...server(issuer) },
        status: SpanStatusCode.UNSET,
      },
      {
        name: "read",
        attributes: {
          "http.request.method": "GET",
          "http.response.status_code": 503,
          "error.type": "503",
          ...server(registry),
        },
        status: SpanStatusCode.ERROR,
      },
      {
        name: "read",
        attributes: {
          "http.request.method": "GET",
          "http.response.status_code": 200,
          "http.request.resend_count": 1,
          ...server(registry),
        },
        status: SpanStatusCode.UNSET,
      },
    ].map((each) => ({ ...each, kind: SpanKind.CLIENT, parent: call.spanContext().spanId, trace: traceId })),
  );
});

it("records the error type of a request without an answer, but no error text", async () => {
  registry.refuseConnections();
  const result = await client.search({ nhsNumber: nhsNumber(1) });
  expect(result.status).toBe("unreachable");
  const spans = exporter.getFinishedSpans().filter(({ name }) => name === "search");
  expect(spans.map(({ attributes, status, events }) => [attributes["error.type"], status, events])).toEqual(
    [1, 2].map(() => ["NoAnswer", { code: SpanStatusCode.ERROR }, []]),
  );
  expect(JSON.stringify(spans.map(({ attributes }) => attributes))).not.toContain(nhsNumber(1));
});
