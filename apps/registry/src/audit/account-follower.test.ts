import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { verifyTrails } from "@appointment-registry/audit-trail";
import { booking } from "../interactions/testing/ports.js";
import { createLog } from "../logging/log.js";
import { createVersion } from "../appointment-version.js";
import type { VersionAccount } from "../store/store.js";
import { MemoryStore } from "../store/testing/memory-store.js";
import type { AuditEntry, AuditTrail } from "./audit-trail.js";
import { openFileAuditTrail } from "./file-audit-trail.js";
import { compareWithStore } from "./store-comparison.js";

let root: string;
let store: MemoryStore;
beforeEach(async () => {
  root = join(await mkdtemp(join(tmpdir(), "accounts-")), "audit");
  store = new MemoryStore();
});
afterEach(() => rm(join(root, ".."), { recursive: true, force: true }));

const REQUEST_ID = "0b5c2f9e-1c1d-4d57-9b38-7a3a0d5d9b11";
const BASE = "https://registry.test/STU3";

async function open(): Promise<AuditTrail> {
  const log = createLog("silent");
  const opened = await openFileAuditTrail({
    directory: root,
    maxFileBytes: 1 << 20,
    baseUrl: BASE,
    log,
    reserveBytes: 4096,
  });
  return opened.follow(store);
}

let made = 0;
/** Stores a version without recording it, as a request does before its audit record is written. */
async function write(trail: AuditTrail): Promise<AuditEntry & { account: VersionAccount }> {
  const at = Date.UTC(2026, 1, 1);
  const account = trail.admitWrite({ interaction: "create", at, requestId: REQUEST_ID, clientId: "supplier-a" });
  const id = `00000000-0000-4000-8000-${String((made += 1)).padStart(12, "0")}`;
  await store.insert(createVersion(booking(), { id, version: 1, time: at, method: "POST", account }).stored);
  return { at, interaction: "create", status: 201, wrote: true, requestId: REQUEST_ID, id, version: 1, account };
}

const lines = async () =>
  (await readFile(join(root, "trail-1/000000000000001.ndjson"), "utf8"))
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as { event: object; detail: Record<string, unknown> });

describe("writes that a crash left without a record", () => {
  it("are recovered once, from their accounts, at the next start", async () => {
    const first = await open();
    const recorded = await write(first);
    await first.record(recorded);
    const lost = await write(first);
    // State after a kill: the version exists, has no record, and its number is not settled.
    await first.close();
    expect((await compareWithStore([root], store)).withoutRecord.map(({ id }) => id)).toEqual([lost.id]);

    await (await open()).close();
    await (await open()).close();
    const all = await lines();
    expect(all).toHaveLength(2);
    expect(all[1]?.detail).toEqual({
      status: 201,
      requestId: REQUEST_ID,
      write: lost.account.sequence,
      recovered: true,
      instance: lost.account.instance,
    });
    expect(all[1]?.event).toMatchObject({
      recorded: "2026-02-01T00:00:00.000Z",
      agent: [{ userId: { value: "supplier-a" } }],
      entity: [{ reference: { reference: `Appointment/${lost.id}/_history/1` } }],
    });
    expect((await verifyTrails(root)).faults).toEqual([]);
    expect(await compareWithStore([root], store)).toMatchObject({
      matched: 2,
      withoutRecord: [],
      withoutVersion: [],
      unaccounted: [],
    });
  });

  it("are found if the answer of the store was lost, and if there was none", async () => {
    const trail = await open();
    const done = await write(trail);
    await trail.record({
      ...done,
      status: 500,
      code: "store-unavailable",
      wrote: false,
      id: undefined,
      version: undefined,
    });
    const account = trail.admitWrite({ interaction: "update", at: 1, requestId: REQUEST_ID });
    await trail.record({ at: 1, interaction: "update", status: 409, wrote: false, requestId: REQUEST_ID, account });
    // Stopping checks the store once more.
    await trail.close();
    expect((await lines()).map(({ detail }) => [detail["status"], detail["write"], detail["recovered"]])).toEqual([
      [500, undefined, undefined],
      [409, undefined, undefined],
      [201, done.account.sequence, true],
    ]);
  });

  it("are distinguished from records without a version", async () => {
    const trail = await open();
    const entry = await write(trail);
    await trail.record(entry);
    store.tables.clear();
    await trail.close();
    expect((await compareWithStore([root], store)).withoutVersion.map(({ reference }) => reference)).toEqual([
      `Appointment/${entry.id}/_history/1`,
    ]);
  });
});
