import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { openFileAuditTrail } from "../audit/file-audit-trail.js";
import { auditVerifyCommand } from "../audit/verify-command.js";
import { createLog } from "../logging/log.js";
import { createVersion } from "../appointment-version.js";
import { isIntact } from "./checksum.js";
import { openStore } from "./open.js";
import type { AppointmentStore, StoredVersion } from "./store.js";
import { transferCommand } from "./transfer/transfer-command.js";
import { allFound } from "./testing/all-found.js";

/** Store, trail and export as left by version 0.1: three entries, the first of them cancelled. */
const FIXTURE = resolve(import.meta.dirname, "testing/version-0.1");

let folder: string;
let url: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "upgrade-"));
  await cp(FIXTURE, folder, { recursive: true });
  url = `lmdb:${join(folder, "data")}`;
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const idOf = (n: number) => `00000000-0000-4000-8000-00000000000${n}`;

describe("the data of version 0.1", () => {
  it("can be read, searched, cancelled and accounted for", async () => {
    const opened = await openFileAuditTrail({
      directory: join(folder, "audit"),
      maxFileBytes: 1 << 20,
      baseUrl: "https://registry.test/STU3",
      log: createLog("silent"),
      reserveBytes: 4096,
    });
    expect([opened.hasRecords, await opened.hasWrites()]).toEqual([true, true]);
    const store = await openStore(url, { instance: opened.instance });
    const trail = await opened.follow(store);
    const before = new Date().toISOString();
    expect(((await store.legacyUntil()) ?? "") <= before).toBe(true);
    expect((await allFound(store.findByPatient("9434765919", 0))).map(({ id }) => id)).toEqual([1, 2, 3].map(idOf));
    expect((await store.history(idOf(1))).map(({ version, status }) => [version, status])).toEqual([
      [2, "cancelled"],
      [1, "booked"],
    ]);

    const first = (await store.current(idOf(2))) as StoredVersion;
    expect([first.account, first.checksum]).toEqual([undefined, undefined]);
    const account = trail.admitWrite({ interaction: "update", at: Date.now(), requestId: idOf(9) });
    const { stored } = createVersion({ ...JSON.parse(first.body), status: "cancelled" } as never, {
      id: first.id,
      version: 2,
      time: Date.now(),
      method: "PUT",
      previous: first,
      account,
    });
    expect(await store.replace(1, stored)).toEqual({ kind: "replaced" });
    const entry = { interaction: "update", status: 200, wrote: true, id: first.id, version: 2 } as const;
    await trail.record({ ...entry, at: Date.now(), requestId: idOf(9), account });
    expect(await store.history(first.id)).toEqual([stored, first]);
    await trail.close();
    await store.close();

    const lines: string[] = [];
    const code = await auditVerifyCommand([join(folder, "audit"), "--store", url], {}, (line) => lines.push(line));
    expect(lines.slice(1).join("")).toBe(
      "The audit trail is complete and unchanged.\n" +
        "1 versions have their records; 4 are from before version 0.2 and have no account.\nTrail and store agree.\n",
    );
    expect(code).toBe(0);
  });

  it("can be imported from its export, and has checksums from then on", async () => {
    const target = `lmdb:${join(folder, "imported")}`;
    const lines: string[] = [];
    const file = join(folder, "export.ndjson");
    expect(await transferCommand("import", [file, "--store", target], {}, (line) => lines.push(line))).toBe(0);
    expect(lines).toEqual(["Done: 3 appointments, 4 versions, of which 0 were there already."]);
    const store = await openStore(target);
    const [second, first, ...more] = await store.history(idOf(1));
    expect(more).toEqual([]);
    expect(second?.previousChecksum).toBe(first?.checksum);
    for (const each of await all(store)) expect([typeof each.checksum, isIntact(each)]).toEqual(["string", true]);
    await store.close();
  });
});

async function all(store: AppointmentStore): Promise<StoredVersion[]> {
  const versions: StoredVersion[] = [];
  for await (const history of store.histories()) versions.push(...history);
  return versions;
}
