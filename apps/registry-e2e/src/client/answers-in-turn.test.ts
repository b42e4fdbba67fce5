import { afterAll, afterEach, beforeAll, describe, expect, it } from "@jest/globals";
import { createRegistryClient } from "@appointment-registry/client";
import type { ClientOptions, RegistryClient } from "@appointment-registry/client";
import { MockUnderTest } from "../harness/mock.js";
import { CALLS } from "./documented-calls.js";
import {
  atOnce,
  explainedIn,
  isDoubtful,
  isPassing,
  refusedBy,
  registeredIn,
  resourceIn,
  unknownAfter,
} from "./documented-results.js";
import { clientOptions } from "./harness.js";

/** The mock of the contract gives one client a series of different answers. */

const registry = await MockUnderTest.start();
const { mock } = registry;
let options: ClientOptions;
beforeAll(async () => {
  options = { ...(await clientOptions(registry)), retry: { attempts: 3, delay: 1 } };
});
afterEach(() => registry.reset());
afterAll(() => registry.stop());

const read = registry.usual("read", "json");
const registered = resourceIn<fhir.Appointment>(read);
const id = registered.id ?? "";
const current = expect.objectContaining(registeredIn(read));
const requestId = expect.any(String);
const statusesOf = (operationId: string): number[] => registry.received(operationId).map(({ status }) => status);

describe.each(["json", "xml"] as const)("a client that speaks %s", (format) => {
  let client: RegistryClient;
  beforeAll(() => {
    client = createRegistryClient({ ...options, format });
  });
  afterAll(() => client.close());

  const passing = CALLS.flatMap((call) =>
    registry
      .answers(call.operationId, format)
      .filter(({ status }) => isPassing(status) && (call.repeatable || !isDoubtful(status)))
      .map((answer) => [call.name, answer.status, call, answer] as const),
  );
  it.each(passing)("succeeds at the second attempt: %s, first answered %d", async (_, status, call, first) => {
    const { operationId, done } = call;
    const success = registry.usual(operationId, format);
    mock.next(operationId, atOnce(first));
    expect(await call.call(client, registered)).toEqual({ ...done(success, registered), requestId });
    expect(statusesOf(operationId)).toEqual([status, success.status]);
  });

  const refused = CALLS.filter(({ repeatable }) => repeatable).flatMap(({ name, operationId, call, lasting, next }) =>
    registry
      .answers(operationId, format)
      .filter(({ status }) => lasting !== undefined && status >= 400 && status !== 409 && !isDoubtful(status))
      .map((answer) => {
        const unknown = { ...unknownAfter(answer), ...next?.(registered, current) };
        const result = lasting?.includes(answer.status) === true ? refusedBy(answer) : unknown;
        return [name, answer.status, answer.example ?? "", { operationId, call, answer, result }] as const;
      }),
  );
  it.each(refused)(
    "reports a refusal after a 500 only if the refusal covers both attempts: %s, %d %s",
    async (_, __, ___, { operationId, call, answer, result }) => {
      mock.next(operationId, { status: 500 });
      mock.next(operationId, atOnce(answer), Infinity);
      expect(await call(client, registered)).toEqual({ ...result, requestId });
    },
  );
});

describe("a client", () => {
  let client: RegistryClient;
  beforeAll(() => {
    client = createRegistryClient(options);
  });
  afterAll(() => client.close());

  it("reports that the first attempt may have registered the entry, if a conditional second attempt finds one", async () => {
    mock.next("register", { status: 500 });
    mock.next("register", { status: 200 });
    const [existing] = registry.answers("register", "json").filter(({ status }) => status === 200);
    const result = await client.register(registered, { once: true });
    expect(result).toMatchObject({ status: 200, recovered: true, ...(existing && registeredIn(existing)) });
    const [first, second] = registry.received("register").map(({ headers }) => headers["if-none-exist"]);
    expect(first).toMatch(/^identifier=/);
    expect(second).toBe(first);
  });

  it("reports an unknown result for a cancel that was answered 500, if it cannot read the entry either", async () => {
    mock.next("read", {});
    mock.next("read", { status: 500 }, Infinity);
    mock.next("cancel", { status: 500 }, Infinity);
    const [failed] = registry.answers("cancel", "json").filter(({ status }) => status === 500);
    expect(await client.cancel(id)).toEqual({
      ...(failed && unknownAfter(failed)),
      safeToRepeat: true,
      resume: { etag: read.headers["etag"], versionId: registered.meta?.versionId },
      changes: [],
      requestId,
    });
    expect(statusesOf("read")).toEqual([200, 500, 500, 500]);
  });

  it("does not attribute a conflict after a 500 to another client, if it cannot read the entry", async () => {
    mock.next("read", {});
    mock.next("read", { status: 500 }, Infinity);
    mock.next("cancel", { status: 500 });
    mock.next("cancel", { status: 409 });
    expect(await client.cancel(id)).toMatchObject({ status: "unknown", httpStatus: 409 });
  });

  it("cancels the next version after a conflict, if an option requests it", async () => {
    mock.next("cancel", { status: 409 });
    const result = await client.cancel(id, { onConflict: "retry" });
    expect(result).toEqual({
      status: 200,
      recovered: false,
      ...registeredIn(registry.usual("cancel", "json")),
      changes: [],
      requestId,
    });
    expect(statusesOf("cancel")).toEqual([409, 200]);
    expect(registry.received("cancel").map(({ headers }) => headers["if-match"])).toEqual(
      Array(2).fill(read.headers["etag"]),
    );
  });

  const limited = (value?: string): void =>
    mock.next("read", { status: 429, ...(value === undefined ? {} : { headers: { "retry-after": value } }) });
  it.each([
    ["seconds", () => limited("1"), 1000],
    ["a date", () => limited(new Date(Date.now() + 2000).toUTCString()), 900],
    ["the contract's example", () => limited(), 1000],
  ])("waits as long as Retry-After requires: %s", async (_, queue, least) => {
    queue();
    const from = performance.now();
    expect(await client.read(id)).toMatchObject({ status: 200 });
    expect(performance.now() - from).toBeGreaterThan(least - 20);
    expect(statusesOf("read")).toEqual([429, 200]);
  });

  it("does not wait longer than its time budget", async () => {
    const hurried = createRegistryClient({ ...options, retry: { budget: 500 } });
    limited("1");
    const [refusal] = registry.answers("read", "json").filter(({ status }) => status === 429);
    expect(await hurried.read(id)).toEqual({ status: 429, ...(refusal && explainedIn(refusal)), requestId });
    expect(statusesOf("read")).toEqual([429]);
    await hurried.close();
  });
});
