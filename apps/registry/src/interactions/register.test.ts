import { beforeEach, describe, expect, it } from "@jest/globals";
import { computeChecksum } from "../store/checksum.js";
import { register } from "./register.js";
import type { FixedPorts } from "./testing/ports.js";
import { NHS_NUMBER, NOW, getAccount, booking, changed, fixedPorts, refusal, registered } from "./testing/ports.js";

const URL_OF_PROVIDER = { system: "urn:ietf:rfc:3986", value: "https://provider.test/Appointment/1" };
const keys = { nhsNumber: NHS_NUMBER, end: Date.parse("2099-02-01T10:10:00.000Z"), identifiers: [URL_OF_PROVIDER] };

let ports: FixedPorts;
beforeEach(() => {
  ports = fixedPorts();
});

const submission = (more: object = {}) => ({ appointment: booking(more), issues: [] });

describe("a registration", () => {
  it("creates version 1 with id, version and time of the server, whatever the submission contained", async () => {
    const meta = {
      versionId: "7",
      _versionId: { id: "x" },
      lastUpdated: "2001-01-01T00:00:00Z",
      _lastUpdated: { id: "y" },
      tag: [{ code: "kept" }],
    };
    const { kind, stored, resource } = await register({ submission: submission({ id: "mine", _id: {}, meta }) }, ports);
    const made = {
      ...booking(),
      id: "id-1",
      meta: { tag: [{ code: "kept" }], versionId: "1", lastUpdated: "2026-02-01T09:00:00.000Z" },
    };
    const { body, ...rest } = stored;
    expect({ kind, resource, body: JSON.parse(body) as unknown, rest }).toEqual({
      kind: "created",
      resource: made,
      body: made,
      rest: {
        id: "id-1",
        version: 1,
        lastUpdated: "2026-02-01T09:00:00.000Z",
        method: "POST",
        status: "booked",
        keys,
        account: getAccount("create", 1),
        checksum: computeChecksum(stored),
      },
    });
    expect(await ports.store.history("id-1")).toEqual([stored]);
    expect(ports.admitted).toBe(1);
  });

  it("uses another id if one is in use, and does not change its owner", async () => {
    const first = await registered(ports, "used");
    ports.ids.push("used", "used", "free");
    const { kind, stored } = await register({ submission: submission() }, ports);
    expect([kind, stored.id]).toEqual(["created", "free"]);
    expect(await ports.store.history("used")).toEqual([first.stored]);
  });

  it("reads the clock for each attempt", async () => {
    await registered(ports, "used");
    ports.ids.push("used", "free");
    let reads = 0;
    const { stored } = await register({ submission: submission() }, { ...ports, now: () => NOW + ++reads });
    expect(stored.lastUpdated).toBe("2026-02-01T09:00:00.002Z");
  });

  it("indexes a leap second as the preceding second, and an identifier without system or value as it is", async () => {
    const identifier = [URL_OF_PROVIDER, { value: "local" }, { use: "old" }];
    const { stored } = await register(
      { submission: submission({ identifier, end: "2098-12-31T23:59:60.000Z", start: "2098-12-31T23:00:00Z" }) },
      ports,
    );
    expect(stored.keys).toEqual({
      nhsNumber: NHS_NUMBER,
      end: Date.parse("2098-12-31T23:59:59.000Z"),
      identifiers: [URL_OF_PROVIDER, { value: "local" }],
    });
  });
});

describe("a conditional registration", () => {
  const again = { submission: submission(), unlessIdentified: URL_OF_PROVIDER };

  it("registers if no Appointment has the identifier", async () => {
    expect(await register(again, ports)).toMatchObject({ kind: "created", stored: { id: "id-1", version: 1 } });
  });

  it("returns the current version of an Appointment with the identifier, and writes nothing", async () => {
    const first = await registered(ports);
    const second = await changed(ports, first.stored, { status: "cancelled" });
    expect(await register(again, ports)).toEqual({ kind: "existing", stored: second });
    expect([...ports.store.tables.keys()]).toEqual(["a"]);
  });

  it("is rejected if several have it", async () => {
    await registered(ports, "a");
    await registered(ports, "b");
    expect(await refusal(register(again, ports))).toMatchObject({ code: "multiple-matches", issues: [] });
    expect(ports.store.tables.size).toBe(2);
  });

  it("uses another id if one is in use", async () => {
    await registered(ports, "used", { identifier: [{ ...URL_OF_PROVIDER, value: "https://provider.test/2" }] });
    ports.ids.push("used", "free");
    expect(await register(again, ports)).toMatchObject({ kind: "created", stored: { id: "free" } });
  });
});

describe("a registration is rejected, and nothing is written,", () => {
  const refused = async (more: object): Promise<unknown> => {
    const answer = await refusal(register({ submission: submission(more) }, ports));
    expect([ports.store.tables.size, ports.admitted]).toEqual([0, 0]);
    return answer;
  };

  it("if a rule of the registry is violated: `rule-broken`, with every rule", async () => {
    expect(await refused({ description: "x", slot: [{ reference: "Slot/1" }] })).toEqual({
      code: "rule-broken",
      message: "The Appointment violates a rule of the registry.",
      issues: ["registry:no-description Appointment.description", "registry:no-slot Appointment.slot"],
      facts: {},
    });
  });

  it("if FHIR is violated too: `resource-invalid`, with the violated rules", async () => {
    expect(await refused({ participant: [{ status: "accepted" }], description: "x" })).toMatchObject({
      code: "resource-invalid",
      issues: expect.arrayContaining([
        "app-1 Appointment.participant[0]",
        "registry:no-description Appointment.description",
      ]),
    });
  });

  it("if the body violated the structure of STU3, even if nothing else is wrong", async () => {
    const issue = {
      severity: "error",
      code: "structure",
      rule: "structure:unknown",
      message: "x",
      spineCode: "INVALID_RESOURCE",
    } as const;
    const answer = refusal(register({ submission: { appointment: booking(), issues: [issue] } }, ports));
    expect(await answer).toMatchObject({ code: "resource-invalid", issues: ["structure:unknown"] });
    expect(ports.store.tables.size).toBe(0);
  });

  it("if the write could not be accounted for", async () => {
    const failure = new Error("The disk is full.");
    const admitWrite = () => {
      throw failure;
    };
    await expect(register({ submission: submission() }, { ...ports, admitWrite })).rejects.toBe(failure);
    expect(ports.store.tables.size).toBe(0);
  });
});

it("a warning alone causes no refusal", async () => {
  const warning = {
    severity: "warning",
    code: "invalid",
    rule: "x",
    message: "x",
    spineCode: "INVALID_RESOURCE",
  } as const;
  const { kind } = await register({ submission: { appointment: booking(), issues: [warning] } }, ports);
  expect(kind).toBe("created");
});
