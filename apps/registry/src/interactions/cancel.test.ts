import { beforeEach, describe, expect, it } from "@jest/globals";
import { CANCELLATION_RULES } from "@appointment-registry/fhir-appointment";
import { toRepresentation } from "../appointment-version.js";
import { computeChecksum } from "../store/checksum.js";
import type { RegistryError } from "../errors.js";
import { MemoryStore } from "../store/testing/memory-store.js";
import type { CancelRequest } from "./cancel.js";
import { cancel } from "./cancel.js";
import type { FixedPorts } from "./testing/ports.js";
import { getAccount, changed, fixedPorts, refusal, registered } from "./testing/ports.js";

let ports: FixedPorts;
let first: Awaited<ReturnType<typeof registered>>;
beforeEach(async () => {
  ports = fixedPorts();
  first = await registered(ports);
});

const AT_ID = { expression: "Appointment.id", location: "/f:Appointment/f:id" };

/** A request that cancels the registered entry, with the changes of a test. */
function request(more: Partial<CancelRequest> = {}, changes: object = {}): CancelRequest {
  return {
    id: "a",
    submission: { appointment: { ...first.resource, status: "cancelled", ...changes }, issues: [] },
    expected: { kind: "versions", versions: ["1"] },
    mayRead: true,
    ...more,
  };
}

describe("a cancellation", () => {
  it("creates the next version: the registered one with the new status, and the keys of the previous version", async () => {
    ports = fixedPorts();
    first = await registered(ports, "a", { meta: { profile: ["https://profile.example"] } });
    const meta = { versionId: "1", lastUpdated: "2001-01-01T00:00:00Z", profile: ["https://profile.example"] };
    const version = await cancel(request({}, { meta }), ports);
    const resource = {
      ...first.resource,
      status: "cancelled",
      meta: { profile: ["https://profile.example"], versionId: "2", lastUpdated: "2026-02-01T09:00:00.000Z" },
    };
    const { body, ...stored } = version.stored;
    expect(stored).toEqual({
      id: "a",
      version: 2,
      lastUpdated: "2026-02-01T09:00:00.000Z",
      method: "PUT",
      status: "cancelled",
      keys: first.stored.keys,
      account: getAccount("update", 1),
      checksum: computeChecksum(version.stored),
      previousChecksum: first.stored.checksum,
    });
    expect(JSON.parse(body)).toEqual(resource);
    expect(version.resource).toEqual(resource);
    expect(await ports.store.history("a")).toEqual([version.stored, first.stored]);
    expect(ports.admitted).toBe(1);
  });

  it("succeeds if the registered version violates today's rules, without reporting it", async () => {
    const text = { status: "generated", div: '<div xmlns="http://www.w3.org/1999/xhtml"><u>a</u></div>' };
    await changed(ports, first.stored, { text });
    const kept = { expected: { kind: "versions", versions: ["2"] } } as const;
    const { resource } = await cancel(request(kept, { text }), ports);
    expect(resource).toMatchObject({ status: "cancelled", text });
  });

  it("succeeds if the caller sent as much of the entry as XML can represent, and stores the entry in full", async () => {
    const stored = await changed(ports, first.stored, { comment: "a\u0001b" });
    const { comment } = toRepresentation({ ...first.resource, comment: "a\u0001b" }, "xml");
    expect(comment).not.toBe("a\u0001b");
    const kept = { expected: { kind: "versions", versions: ["2"] } } as const;
    const version = await cancel(request(kept, { comment }), ports);
    expect([version.stored.version, JSON.parse(stored.body).comment]).toEqual([3, "a\u0001b"]);
    expect(JSON.parse(version.stored.body)).toMatchObject({ status: "cancelled", comment: "a\u0001b" });
  });

  it("may set the status entered-in-error", async () => {
    const { stored } = await cancel(request({}, { status: "entered-in-error" }), ports);
    expect([stored.status, stored.version]).toEqual(["entered-in-error", 2]);
  });

  it("stores nothing of the submission but the status, whatever the comparison treats as equal", async () => {
    const start = first.resource.start?.replace("Z", "+00:00");
    const { resource } = await cancel(request({}, { start }), ports);
    expect(resource?.start).toBe(first.resource.start);
  });

  it("may set the status entered-in-error on a cancelled Appointment", async () => {
    const { stored } = await changed(ports, first.stored, { status: "cancelled" }).then(() =>
      cancel(request({ expected: { kind: "versions", versions: ["2"] } }, { status: "entered-in-error" }), ports),
    );
    expect([stored.status, stored.version]).toEqual(["entered-in-error", 3]);
  });

  it("applies to any of the versions that If-Match names", async () => {
    const expected = { kind: "versions", versions: ["7", "1"] } as const;
    expect((await cancel(request({ expected }), ports)).stored.version).toBe(2);
  });

  it("applies to the version that the URL names too", async () => {
    expect((await cancel(request({ versionInUrl: "1" }), ports)).stored.version).toBe(2);
  });

  it("gives each version a later time, even if the clock was set back", async () => {
    ports.time = Date.parse(first.stored.lastUpdated) - 5_000;
    const later = new Date(Date.parse(first.stored.lastUpdated) + 1).toISOString();
    const { stored, resource } = await cancel(request(), ports);
    expect([stored.lastUpdated, resource?.meta?.lastUpdated]).toEqual([later, later]);
  });

  it("has one winner of two concurrent ones; the other is rejected with the winning version", async () => {
    const [one, other] = await Promise.allSettled([cancel(request(), ports), cancel(request(), ports)]);
    expect([one?.status, other?.status]).toEqual(["fulfilled", "rejected"]);
    expect((other as PromiseRejectedResult).reason).toMatchObject({
      code: "version-conflict",
      facts: { currentVersion: 2 },
    });
    expect(await ports.store.history("a")).toHaveLength(2);
  });

  it("is rejected as a conflict that names the current version if another write happened between check and write", async () => {
    class Overtaken extends MemoryStore {
      override async current(id: string) {
        const current = await super.current(id);
        if (current?.version === 1) await changed(ports, current, { status: "cancelled" });
        return current;
      }
    }
    const store = new Overtaken(ports.store.tables);
    expect(await refusal(cancel(request(), { ...ports, store }))).toMatchObject({
      code: "version-conflict",
      issues: ["version-conflict Appointment.meta.versionId", "changed-since:changed Appointment.status"],
      facts: { currentVersion: 2 },
    });
    expect(await store.history("a")).toHaveLength(2);
  });

  it("is not found if the Appointment vanished between check and write", async () => {
    class Vanishing extends MemoryStore {
      override async current(id: string) {
        const current = await super.current(id);
        this.tables.delete(id);
        return current;
      }
    }
    const store = new Vanishing(ports.store.tables);
    expect(await refusal(cancel(request(), { ...ports, store }))).toMatchObject({ code: "not-found" });
  });
});

