import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { FhirDouble, bookedEntry, nhsNumber, outcome } from "@appointment-registry/test-kit";
import { createRegistryClient } from "../index.js";
import type { RegistryClient } from "../index.js";

let registry: FhirDouble;
let client: RegistryClient;
const patient = nhsNumber(1);
const booked = (): fhir.Appointment => bookedEntry(patient) as unknown as fhir.Appointment;

beforeEach(async () => {
  registry = await FhirDouble.start();
  client = createRegistryClient({
    baseUrl: registry.baseUrl,
    tls: registry.tls,
    token: "t",
    retry: { attempts: 3, delay: 1 },
  });
});
afterEach(async () => {
  await client.close();
  await registry.stop();
});

const narrative = (status: string): fhir.Narrative => ({
  status: "generated",
  div: `<div xmlns="http://www.w3.org/1999/xhtml">${status}</div>`,
});
const completed = (appointment: fhir.Appointment): fhir.Appointment => ({
  ...appointment,
  text: narrative(appointment.status),
});

describe("a cancel on another kind of FHIR server", () => {
  it.each([200, 202, 204] as const)(
    "is settled by reading if the update is answered %d without a body",
    async (status) => {
      const id = registry.hold(booked());
      registry.intercept = (request, answer) => (
        request.method === "PUT" && answer(),
        request.method === "PUT" ? { status } : answer()
      );
      const result = await client.cancel(id);
      expect(result).toMatchObject({ status: 200, recovered: false, versionId: "2", changes: [] });
      expect(registry.current(id)?.status).toBe("cancelled");
    },
  );

  it("that is only accepted for later processing is unknown, and safe to repeat", async () => {
    const id = registry.hold(booked());
    registry.intercept = (request, answer) => (request.method === "PUT" ? { status: 202 } : answer());
    const result = await client.cancel(id);
    expect(result).toMatchObject({
      status: "unknown",
      httpStatus: 202,
      safeToRepeat: true,
      resume: { etag: 'W/"1"', versionId: "1" },
    });
  });

  it("on a server that completes resources is done, with the changes of the server", async () => {
    registry.habits = { complete: completed };
    const id = registry.hold(booked());
    const result = await client.cancel(id);
    expect(result).toMatchObject({ status: 200, recovered: false, versionId: "2" });
    expect(result.status === 200 && result.changes.map(({ expression }) => expression)).toEqual([
      "Appointment.text.div",
    ]);
  });

  it("on a server that completes resources is recovered after a lost answer", async () => {
    registry.habits = { complete: completed };
    const id = registry.hold(booked());
    let lost = false;
    registry.intercept = (request, answer, response) => {
      const honest = answer();
      if (request.method !== "PUT" || lost) return honest;
      lost = true;
      response.destroy();
      return undefined;
    };
    expect(await client.cancel(id)).toMatchObject({ status: 200, recovered: true, versionId: "2" });
    expect(registry.versions.get(id)).toHaveLength(2);
  });

  it("on a server that sends no ETag is guarded by meta.versionId", async () => {
    registry.habits = { withoutEtag: true };
    const id = registry.hold(booked());
    expect(await client.cancel(id)).toMatchObject({ status: 200, etag: 'W/"2"' });
    expect(registry.received.find(({ method }) => method === "PUT")?.headers["if-match"]).toBe('W/"1"');
  });

  it("on a server that answers 412 for a version that is not current is a conflict", async () => {
    const id = registry.hold(booked());
    registry.intercept = (request, answer) => (request.method === "PUT" ? outcome(412, "not current") : answer());
    const result = await client.cancel(id, {
      onRetrieved: () => void registry.hold({ ...booked(), status: "noshow" }, id),
    });
    expect(result).toMatchObject({ status: 409, current: { versionId: "2" } });
  });

  it("that was done, lost, and then changed by somebody else, is not reported as a conflict without a change", async () => {
    const id = registry.hold(booked());
    registry.intercept = (request, answer, response) => {
      const honest = answer();
      if (request.method !== "PUT") return honest;
      if (registry.versions.get(id)?.length === 2) registry.hold({ ...registry.current(id), status: "noshow" }, id);
      response.destroy();
      return undefined;
    };
    const result = await client.cancel(id);
    expect(result).toMatchObject({ status: "unknown", current: { versionId: "3" }, resume: { versionId: "1" } });
  });

  it("that was lost before it was done, and overtaken by another writer, is a conflict", async () => {
    const id = registry.hold(booked());
    registry.intercept = (request, answer, response) => {
      if (request.method !== "PUT") return answer();
      if (registry.versions.get(id)?.length === 1) registry.hold({ ...registry.current(id), status: "noshow" }, id);
      response.destroy();
      return undefined;
    };
    expect(await client.cancel(id)).toMatchObject({ status: 409, current: { versionId: "2" } });
  });

  it.each([302, 401, 404, 409, 418, 422])(
    "that was done and is answered with a bare %d, is recognised",
    async (status) => {
      const id = registry.hold(booked());
      registry.intercept = (request, answer) => {
        const honest = answer();
        return request.method === "PUT"
          ? { ...honest, status, headers: { location: "https://elsewhere.example/" } }
          : honest;
      };
      expect(await client.cancel(id)).toMatchObject({ status: 200, recovered: true });
    },
  );

  it.each([302, 401, 404, 409, 418, 422])(
    "that was not done and is answered with a bare %d, is unexpected",
    async (status) => {
      const id = registry.hold(booked());
      registry.intercept = (request, answer) => (request.method === "PUT" ? { status } : answer());
      expect(await client.cancel(id)).toMatchObject({ status: "unexpected", httpStatus: status });
    },
  );

  it("whose answer holds another Appointment, is recognised", async () => {
    const id = registry.hold(booked());
    const other = registry.hold({ ...booked(), status: "cancelled" });
    registry.intercept = (request, answer) => {
      const honest = answer();
      return request.method === "PUT" ? { ...honest, body: JSON.stringify(registry.current(other)) } : honest;
    };
    expect(await client.cancel(id)).toMatchObject({ status: 200, id, versionId: "2" });
  });
});

