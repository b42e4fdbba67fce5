import { describe, expect, it } from "@jest/globals";
import { computeChecksum, isIntact, requireIntact, sealVersion } from "./checksum.js";
import { StoreDamagedError } from "./store.js";
import type { StoredVersion } from "./store.js";

const account = {
  instance: "7f2c5d7e-5a0e-4a36-8d2b-0c8a4d0f3a11",
  sequence: 7,
  interaction: "create",
  at: 1_547_733_600_000,
  requestId: "4f7a2f6c-8f6d-4c6b-9a42-0c8a4d0f3a12",
  clientId: "supplier",
  certificateThumbprint: "x".repeat(43),
} as const;
const first = sealVersion(
  {
    id: "a",
    version: 1,
    lastUpdated: "2019-01-17T14:00:00.000Z",
    method: "POST",
    status: "booked",
    body: '{"a":"é"}',
    keys: { nhsNumber: "9434765919", end: 1, identifiers: [{ system: "urn:s", value: "v" }, { value: "w" }] },
    account,
  },
  undefined,
);
const second = sealVersion({ ...first, version: 2, method: "PUT", status: "cancelled" }, first);

describe("the checksum of a version", () => {
  it("is that of the stored format and never changes", () => {
    expect(first.checksum).toBe("WjwBBLGeWuHcW3NAxtjGsLhK2sw4PSFoZEo25KxcfDE");
    expect(second).toMatchObject({
      previousChecksum: first.checksum,
      checksum: "kwUkQUdqUNCKbBlb4WdHpQyXDhFaUQEj7ytSzYgj5H4",
    });
  });

  const changes: readonly [string, Partial<StoredVersion>][] = [
    ["id", { id: "b" }],
    ["version", { version: 3 }],
    ["lastUpdated", { lastUpdated: "2019-01-17T14:00:00.001Z" }],
    ["method", { method: "POST" }],
    ["status", { status: "booked" }],
    ["body", { body: '{"a":"e"}' }],
    ["NHS number", { keys: { ...second.keys, nhsNumber: "9434765918" } }],
    ["end", { keys: { ...second.keys, end: 2 } }],
    ["identifier without its system", { keys: { ...second.keys, identifiers: [{ value: "v" }, { value: "w" }] } }],
    ["order of identifiers", { keys: { ...second.keys, identifiers: second.keys.identifiers.slice().reverse() } }],
    ["sequence", { account: { ...account, sequence: 8 } }],
    ["client", { account: { ...account, clientId: "other" } }],
    ["version before", { previousChecksum: "x".repeat(43) }],
  ];
  it.each(changes)("changes with a different %s", (_, change) => {
    const changed = { ...second, ...change };
    expect(isIntact(changed)).toBe(false);
    expect(() => requireIntact(changed)).toThrow(StoreDamagedError);
  });

  it("changes without the account", () => {
    const { account: _, ...without } = second;
    expect(isIntact(without)).toBe(false);
  });

  it("does not depend on the order of members", () => {
    const reversed = Object.fromEntries(Object.entries(second).reverse()) as unknown as StoredVersion;
    expect(computeChecksum(reversed)).toBe(second.checksum);
  });

  it("is not required of versions written by version 0.1", () => {
    const { checksum: _, previousChecksum: __, account: ___, ...legacy } = second;
    expect(requireIntact(legacy)).toBe(legacy);
  });
});
