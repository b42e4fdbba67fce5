import { beforeEach, describe, expect, it } from "@jest/globals";
import { createVersion } from "../appointment-version.js";
import type { VersionAccount } from "../store/store.js";
import { LiveEntries } from "./live-entries.js";
import type { FixedPorts } from "./testing/ports.js";
import { NOW, getAccount, booking, changed, fixedPorts, refusal } from "./testing/ports.js";

let ports: FixedPorts;
let liveEntries: LiveEntries;
beforeEach(() => {
  ports = fixedPorts();
  liveEntries = new LiveEntries(2);
});

const OTHER_PATIENT = {
  participant: [
    { actor: { identifier: { system: "https://fhir.nhs.uk/Id/nhs-number", value: "9000000017" } }, status: "accepted" },
  ],
};

function versionOf(id: string, more: object = {}, clientId = "client") {
  const account: VersionAccount = { ...getAccount("create", 1), clientId };
  return createVersion(booking(more), { id, version: 1, time: NOW, method: "POST", account }).stored;
}

/** Registers an entry if there is room for it. */
async function insert(id: string, more: object = {}, clientId = "client", identifier?: string): Promise<string> {
  const stored = versionOf(id, more, clientId);
  return liveEntries.insert(stored, identifier === undefined ? undefined : { value: identifier }, ports, async () => {
    await ports.store.insert(stored);
    return id;
  });
}

const FULL = {
  code: "rule-broken",
  message: expect.any(String),
  issues: ["registry:live-entries Appointment.participant"],
  facts: expect.any(Object),
};

describe("the live entries of a client for a patient", () => {
  it("are limited to the number of the setting", async () => {
    expect([await insert("a"), await insert("b")]).toEqual(["a", "b"]);
    expect(await refusal(insert("c"))).toEqual(FULL);
    expect(await ports.store.current("c")).toBeUndefined();
  });

  it("are counted for each client and each patient", async () => {
    await insert("a");
    await insert("b");
    expect(await insert("c", {}, "other client")).toBe("c");
    expect(await insert("d", OTHER_PATIENT)).toBe("d");
  });

  it("exclude cancelled and past entries", async () => {
    const first = versionOf("a");
    await ports.store.insert(first);
    await changed(ports, first, { status: "cancelled" });
    await insert("b", { start: "2001-02-01T10:00:00.000Z", end: "2001-02-01T10:10:00.000Z" });
    expect([await insert("c"), await insert("d")]).toEqual(["c", "d"]);
    expect(await refusal(insert("e"))).toEqual(FULL);
  });

  it("are counted one registration after the other, so that concurrent ones cannot exceed the limit", async () => {
    const all = await Promise.allSettled(["a", "b", "c", "d"].map((id) => insert(id)));
    expect(all.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled", "rejected", "rejected"]);
  });

  it("may be full if the entry is already registered, so that none is inserted", async () => {
    const value = "https://provider.test/Appointment/1";
    await insert("a");
    await insert("b");
    const identifier = { system: "urn:ietf:rfc:3986", value };
    const found = await liveEntries.insert(versionOf("c"), identifier, ports, async () => "matched");
    expect(found).toBe("matched");
    expect(await refusal(insert("c", {}, "client", "another"))).toEqual(FULL);
  });
});
