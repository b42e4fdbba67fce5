import { once } from "node:events";
import { createServer } from "node:https";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { createRegistryClient } from "@appointment-registry/client";
import type { Attempt, RegistryClient } from "@appointment-registry/client";
import { plannedEntry } from "../chaos/entries.js";
import { RegistryUnderTest } from "../harness/registry.js";
import { clientOptions } from "./harness.js";

let registry: RegistryUnderTest;
let options: Awaited<ReturnType<typeof clientOptions>>;
let client: RegistryClient;
let planned = 0;

const entry = (): fhir.Appointment => JSON.parse(plannedEntry("client", planned++).body) as fhir.Appointment;

async function registeredId(appointment = entry()): Promise<string> {
  const result = await client.register(appointment);
  if (result.status !== 201) throw new Error(JSON.stringify(result));
  return result.id;
}

beforeAll(async () => {
  registry = await RegistryUnderTest.start();
  options = await clientOptions(registry);
  client = createRegistryClient(options);
});
afterAll(async () => {
  await client.close();
  expect(await registry.stop()).toBe(0);
});

describe.each(["json", "xml"] as const)("a client that speaks %s", (format) => {
  let speaking: RegistryClient;
  beforeAll(() => {
    speaking = createRegistryClient({ ...options, format });
  });
  afterAll(() => speaking.close());

  it("registers, reads, cancels, and still reads the old version", async () => {
    const appointment = entry();
    const registered = await speaking.register(appointment);
    if (registered.status !== 201) throw new Error(JSON.stringify(registered));
    const { id } = registered;
    expect(registered).toMatchObject({ etag: 'W/"1"', location: `${registry.baseUrl}/Appointment/${id}/_history/1` });

    const read = await speaking.read(id);
    expect(read).toMatchObject({ status: 200, etag: 'W/"1"', appointment: registered.appointment });

    const cancelled = await speaking.cancel(id);
    expect(cancelled).toMatchObject({
      status: 200,
      recovered: false,
      etag: 'W/"2"',
      location: `${registry.baseUrl}/Appointment/${id}/_history/2`,
    });
    const { meta: _, ...sent } = appointment;
    expect(cancelled).toMatchObject({ appointment: { ...sent, id, status: "cancelled" } });

    expect(await speaking.readVersion(id, "1")).toMatchObject({ status: 200, appointment: registered.appointment });
    const history = await speaking.history(id);
    expect(history).toMatchObject({
      status: 200,
      versions: [
        { versionId: "2", method: "PUT", appointment: { status: "cancelled" } },
        { versionId: "1", method: "POST", appointment: { status: "booked" } },
      ],
    });
  });

  it("finds the appointments of a patient", async () => {
    const appointment = entry();
    const id = await registeredId(appointment);
    const nhsNumber = appointment.participant[0]?.actor?.identifier?.value ?? "";
    const result = await speaking.search(nhsNumber);
    if (result.status !== 200) throw new Error(JSON.stringify(result));
    expect(result.total).toBe(result.found.length);
    expect(result.found.find((each) => each.id === id)).toMatchObject({
      url: `${registry.baseUrl}/Appointment/${id}/_history/1`,
      appointment: { status: "booked" },
    });
    expect(await speaking.search("9999999999")).toMatchObject({ status: 200, total: 0, found: [] });
  });

  it("finds an appointment by its URL at the provider, also past or cancelled ones, and only for the given patient", async () => {
    const appointment = entry();
    const id = await registeredId(appointment);
    expect(await speaking.cancel(id)).toMatchObject({ status: 200 });
    const providerUrl = appointment.identifier?.[0]?.value ?? "";
    const nhsNumber = appointment.participant[0]?.actor?.identifier?.value ?? "";
    const found = { status: 200, total: 1, found: [{ id, appointment: { status: "cancelled" } }] };
    expect(await speaking.search({ providerUrl })).toMatchObject(found);
    expect(await speaking.search({ providerUrl, nhsNumber })).toMatchObject(found);
    expect(await speaking.search({ nhsNumber })).toEqual(
      expect.objectContaining({ found: expect.arrayContaining([expect.objectContaining({ id })]) }),
    );
    expect(await speaking.search({ providerUrl, nhsNumber: "9999999999" })).toMatchObject({ total: 0, found: [] });
    expect(await speaking.search({ providerUrl: `${providerUrl}0` })).toMatchObject({ total: 0, found: [] });
  });

  it.each([
    [{}, "The search must have nhsNumber or providerUrl."],
    [null, "The search must have nhsNumber or providerUrl."],
    [{ nhsNumber: "" }, "nhsNumber must be a string."],
    [{ providerUrl: 1 }, "providerUrl must be a string."],
    ["", "The NHS number must be a string."],
  ])("does not send the search %j", async (query, message) => {
    await expect(speaking.search(query as object)).rejects.toThrow(new TypeError(message));
  });

  it("returns the registry's refusal with one issue for each fault", async () => {
    const { start: _, ...rest } = entry();
    const refused = await speaking.register({ ...rest, description: "x" });
    expect(refused).toMatchObject({ status: 422, outcome: { resourceType: "OperationOutcome" } });
    expect(refused.status === 422 && refused.issues.map(({ expression }) => expression)).toEqual(
      expect.arrayContaining(["Appointment.start", "Appointment.description"]),
    );
    expect(await speaking.read("unknown")).toMatchObject({ status: 404, issues: [{ rule: "not-found" }] });
    const validated = await speaking.validate({ ...entry(), description: "x" });
    expect(validated).toMatchObject({ status: 200, valid: false });
    expect(await speaking.validate(entry())).toMatchObject({ status: 200, valid: true });
  });

  it("reads the capability statement without a token", async () => {
    const { token: _, ...anonymous } = options;
    const other = createRegistryClient({ ...anonymous, format });
    expect(await other.capabilities()).toMatchObject({ status: 200, statement: { fhirVersion: "3.0.1" } });
    expect(await other.read("x")).toMatchObject({ status: 403 });
    await other.close();
  });
});

