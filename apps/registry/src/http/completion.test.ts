import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import type { Request } from "@hapi/hapi";
import { RegistryError } from "../errors.js";
import { NOW, getAccount, booking, fixedPorts, registered } from "../interactions/testing/ports.js";
import { StoreUnavailableError } from "../store/store.js";
import { MemoryStore } from "../store/testing/memory-store.js";
import { InjectedRegistry, JSON_TYPE, THUMBPRINT, XML_TYPE, getRules } from "./testing/application.js";

let registry: InjectedRegistry;
let body: string;
beforeEach(async () => {
  registry = new InjectedRegistry();
  const { resource } = await registered(registry.ports);
  body = JSON.stringify({ ...resource, status: "cancelled" });
});
afterEach(() => registry.stop());

const JSON_BODY = { "content-type": JSON_TYPE };
const cancel = (headers: Record<string, string> = { "if-match": 'W/"1"' }, sent = body, path = "/Appointment/a") =>
  registry.send(path, { method: "PUT", headers: { ...JSON_BODY, ...headers }, body: sent });

/** Members that every record has here. */
const always = {
  at: NOW,
  clientId: "supplier-a",
  certificateThumbprint: THUMBPRINT,
  remoteAddress: "127.0.0.1",
  requestId: expect.any(String),
};

const REQUEST_ID = "0b5c2f9e-1c1d-4d57-9b38-7a3a0d5d9b11";

describe("audit: every interaction is recorded once,", () => {
  it("a registration with id and version, with its account", async () => {
    const { statusCode } = await registry.send("/Appointment", {
      method: "POST",
      headers: JSON_BODY,
      body: JSON.stringify(booking()),
    });
    expect(statusCode).toBe(201);
    expect(registry.takeAudited()).toEqual({
      ...always,
      interaction: "create",
      status: 201,
      account: getAccount("create", 1),
      wrote: true,
      id: "id-1",
      version: 1,
    });
  });

  it("a conditional registration that matched an entry and wrote nothing", async () => {
    const headers = {
      ...JSON_BODY,
      "if-none-exist": "identifier=urn:ietf:rfc:3986|https://provider.test/Appointment/1",
    };
    const answer = await registry.send("/Appointment", { method: "POST", headers, body: JSON.stringify(booking()) });
    expect([answer.statusCode, answer.headers["location"]]).toEqual([
      200,
      "https://registry.test/STU3/Appointment/a/_history/1",
    ]);
    expect(registry.takeAudited()).toEqual({
      ...always,
      interaction: "create",
      status: 200,
      account: getAccount("create", 1),
      wrote: false,
      id: "a",
      version: 1,
    });
  });

  it("a cancellation with its id and the version it created, with its account", async () => {
    expect((await cancel()).statusCode).toBe(200);
    expect(registry.takeAudited()).toEqual({
      ...always,
      interaction: "update",
      status: 200,
      account: getAccount("update", 1),
      wrote: true,
      id: "a",
      version: 2,
    });
  });

  it.each([
    ["/Appointment/a", {}, "read", 200],
    ["/Appointment/a", { "if-none-match": 'W/"1"' }, "read", 304],
    ["/Appointment/a/_history/1", {}, "vread", 200],
    ["/Appointment/a/_history/1", { "if-none-match": "*" }, "vread", 304],
  ])("GET %s %j: %s, %d, with id and version", async (path, headers, interaction, status) => {
    expect((await registry.send(path, { headers })).statusCode).toBe(status);
    expect(registry.takeAudited()).toEqual({ ...always, interaction, status, wrote: false, id: "a", version: 1 });
  });

  it("a history with its id, and no version", async () => {
    await registry.send("/Appointment/a/_history");
    expect(registry.takeAudited()).toEqual({
      ...always,
      interaction: "history-instance",
      status: 200,
      wrote: false,
      id: "a",
    });
  });

  it("a search and a search by form, without an id", async () => {
    const patient = "patient.identifier=https://fhir.nhs.uk/Id/nhs-number|9434765919";
    const searched = { ...always, interaction: "search-type", status: 200, wrote: false };
    await registry.send(`/Appointment?${patient}`);
    expect(registry.takeAudited()).toEqual(searched);
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    await registry.send("/Appointment/_search", { method: "POST", headers, body: patient });
    expect(registry.takeAudited()).toEqual(searched);
  });

  it("a validation with the id in its URL, if there is one", async () => {
    const validated = { ...always, interaction: "operation", status: 200, wrote: false };
    const sent = { method: "POST", headers: { ...JSON_BODY, "if-match": 'W/"1"' }, body } as const;
    await registry.send("/Appointment/a/$validate", sent);
    expect(registry.takeAudited()).toEqual({ ...validated, id: "a" });
    await registry.send("/Appointment/$validate", { ...sent, body: JSON.stringify(booking()) });
    expect(registry.takeAudited()).toEqual(validated);
  });

  it("the capability statement, for any caller with a certificate", async () => {
    await registry.send("/metadata", { token: null });
    const { clientId: _, ...without } = always;
    expect(registry.takeAudited()).toEqual({ ...without, interaction: "capabilities", status: 200, wrote: false });
  });

  it("with the trace that the caller sent", async () => {
    const headers = {
      "x-request-id": "request-1",
      "x-correlation-id": "correlation-1",
      traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
      "ssp-traceid": "trace",
      "ssp-from": "200000000205",
      "ssp-to": "200000000206",
      "ssp-interactionid": "urn:nhs:names:x",
    };
    const answer = await registry.send("/Appointment/a", { headers });
    expect(answer.headers).toMatchObject({ "x-request-id": "request-1", "x-correlation-id": "correlation-1" });
    expect(registry.takeAudited()).toEqual({
      ...always,
      interaction: "read",
      status: 200,
      wrote: false,
      id: "a",
      version: 1,
      requestId: "request-1",
      correlationId: "correlation-1",
      traceParent: headers.traceparent,
      sspTraceId: "trace",
      sspFrom: "200000000205",
      sspTo: "200000000206",
      sspInteractionId: "urn:nhs:names:x",
    });
  });
});