describe("resume", () => {
  const unknown = { etag: 'W/"1"', versionId: "1" };

  it("finds the update of an earlier call, even if the server completed it", async () => {
    registry.habits = { complete: completed };
    const id = registry.hold(booked());
    registry.hold({ ...registry.current(id), status: "cancelled" }, id);
    const result = await client.cancel(id, { resume: unknown });
    expect(result).toMatchObject({ status: 200, recovered: true, versionId: "2" });
    expect(registry.count("PUT")).toBe(0);
  });

  it("recognises an update that arrives late as its own", async () => {
    const id = registry.hold(booked());
    const onRetrieved = (): void => void registry.hold({ ...registry.current(id), status: "cancelled" }, id);
    expect(await client.cancel(id, { resume: unknown, onRetrieved })).toMatchObject({ status: 200, recovered: true });
  });

  it("leaves the outcome open if the earlier version cannot be read", async () => {
    const id = registry.hold(booked());
    registry.hold({ ...registry.current(id), status: "cancelled" }, id);
    registry.intercept = (request, answer) => (request.path.endsWith("/_history/1") ? { status: 503 } : answer());
    expect(await client.cancel(id, { resume: unknown })).toMatchObject({ status: "unknown", resume: unknown });
    expect(registry.count("PUT")).toBe(0);
  });
});