describe("cancel", () => {
  it("of a cancelled appointment: 422, sent once", async () => {
    const id = await registeredId();
    await client.cancel(id);
    const attempts: Attempt[] = [];
    const traced = createRegistryClient({ ...options, hooks: { onRequest: (attempt) => attempts.push(attempt) } });
    expect(await traced.cancel(id)).toMatchObject({ status: 422, issues: [{ expression: "Appointment.status" }] });
    expect(attempts.map(({ interaction, attempt }) => [interaction, attempt])).toEqual([
      ["read", 1],
      ["cancel", 1],
    ]);
    await traced.close();
  });

  it("of an appointment that another client has cancelled since: a conflict that shows the change, not a success", async () => {
    const id = await registeredId();
    const other = { ran: false };
    const result = await client.cancel(id, {
      async onRetrieved() {
        other.ran = (await client.cancel(id, { to: "entered-in-error" })).status === 200;
      },
    });
    expect(other.ran).toBe(true);
    expect(result).toMatchObject({
      status: 409,
      current: { etag: 'W/"2"', appointment: { status: "entered-in-error" } },
      changes: [{ expression: "Appointment.status", before: "booked", after: "entered-in-error" }],
    });
    expect(result.status === 409 && result.issues[0]?.message).toMatch(/version/i);
  });

  it("does not report success if another client made the same change, and a retry does not cancel an entry that is not booked", async () => {
    const id = await registeredId();
    const onRetrieved = async (): Promise<void> => void (await client.cancel(id));
    const results = await Promise.all([client.cancel(id, { onRetrieved }), client.cancel(id, { onConflict: "retry" })]);
    expect(results.filter(({ status }) => status === 200).length).toBeLessThan(2);
    expect(await client.history(id)).toMatchObject({ versions: [{ versionId: "2" }, { versionId: "1" }] });
  });

  it("of 40 at once: one succeeds, and 39 get a conflict or find the entry cancelled", async () => {
    const id = await registeredId();
    const results = await Promise.all(Array.from({ length: 40 }, () => client.cancel(id)));
    const statuses = results.map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    expect(statuses.filter((status) => status === 409 || status === 422)).toHaveLength(39);
  });

  it("continues if the result of an earlier call is unknown", async () => {
    const id = await registeredId();
    const resume = { etag: 'W/"1"', versionId: "1" };
    expect(await client.cancel(id, { resume })).toMatchObject({ status: 200, recovered: false, etag: 'W/"2"' });
    expect(await client.cancel(id, { resume })).toMatchObject({ status: 200, recovered: true, etag: 'W/"2"' });
    expect(await client.cancel(id, { resume, to: "entered-in-error" })).toMatchObject({ status: 200, etag: 'W/"3"' });
  });
});