describe("audit: every refusal is recorded once, with code and rules,", () => {
  it("and with the Appointment in the URL, whether or not it exists", async () => {
    expect((await registry.send("/Appointment/none")).statusCode).toBe(404);
    expect(registry.takeAudited()).toEqual({
      ...always,
      interaction: "read",
      status: 404,
      code: "not-found",
      wrote: false,
      id: "none",
    });
    expect((await cancel({ "if-match": 'W/"4"' })).statusCode).toBe(409);
    expect(registry.takeAudited()).toEqual({
      ...always,
      interaction: "update",
      status: 409,
      code: "version-conflict",
      rules: ["version-conflict"],
      wrote: false,
      id: "a",
    });
  });

  it("each rule once: `rule-broken` if only rules of the registry are violated, else `resource-invalid`", async () => {
    const changed = { ...(JSON.parse(body) as object), comment: "x", description: "y" };
    expect((await cancel(undefined, JSON.stringify(changed))).statusCode).toBe(422);
    expect(registry.takeAudited()).toMatchObject({
      status: 422,
      code: "rule-broken",
      rules: ["registry:cancel-added"],
      id: "a",
    });
    expect((await cancel(undefined, JSON.stringify({ ...changed, priority: "high" }))).statusCode).toBe(422);
    expect(registry.takeAudited()).toMatchObject({ status: 422, code: "resource-invalid", id: "a" });
  });

  it("a body that cannot be read, with its rules", async () => {
    expect((await cancel(undefined, "{")).statusCode).toBe(400);
    expect(registry.takeAudited()).toMatchObject({
      interaction: "update",
      status: 400,
      code: "body-unreadable",
      rules: [expect.stringMatching(/^json:/)],
      wrote: false,
    });
  });

  it("a caller without a token or permission, who reached no Appointment", async () => {
    const { clientId: _, ...without } = always;
    expect((await registry.send("/Appointment/a", { token: null })).statusCode).toBe(403);
    expect(registry.takeAudited()).toEqual({
      ...without,
      interaction: "read",
      status: 403,
      code: "token-missing",
      wrote: false,
    });
    expect((await registry.send("/Appointment/a", { token: "none" })).statusCode).toBe(403);
    expect(registry.takeAudited()).toEqual({
      ...always,
      interaction: "read",
      status: 403,
      code: "interaction-forbidden",
      wrote: false,
    });
  });

  it("a caller whose certificate is rejected, before anything else is known", async () => {
    registry.certificateFailure = new RegistryError("certificate-refused");
    const answer = await registry.send("/Appointment/a");
    expect([answer.statusCode, getRules(answer)]).toEqual([403, ["certificate-refused"]]);
    expect(registry.takeAudited()).toEqual({
      at: NOW,
      interaction: "unknown",
      status: 403,
      code: "certificate-refused",
      wrote: false,
      remoteAddress: "127.0.0.1",
      requestId: answer.headers["x-request-id"],
    });
  });

  it("a client that sends too many requests, with the time to retry", async () => {
    registry.limitFailure = new RegistryError("rate-limited", { facts: { retryAfterSeconds: 3 } });
    const answer = await registry.send("/Appointment/a");
    expect([answer.statusCode, answer.headers["retry-after"]]).toEqual([429, "3"]);
    expect(registry.audited).toEqual([]);
    await registry.refusals.flush();
    expect(registry.takeAudited()).toMatchObject({ status: 429, code: "rate-limited", requests: 1 });
  });

  it.each([
    ["GET", "/nothing", 404, "route-unknown"],
    ["DELETE", "/Appointment/a", 405, "method-not-allowed"],
    ["PATCH", "/Appointment", 405, "method-not-allowed"],
  ] as const)("%s %s, which is no interaction", async (method, path, status, code) => {
    expect((await registry.send(path, { method })).statusCode).toBe(status);
    expect(registry.takeAudited()).toMatchObject({ interaction: "unknown", status, code, wrote: false });
  });
});

