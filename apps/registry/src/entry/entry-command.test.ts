import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { readRecords } from "@appointment-registry/audit-trail";
import { nhsNumber } from "@appointment-registry/test-kit";
import { auditVerifyCommand } from "../audit/verify-command.js";
import { openStore } from "../store/open.js";
import type { StoredVersion } from "../store/store.js";
import { writeVersions, writtenVersions } from "../store/testing/written-versions.js";
import { entryCommand } from "./entry-command.js";

let folder: string;
let env: Record<string, string>;
const booked = writtenVersions(2)[0] as StoredVersion;
const cancelled = writtenVersions(3)[1] as StoredVersion;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "entry-"));
  env = {
    REGISTRY_STORE: `lmdb:${join(folder, "data")}`,
    REGISTRY_AUDIT: join(folder, "audit"),
    REGISTRY_BASE_URL: "https://registry.test/STU3",
  };
  const store = await openStore(env["REGISTRY_STORE"] ?? "");
  for (const n of [2, 3, 12]) await writeVersions(store, writtenVersions(n));
  await store.close();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function run(...args: string[]) {
  let [output, errors] = ["", ""];
  const code = await entryCommand(
    args,
    env,
    (text) => (output += text),
    (line) => (errors += `${line}\n`),
  );
  return { code, output, errors };
}

async function lastRecord() {
  let last: Record<string, unknown> = {};
  for await (const record of readRecords(join(folder, "audit", "trail-1"), { file: 0, bytes: 0 })) last = record;
  const { event, detail } = last as {
    event: { subtype: { code: string }[]; agent: { userId: { value: string } }[]; entity?: object[] };
    detail: { status: number; code?: string; write?: number };
  };
  return { interaction: event.subtype[0]?.code, who: event.agent[0]?.userId.value, ...detail };
}
const who = `operator:${userInfo().username}`;

describe("registry entry", () => {
  it("shows the current version, or a specified one", async () => {
    expect(await run("show", cancelled.id)).toEqual({ code: 0, output: `${cancelled.body}\n`, errors: "" });
    expect((await run("show", cancelled.id, "--version", "1")).output).toBe(`${writtenVersions(3)[0]?.body}\n`);
    expect(await lastRecord()).toMatchObject({ interaction: "read", who, status: 200 });
  });

  it("finds entries by patient and by identifier", async () => {
    const of = writtenVersions(12)[0] as StoredVersion;
    expect((await run("find", "--patient", nhsNumber(2))).output).toBe(`${booked.body}\n${of.body}\n`);
    const value = booked.keys.identifiers[0]?.value ?? "";
    expect((await run("find", "--identifier", `urn:ietf:rfc:3986|${value}`)).output).toBe(`${booked.body}\n`);
    expect((await run("find", "--identifier", value)).output).toBe(`${booked.body}\n`);
    expect(await run("find", "--identifier", `|${value}`)).toEqual({
      code: 1,
      output: "",
      errors: "There is no such entry.\n",
    });
    expect(await lastRecord()).toMatchObject({ interaction: "search-type", who, status: 200 });
  });

  it("reports entries that it cannot find", async () => {
    const { code, errors } = await run("show", "unknown");
    expect([code, errors]).toEqual([1, "There is no such resource in this registry. Check the id and the version.\n"]);
    expect(await lastRecord()).toMatchObject({ interaction: "read", who, status: 404, code: "not-found" });
  });

  it("marks an entry as entered in error by compare-and-set, with its account, while a registry has the store open", async () => {
    const store = await openStore(env["REGISTRY_STORE"] ?? "");
    const late = await run("mark-in-error", cancelled.id, "--version", "1");
    expect(late.code).toBe(1);
    expect(await store.current(cancelled.id)).toEqual(cancelled);
    expect(await lastRecord()).toMatchObject({ interaction: "update", who, status: 409 });

    const { code, output } = await run("mark-in-error", cancelled.id, "--version", "2");
    const marked = await store.current(cancelled.id);
    expect([code, output]).toEqual([0, `${marked?.body}\n`]);
    expect(marked).toMatchObject({ version: 3, status: "entered-in-error", previousChecksum: cancelled.checksum });
    expect(marked?.account).toMatchObject({ interaction: "update", clientId: who });
    expect(await lastRecord()).toMatchObject({
      interaction: "update",
      who,
      status: 200,
      write: marked?.account?.sequence,
    });
    expect((await run("mark-in-error", cancelled.id, "--version", "3")).code).toBe(1);
    await store.close();
    let verified = "";
    await auditVerifyCommand(["--store"], env, (text) => (verified += text));
    expect(verified).toContain("1 versions have their records;");
  });

  it.each([
    ["nothing", [], "registry entry can show, find or mark-in-error."],
    ["no id", ["show"], "registry entry show requires one ID."],
    ["no version", ["mark-in-error", "a"], "Which version was looked at? Give --version N."],
    ["no condition", ["find"], "Find by --patient or --identifier."],
    ["no NHS number", ["find", "--patient", "1"], "--patient must be an NHS number."],
  ])("exits with 2: %s", async (_, args, message) => {
    const { code, errors } = await run(...args);
    expect([code, errors.split("\n")[0]]).toEqual([2, message]);
  });
});