describe("a registration on another kind of FHIR server", () => {
  it("that is answered without a body is read at its Location", async () => {
    registry.intercept = (request, answer) => {
      const honest = answer();
      return request.method === "POST" ? { status: 201, headers: honest.headers ?? {} } : honest;
    };
    expect(await client.register(booked())).toMatchObject({ status: 201, versionId: "1", changes: [] });
  });

  it.each([302, 404, 422, 429, 201, 200])(
    "that was done and is answered with a bare %d, is unknown and not repeated",
    async (status) => {
      registry.intercept = (_, answer) => (answer(), { status });
      const result = await client.register(booked());
      expect(result).toMatchObject({ status: "unknown", httpStatus: status, safeToRepeat: false });
      expect(registry.count("POST")).toBe(1);
    },
  );

  it("that is answered with another Appointment is unknown", async () => {
    const other = registry.hold(booked());
    registry.intercept = (_, answer) => ({ ...answer(), body: JSON.stringify(registry.current(other)) });
    expect(await client.register(booked(), { once: true })).toMatchObject({ status: "unknown", safeToRepeat: true });
  });

  it("on a server that completes resources is done, with the changes of the server", async () => {
    registry.habits = { complete: completed };
    const result = await client.register(booked());
    expect(result.status === 201 && result.changes.map(({ expression }) => expression)).toEqual(["Appointment.text"]);
  });
});

describe("pages", () => {
  it("of a search and of a history are followed to the last one", async () => {
    const id = registry.hold(booked());
    for (const status of ["pending", "booked", "arrived"]) registry.hold({ ...booked(), status }, id);
    for (let more = 0; more < 4; more += 1) registry.hold(booked());
    registry.habits = { pageSize: 2 };
    const found = await client.search(patient);
    expect(found).toMatchObject({ status: 200, total: 5 });
    expect(found.status === 200 && found.found.length).toBe(5);
    const all = await client.history(id);
    expect(all.status === 200 && all.versions.map(({ versionId }) => versionId)).toEqual(["4", "3", "2", "1"]);
  });

  it("on another host, or without end, are not followed", async () => {
    registry.hold(booked());
    const next = (url: string): void => {
      registry.intercept = (_, answer) => {
        const { body, ...honest } = answer();
        return { ...honest, body: JSON.stringify({ ...JSON.parse(body ?? ""), link: [{ relation: "next", url }] }) };
      };
    };
    next("https://elsewhere.example/STU3/Appointment?page=2");
    expect(await client.search(patient)).toMatchObject({ status: "unexpected" });
    expect(registry.received).toHaveLength(1);
    next(`${registry.baseUrl}/Appointment/_search?page=0`);
    expect(await client.search(patient)).toMatchObject({ status: "unexpected" });
  });

  it("that cannot be retrieved make the whole interaction fail", async () => {
    registry.hold(booked());
    registry.hold(booked());
    registry.habits = { pageSize: 1 };
    registry.intercept = (request, answer) => (request.path.includes("page=1") ? outcome(403, "no") : answer());
    expect(await client.search(patient)).toMatchObject({ status: 403 });
  });
});

describe("an answer about something else", () => {
  it("is not accepted as the requested answer", async () => {
    const id = registry.hold(booked());
    const other = registry.hold(booked());
    registry.intercept = (_, answer) => ({ ...answer(), body: JSON.stringify(registry.current(other)) });
    expect(await client.read(id)).toMatchObject({ status: "unexpected" });
    registry.intercept = (_, answer) => ({
      ...answer(),
      body: JSON.stringify({ ...registry.current(id), meta: { versionId: "7" } }),
    });
    expect(await client.readVersion(id, "1")).toMatchObject({ status: "unexpected" });
    registry.intercept = (_, answer) => answer();
    expect(await client.search(nhsNumber(2))).toMatchObject({ status: "unexpected" });
  });
});

it.each([".", "..", "", "_search", "$validate", "a/b", "a%2Fb", "a b", "x".repeat(65), undefined])(
  "an invalid id is rejected before anything is sent: %j",
  async (id) => {
    const text = id as string;
    for (const call of [
      () => client.read(text),
      () => client.cancel(text),
      () => client.history(text),
      () => client.readVersion(text, "1"),
      () => client.readVersion("x", text),
    ]) {
      await expect(call()).rejects.toThrow(TypeError);
    }
    expect(registry.received).toEqual([]);
  },
);