describe("an internal failure", () => {
  class Failing extends MemoryStore {
    override current(): never {
      throw this.failure;
    }
    failure: Error = new StoreUnavailableError("The disk is slow.");
  }
  const failing = new Failing();
  beforeEach(async () => {
    await registry.stop();
    registry = new InjectedRegistry({ ...fixedPorts(), store: failing });
  });

  it("of the store is 500, may be retried, and is logged with its cause", async () => {
    failing.failure = new StoreUnavailableError("The disk is slow.");
    const answer = await registry.send("/Appointment/a");
    expect([answer.statusCode, getRules(answer)]).toEqual([500, ["store-unavailable"]]);
    expect(registry.takeAudited()).toMatchObject({ status: 500, code: "store-unavailable", id: "a" });
    expect(registry.logged.find(({ msg }) => msg === "A request failed.")).toMatchObject({
      level: "error",
      code: "store-unavailable",
      requestId: answer.headers["x-request-id"],
      error: { cause: { name: "StoreUnavailableError" } },
    });
  });

  it("that is unexpected is 500 `internal-error`, without its message", async () => {
    failing.failure = new TypeError("secret");
    const answer = await registry.send("/Appointment/a");
    expect([answer.statusCode, getRules(answer)]).toEqual([500, ["internal-error"]]);
    expect(answer.payload).not.toContain("secret");
    expect(JSON.stringify(registry.logged)).not.toContain("secret");
  });
});

describe("an interaction that cannot be audited", () => {
  it("is answered 500 `audit-unavailable`, and logged as such", async () => {
    registry.auditFailure = new Error("The disk is full.");
    const answer = await registry.send("/Appointment/a", { headers: { accept: XML_TYPE } });
    expect([answer.statusCode, answer.headers["content-type"]]).toEqual([500, `${XML_TYPE}; charset=utf-8`]);
    expect(answer.payload).toContain("(Rule audit-unavailable)");
    expect(registry.logged.at(-1)).toMatchObject({
      msg: "A request was answered.",
      status: 500,
      code: "audit-unavailable",
      interaction: "read",
    });
  });

  it("is answered with the error of the trail if that is a RegistryError", async () => {
    registry.auditFailure = new RegistryError("store-unavailable");
    expect(getRules(await registry.send("/Appointment/a"))).toEqual(["store-unavailable"]);
  });

  it("keeps the violated rules in its log line", async () => {
    registry.auditFailure = new RegistryError("audit-unavailable");
    await cancel({ "if-match": 'W/"4"' });
    expect(registry.logged.at(-1)).toMatchObject({ code: "audit-unavailable", rules: ["version-conflict"] });
  });
});

