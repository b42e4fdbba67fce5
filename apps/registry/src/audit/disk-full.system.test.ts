import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { execFileSync } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ShippedRegistry, bookedEntry, eventually, nhsNumber } from "@appointment-registry/test-kit";
import { verifyTrails } from "@appointment-registry/audit-trail";
import { createLog } from "../logging/log.js";
import { MemoryStore } from "../store/testing/memory-store.js";
import type { AuditEntry } from "./audit-trail.js";
import { openFileAuditTrail } from "./file-audit-trail.js";

const RESERVE = 256 * 1024;
const entry: AuditEntry = { at: 0, interaction: "update", status: 200, wrote: false, requestId: "r" };
const root = mkdtempSync(join(tmpdir(), "full-"));
const mounted = mount();

/** Mounts a file system of sixteen megabytes; requires permission to mount. */
function mount(): boolean {
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=16m", "tmpfs", root], { stdio: "ignore" });
    return true;
  } catch {
    process.stdout.write("NOT RUN: the audit trail on a full disk (mounting a tmpfs is not allowed here)\n");
    return false;
  }
}
afterAll(async () => {
  if (mounted) execFileSync("umount", ["-l", root]);
  await rm(root, { recursive: true, force: true });
});

(mounted ? describe : describe.skip)("the audit trail on a disk that fills up", () => {
  const filler = join(root, "filler");
  const fill = async (): Promise<void> => {
    const handle = await open(filler, "a");
    try {
      for (const size of [65_536, 4096])
        for (;;) if ((await handle.write(Buffer.alloc(size))).bytesWritten < size) break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOSPC") throw error;
      for (;;) await handle.write(Buffer.alloc(1));
    } finally {
      await handle.close().catch(() => undefined);
    }
  };
  let lines: string[] = [];
  beforeAll(() => {
    lines = [];
  });

  it("records requests in progress from its reserve, admits no further write, and recovers without intervention", async () => {
    const opened = await openFileAuditTrail({
      directory: join(root, "audit"),
      maxFileBytes: 1 << 20,
      baseUrl: "https://registry.test/STU3",
      log: createLog("info", { write: (line) => void lines.push(line) }),
      reserveBytes: RESERVE,
    });
    const trail = await opened.follow(new MemoryStore());
    const admit = () => trail.admitWrite({ interaction: "update", at: 0, requestId: "r" });
    let recorded = 0;
    admit();
    await trail.record(entry).then(() => recorded++);
    await fill().catch(() => undefined);

    // Writes admitted earlier are all accounted for.
    for (let index = 0; index < 100; index++) await trail.record(entry).then(() => recorded++);
    expect(admit).toThrow(expect.objectContaining({ code: "writes-refused" }));
    await expect(trail.health()).rejects.toMatchObject({ code: "audit-unavailable" });
    expect(lines.join("")).toContain("The audit trail lives on its reserve; writes are refused.");

    // Once even the reserve is used up, no partial record is written.
    let refused = 0;
    for (let index = 0; index < 2000; index++) {
      await trail.record(entry).then(
        () => recorded++,
        (error: { code: string }) => {
          expect(error.code).toBe("audit-unavailable");
          refused++;
        },
      );
    }
    expect(refused).toBeGreaterThan(0);
    expect(await verifyTrails(join(root, "audit"))).toMatchObject({
      faults: [],
      trails: [{ end: { sequence: recorded } }],
    });

    await rm(filler);
    await eventually(async () => {
      await trail.record(entry).then(() => recorded++);
      try {
        admit();
        return true;
      } catch {
        return false;
      }
    });
    await trail.health();
    await trail.close();
    expect(await verifyTrails(join(root, "audit"))).toMatchObject({
      faults: [],
      trails: [{ end: { sequence: recorded } }],
    });
  });

  it("makes the shipped registry answer 503 to every write, and store nothing, until space is available", async () => {
    const registry = await ShippedRegistry.create({ REGISTRY_AUDIT: join(root, "shipped") });
    try {
      await registry.start();
      const token = await registry.token();
      const body = JSON.stringify(bookedEntry(nhsNumber(7)));
      const register = async (): Promise<number> =>
        (await registry.send({ method: "POST", path: "/Appointment", token, body })).status;
      const registered = async (): Promise<unknown> => {
        const path = `/Appointment?patient:identifier=https://fhir.nhs.uk/Id/nhs-number|${nhsNumber(7)}`;
        return (JSON.parse((await registry.send({ path, token })).text) as { total: unknown }).total;
      };
      await fill().catch(() => undefined);
      // The last block of the file has room for a few records; the one that finds the disk full is written from the reserve.
      let made = 0;
      while ((await register()) === 201) made++;
      expect(made).toBeLessThan(20);
      for (let index = 0; index < 20; index++) expect(await register()).toBe(503);
      expect(await registered()).toBe(made);
      await rm(filler);
      await eventually(async () => (await register()) === 201);
      await registry.stop();
      expect((await verifyTrails(join(root, "shipped"))).faults).toEqual([]);
    } finally {
      await registry.destroy();
    }
  });
});