describe("a cancellation is rejected, and nothing is written,", () => {
  const refused = async (more: Partial<CancelRequest>, changes: object = {}): Promise<unknown> => {
    const answer = await refusal(cancel(request(more, changes), ports));
    expect(await ports.store.history("a")).toEqual([first.stored]);
    expect(ports.admitted).toBe(0);
    return answer;
  };

  it("if the body has no id", async () => {
    for (const id of [undefined, "", 7])
      expect(await refused({}, { id })).toEqual(
        expect.objectContaining({ code: "id-missing", issues: [], facts: {}, element: AT_ID }),
      );
  });

  it("if the id of the body does not match the URL", async () => {
    expect(await refused({}, { id: "b" })).toMatchObject({ code: "id-mismatch", element: AT_ID });
  });

  it("if If-Match is missing or cannot be read", async () => {
    expect(await refused({ expected: { kind: "missing" } })).toMatchObject({ code: "if-match-missing" });
    expect(await refused({ expected: { kind: "malformed" } })).toMatchObject({
      code: "header-invalid",
      message: 'If-Match is not of the form W/"1", "1" or 1.',
    });
  });

  it("if there is no such Appointment", async () => {
    expect(await refused({ id: "b" }, { id: "b" })).toMatchObject({ code: "not-found" });
  });

  it("if the id cannot belong to a registry, without querying the store", async () => {
    class NeverAsked extends MemoryStore {
      override current(): never {
        throw new Error("The store was asked.");
      }
    }
    const store = new NeverAsked();
    expect(await refusal(cancel(request({ id: "a/b" }, { id: "a/b" }), { ...ports, store }))).toMatchObject({
      code: "not-found",
    });
  });

  it("if another version is current", async () => {
    expect(await refused({ expected: { kind: "versions", versions: ["2"] } })).toMatchObject({
      code: "version-conflict",
      issues: ["version-conflict Appointment.meta.versionId"],
      facts: { currentVersion: 1 },
    });
  });

  it("if the URL names another version than If-Match, or none", async () => {
    for (const versionInUrl of ["2", "x"])
      expect(await refused({ versionInUrl })).toMatchObject({ code: "version-conflict" });
  });

  it("if the URL names an older version than If-Match, with the changes since then", async () => {
    await changed(ports, first.stored, { comment: "since" });
    const expected = { kind: "versions", versions: ["2"] } as const;
    expect(await refusal(cancel(request({ expected, versionInUrl: "1" }), ports))).toMatchObject({
      code: "version-conflict",
      issues: ["version-conflict Appointment.meta.versionId", "changed-since:added Appointment.comment"],
    });
  });

  it("if anything but the status differs, with the element of each difference", async () => {
    const changes = { start: "2099-02-01T10:05:00.000Z", comment: "x" };
    expect(await refused({}, changes)).toMatchObject({
      code: "rule-broken",
      issues: ["registry:cancel-changed Appointment.start", "registry:cancel-added Appointment.comment"],
    });
  });

  it("if a difference violates FHIR too: one fault is one issue", async () => {
    expect(await refused({}, { participant: [{ status: "accepted" }] })).toMatchObject({
      code: "rule-broken",
      issues: ["registry:cancel-removed Appointment.participant[0].actor"],
    });
  });

  it("if the body violated the structure of STU3", async () => {
    const { submission } = request();
    const issue = {
      severity: "error",
      code: "structure",
      rule: "structure:unknown",
      message: "x",
      spineCode: "INVALID_RESOURCE",
      expression: "Appointment.x",
    } as const;
    expect(await refused({ submission: { ...submission, issues: [issue] } })).toMatchObject({
      code: "resource-invalid",
      issues: ["structure:unknown Appointment.x"],
    });
  });

  it("if the write could not be accounted for", async () => {
    const failure = new Error("The disk is full.");
    const admitWrite = () => {
      throw failure;
    };
    await expect(cancel(request(), { ...ports, admitWrite })).rejects.toBe(failure);
    expect(await ports.store.history("a")).toEqual([first.stored]);
  });

  it("if it is already cancelled", async () => {
    const second = await changed(ports, first.stored, { status: "cancelled" });
    const expected = { kind: "versions", versions: ["2"] } as const;
    expect(await refusal(cancel(request({ expected }), ports))).toMatchObject({ code: "rule-broken" });
    expect(await ports.store.current("a")).toEqual(second);
  });
});

