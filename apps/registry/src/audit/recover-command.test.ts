import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { booking } from "../interactions/testing/ports.js";
import { createVersion } from "../appointment-version.js";
import { openStore } from "../store/open.js";
import type { AuditCommand } from "./audit-command.js";
import { auditRecoverCommand } from "./recover-command.js";
import { auditVerifyCommand } from "./verify-command.js";

let folder: string;
let audit: string;
let url: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "recover-"));
  audit = join(folder, "audit");
  url = `lmdb:${join(folder, "data")}`;
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Stores versions of an instance whose disk, including its trail, is lost. */
async function writtenBy(instance: string, count: number): Promise<void> {
  const store = await openStore(url, { instance });
  for (let sequence = 1; sequence <= count; sequence += 1) {
    const account = { instance, sequence, interaction: "create", at: 1, requestId: randomUUID() } as const;
    await store.insert(
      createVersion(booking(), { id: randomUUID(), version: 1, time: 1, method: "POST", account }).stored,
    );
  }
  await store.close();
}

async function run(command: AuditCommand, args: string[], env: Record<string, string> = {}) {
  let output = "";
  const code = await command(args, env, (text) => (output += text));
  return { code, output };
}

describe("registry audit recover", () => {
  it("appends the records that a lost instance owes, once, and none of other instances", async () => {
    const [gone, other] = [randomUUID(), randomUUID()];
    await writtenBy(gone, 3);
    await writtenBy(other, 2);
    const recover = (instance: string) => run(auditRecoverCommand, ["--instance", instance, audit, "--store", url]);
    const verify = () => run(auditVerifyCommand, [audit, "--store", url]);

    expect(await recover(gone)).toEqual({ code: 0, output: `3 records of instance ${gone} were appended.\n` });
    expect((await verify()).output).toContain("3 versions have their records;");
    expect((await verify()).code).toBe(1);
    expect(await recover(gone)).toEqual({ code: 0, output: `0 records of instance ${gone} were appended.\n` });
    expect((await recover(other)).output).toContain("2 records");
    expect(await verify()).toEqual({ code: 0, output: expect.stringContaining("Trail and store agree.") });
  });

  it("reads trail, store and base URL from the settings", async () => {
    const instance = randomUUID();
    await writtenBy(instance, 1);
    const env = { REGISTRY_AUDIT: audit, REGISTRY_STORE: url, REGISTRY_BASE_URL: "https://registry.test/STU3" };
    expect(await run(auditRecoverCommand, ["--instance", instance], env)).toEqual({
      code: 0,
      output: `1 records of instance ${instance} were appended.\n`,
    });
    expect((await run(auditVerifyCommand, ["--store"], env)).code).toBe(0);
  });

  it.each([
    ["no instance", ["DIR", "--store", "lmdb:/nowhere"]],
    ["no store", ["--instance", randomUUID()]],
    ["a store that is not there", ["--instance", randomUUID(), "DIR", "--store", "lmdb:/nowhere/at/all"]],
    ["an unknown option", ["--instance", randomUUID(), "--all"]],
  ])("exits with 2 and creates nothing: %s", async (_, args) => {
    const given = args.map((arg) => (arg === "DIR" ? audit : arg));
    expect((await run(auditRecoverCommand, given)).code).toBe(2);
  });
});