describe("register", () => {
  it("once: the second time it returns the existing entry", async () => {
    const appointment = entry();
    const first = await client.register(appointment, { once: true });
    const second = await client.register(appointment, { once: true });
    expect([first.status, second.status]).toEqual([201, 200]);
    expect(second).toMatchObject({ recovered: false, id: "id" in first ? first.id : undefined });
  });
});

describe("failures between client and registry", () => {
  it("no registry: unreachable after all attempts, and certain that nothing was done", async () => {
    const attempts: number[] = [];
    const lost = createRegistryClient({
      ...options,
      baseUrl: "https://localhost:1/STU3",
      retry: { attempts: 3, delay: 1 },
      hooks: { onError: ({ attempt }) => attempts.push(attempt) },
    });
    expect(await lost.cancel("x")).toMatchObject({ status: "unreachable", error: { sent: false } });
    expect(await lost.register(entry())).toMatchObject({ status: "unreachable" });
    expect(attempts).toEqual([1, 2, 3, 1, 2, 3]);
    await lost.close();
  });

  it("a registry with an unknown authority, and a client without a certificate: unreachable", async () => {
    const distrusting = createRegistryClient({ ...options, tls: { ...options.tls, ca: [] } });
    expect(await distrusting.read("x")).toMatchObject({
      status: "unreachable",
      message: expect.stringMatching(/certificate/),
    });
    const { cert: _, key: __, ...tls } = options.tls;
    const bare = createRegistryClient({ ...options, tls, retry: { attempts: 1 } });
    expect(await bare.read("x")).toMatchObject({ status: "unreachable" });
    await Promise.all([distrusting.close(), bare.close()]);
  });

  it("a caller that stops waiting: the promise rejects with the signal's reason", async () => {
    const reason = new Error("the user went away");
    await expect(client.read("x", { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });

  it("another server: unexpected, with its status", async () => {
    const file = (name: string): Promise<Buffer> => readFile(join(registry.directory, "tls", name));
    const [key, cert] = await Promise.all([file("server.key"), file("server.pem")]);
    const server = createServer({ key, cert }, (request, response) => {
      response.writeHead(request.method === "PUT" ? 401 : 200, { "content-type": "text/html" }).end("<h1>Hello</h1>");
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const baseUrl = `https://localhost:${(server.address() as AddressInfo).port}/STU3`;
    const other = createRegistryClient({ ...options, baseUrl });
    expect(await other.cancel("x")).toMatchObject({ status: "unexpected", httpStatus: 200 });
    expect(await other.search("9000000009")).toMatchObject({ status: "unexpected", httpStatus: 200 });
    await other.close();
    server.close();
  });

  it("a base URL that is not https is refused at once", () => {
    expect(() => createRegistryClient({ baseUrl: "http://localhost/STU3" })).toThrow(TypeError);
  });
});