describe("the current status in a refusal", () => {
  const messageOf = async (mayRead: boolean, status: string): Promise<unknown> => {
    await changed(ports, first.stored, { status: "cancelled" });
    const expected = { kind: "versions", versions: ["2"] } as const;
    const error: unknown = await cancel(request({ expected, mayRead }, { status }), ports).catch((thrown) => thrown);
    return (error as RegistryError).issues[0]?.message;
  };

  it("is shown to a caller who may read it", async () => {
    expect(await messageOf(true, "booked")).toMatch(/^The appointment is already cancelled;/);
  });

  it("is shown to a caller who sent it", async () => {
    expect(await messageOf(false, "cancelled")).toMatch(/^The appointment is already cancelled;/);
  });

  it("is not shown to others", async () => {
    expect(await messageOf(false, "booked")).toBe(CANCELLATION_RULES["registry:cancel-final"]);
  });
});

describe("the checks of a cancellation have an order:", () => {
  const missing = { kind: "missing" } as const;
  const stale = { kind: "versions", versions: ["9"] } as const;
  it.each<[string, Partial<CancelRequest>, object]>([
    ["id-missing", { expected: missing }, { id: undefined }],
    ["id-mismatch", { expected: missing }, { id: "b" }],
    ["if-match-missing", { id: "b", expected: missing }, { id: "b" }],
    ["not-found", { id: "b", expected: stale }, { id: "b", status: "booked" }],
    ["version-conflict", { expected: stale }, { status: "booked", participant: [] }],
  ])("%s comes before what follows it", async (code, more, changes) => {
    expect(await refusal(cancel(request(more, changes), ports))).toMatchObject({ code });
  });
});
