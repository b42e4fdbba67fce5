import { execFileSync } from "node:child_process";
import { mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { JSON_ } from "../harness/entry.js";
import { RegistryUnderTest } from "../harness/registry.js";
import { auditFaults } from "./audit-verify.js";
import { plannedEntry } from "./entries.js";
import type { Verdict } from "./check.js";
import { report } from "./report.js";

export interface DiskOptions {
  /** Number of refusals to reach, for each folder. */
  readonly refusals: number;
}

const AT_ONCE = 32;

/** Runs a registry whose store, and then whose audit trail, is on a full disk. @returns true if nothing went wrong */
export async function disk({ refusals }: DiskOptions): Promise<boolean> {
  const results = [await fullDisk("store", refusals), await fullDisk("audit", refusals)];
  return results.every((each) => each);
}

async function fullDisk(which: "store" | "audit", refusals: number): Promise<boolean> {
  const folder = await mkdtemp(join(tmpdir(), "disk-"));
  const small = join(folder, "small");
  execFileSync("mkdir", [small]);
  execFileSync("mount", ["-t", "tmpfs", "-o", "size=16m", "tmpfs", small]);
  const store = `lmdb:${join(which === "store" ? small : folder, "data")}`;
  const audit = join(which === "audit" ? small : folder, "audit");
  const settings = { REGISTRY_STORE: store, REGISTRY_AUDIT: audit, REGISTRY_LOG_LEVEL: "fatal" };
  const registry = await RegistryUnderTest.start(settings);
  const answers = new Map<string, number>();
  const verdict: Verdict = { "answers that are not 201 or 503": 0, "reads that failed": 0, "not serving again": 0 };
  const fault = (name: string) => (verdict[name] = (verdict[name] ?? 0) + 1);
  let n = 0;
  const register = async () => {
    const { body } = plannedEntry(`disk-${which}`, (n += 1));
    const { status } = await registry.send("/Appointment", { method: "POST", headers: JSON_, body });
    answers.set(`register ${status}`, (answers.get(`register ${status}`) ?? 0) + 1);
    if (status !== 201 && status !== 503) fault("answers that are not 201 or 503");
    return status;
  };
  try {
    for (let each = 0; each < 50; each += 1) await register();
    await fill(join(small, "filler"));
    const refuse = async () => {
      while ((answers.get("register 503") ?? 0) < refusals) await register();
    };
    await Promise.all(Array.from({ length: AT_ONCE }, refuse));
    const read = await registry.send("/Appointment/unknown", { headers: { accept: JSON_.accept } });
    if (read.status !== 404) fault("reads that failed");
    await rm(join(small, "filler"));
    let status = 0;
    for (let attempt = 0; attempt < 40 && status !== 201; attempt += 1) {
      await delay(250);
      status = await register();
    }
    if (status !== 201) fault("not serving again");
    await registry.pause();
    const load = { entries: [], answers, acknowledged: [] };
    return report(`The disk of the ${which} is full`, load, { ...verdict, ...(await auditFaults([audit], store)) });
  } finally {
    await registry.stop();
    execFileSync("umount", ["-l", small]);
    await rm(folder, { recursive: true, force: true });
  }
}

async function fill(file: string): Promise<void> {
  const handle = await open(file, "a");
  try {
    for (;;) await handle.write(Buffer.alloc(4096));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOSPC") throw error;
  } finally {
    await handle.close();
  }
}