describe("every response", () => {
  it("has ids, and headers that forbid sniffing, framing and caching it", async () => {
    for (const path of ["/Appointment/a", "/metadata", "/nothing"]) {
      const { headers } = await registry.send(path);
      expect(headers).toMatchObject({
        "cache-control": "no-store",
        "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
        "referrer-policy": "no-referrer",
        "strict-transport-security": "max-age=31536000",
        "x-content-type-options": "nosniff",
        "x-request-id": expect.stringMatching(/^[0-9a-f-]{36}$/),
      });
      expect(headers).not.toHaveProperty("x-correlation-id");
    }
  });

  it("is one log line, without the path", async () => {
    await registry.send("/Appointment/a?_pretty=true", { headers: { "x-request-id": REQUEST_ID } });
    const { pid: _, time: __, durationMilliseconds, ...line } = registry.logged.at(-1) ?? {};
    expect(line).toEqual({
      level: "info",
      msg: "A request was answered.",
      requestId: REQUEST_ID,
      method: "GET",
      route: "/STU3/Appointment/{id}",
      interaction: "read",
      status: 200,
      clientId: "supplier-a",
      certificateThumbprint: THUMBPRINT,
      remoteAddress: "127.0.0.1",
    });
    expect(durationMilliseconds).toBeGreaterThanOrEqual(0);
    expect(registry.logged).toHaveLength(1);
  });

  it("to a request without an interaction is logged without a route", async () => {
    await registry.send("/nothing");
    expect(registry.logged.at(-1)).not.toHaveProperty("route");
  });
});

describe("a caller that does not wait for the response", () => {
  /** hapi reports a request that ends without a response only by its event. */
  async function abandon(app: Partial<Request["app"]>, params: object = {}) {
    const request = {
      app: { started: 0, requestId: "r", query: [], errorFormat: "json", ...app },
      params,
      method: "put",
      info: { remoteAddress: "127.0.0.1" },
      route: { path: "/STU3/Appointment/{id}", settings: {} },
      raw: { req: { headers: {} } },
    };
    registry.server.events.emit("response" as never, request as never);
    await registry.stop();
    return registry.takeAudited();
  }
  const served = (response: object, more: object) => ({ serving: Promise.resolve({ response, ...more }) as never });

  it("before a handler started is recorded as gone", async () => {
    expect(await abandon({})).toEqual({
      at: NOW,
      interaction: "unknown",
      status: 499,
      code: "caller-gone",
      wrote: false,
      requestId: "r",
      remoteAddress: "127.0.0.1",
    });
    expect(registry.logged.at(-1)).toMatchObject({
      msg: "A request was completed after its caller had disconnected.",
      status: 499,
      code: "caller-gone",
    });
  });

  it("is recorded with the work of the handler, durably if it wrote", async () => {
    const work = served({ statusCode: 200 }, { id: "a", version: 2, wrote: true });
    expect(await abandon(work)).toMatchObject({ status: 200, wrote: true, id: "a", version: 2 });
  });

  it("is recorded with the refusal of the handler", async () => {
    const serving = Promise.reject(new RegistryError("not-found"));
    expect(await abandon({ serving: serving as never }, { id: "none" })).toMatchObject({
      status: 404,
      code: "not-found",
      wrote: false,
      id: "none",
    });
  });

  it("is recorded once", async () => {
    const request = { app: { requestId: "r", accounted: true } };
    registry.server.events.emit("response" as never, request as never);
    registry.server.events.emit("response" as never, { app: {} } as never);
    await registry.stop();
    expect(registry.audited).toEqual([]);
  });

  it("and cannot be audited is logged twice: the audit failure, and the work done", async () => {
    registry.auditFailure = new Error("full");
    const request = {
      app: { started: 0, requestId: "r", query: [], errorFormat: "json" },
      params: {},
      method: "put",
      info: {},
      route: { path: "", settings: {} },
      raw: { req: { headers: {} } },
    };
    registry.server.events.emit("response" as never, request as never);
    await registry.stop();
    expect(registry.logged.map(({ msg }) => msg)).toEqual([
      "A request whose caller had disconnected could not be audited.",
      "A request was completed after its caller had disconnected.",
    ]);
  });
});
