import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { open } from "lmdb";
import { openFileTrail } from "@appointment-registry/audit-trail";
import { recoveredContent } from "../../audit/recovered-record.js";
import { canonicalText, checksumOfText, sealVersion } from "../../store/checksum.js";
import { tablesIn } from "../../store/embedded/tables.js";
import type { Tables } from "../../store/embedded/tables.js";
import { openStore } from "../../store/open.js";
import { runStoreCommand as run } from "../testing/run-store-command.js";
import type { StoredVersion } from "../../store/store.js";
import { INSTANCE, writeVersions, writtenVersions } from "../../store/testing/written-versions.js";
import type { CheckResult } from "./check-store.js";

const ENTRIES = 12;
let folder: string;
let whole: string;
let copies = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "store check "));
  whole = join(folder, "whole");
  const store = await openStore(`lmdb:${whole}`, { instance: INSTANCE });
  for (let n = 0; n < ENTRIES; n += 1) await writeVersions(store, writtenVersions(n));
  await store.close();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A copy of the store with a change made to it. */
async function changed(change: (tables: Tables) => unknown): Promise<string> {
  const copy = join(folder, `copy-${(copies += 1)}`);
  await cp(whole, copy, { recursive: true });
  const root = open({ path: copy, noSubdir: false, overlappingSync: false });
  await change(tablesIn(root));
  await root.flushed;
  await root.close();
  return copy;
}

async function check(copy: string, ...options: string[]): Promise<CheckResult> {
  const { code, output } = await run(["check", "--store", `lmdb:${copy}`, "--json", ...options]);
  const result = JSON.parse(output) as CheckResult;
  expect(code).toBe(result.faults === 0 ? 0 : 1);
  return result;
}

const [first, second] = writtenVersions(1) as [StoredVersion, StoredVersion];
const { id } = first;
const otherId = writtenVersions(3)[0]?.id ?? "";
const row = [first.keys.nhsNumber, first.keys.end, id] as [string, number, string];
const textOf = (version: StoredVersion) => `${version.checksum}\n${canonicalText(version)}`;
/** The version with a recomputed checksum, as if it were correct. */
const resealed = (version: StoredVersion) => ({ ...version, checksum: checksumOfText(canonicalText(version)) });

describe("registry store check", () => {
  it("finds nothing in a store that is as it was written, in use or not", async () => {
    const store = await openStore(`lmdb:${whole}`);
    expect(await run(["check"], { REGISTRY_STORE: `lmdb:${whole}` })).toEqual({
      code: 0,
      output:
        "12 appointments with 18 versions were read.\nThe accounts were not compared with an audit trail.\nThe store has no faults.\n",
      errors: "",
    });
    await store.close();
  });

  it.each<[string, (tables: Tables) => unknown, Partial<CheckResult["findings"][number]>]>([
    [
      "a version whose text was changed",
      ({ versions }) => versions.put([id, 1], textOf(first).replace("booked", "bookde")),
      { kind: "version", id, version: 1, message: "It is not as it was written." },
    ],
    [
      "a version that was written into another's place",
      ({ versions }) => versions.put([id, 2], textOf(writtenVersions(3)[1] as StoredVersion)),
      { kind: "version", id, version: 2, message: "It is not as it was written." },
    ],
    [
      "a version that is no version",
      ({ versions }) => versions.put([id, 2], 5 as unknown as string),
      { kind: "version", id, version: 2, message: "It is not as it was written." },
    ],
    [
      "a version without a checksum in a store that has none of version 0.1",
      ({ versions }) => versions.put([id, 1], `\n${canonicalText(first)}`),
      { kind: "version", id, version: 1, message: "It has no checksum." },
    ],
    [
      "a version that contradicts its resource",
      ({ versions }) => versions.put([id, 2], textOf(resealed({ ...second, status: "booked" }))),
      {
        kind: "version",
        id,
        version: 2,
        message: "Its resource is of another version, status, patient or time than it says.",
      },
    ],
    [
      "a version that is missing",
      ({ versions }) => versions.remove([id, 1]),
      { kind: "chain", id, version: 2, message: "Version 1 is missing before this one." },
    ],
    [
      "a version that was replaced by another one, with a checksum",
      ({ versions }) => versions.put([id, 1], textOf(resealed({ ...first, method: "PUT" }))),
      { kind: "chain", id, version: 2, message: "It does not follow the version before it." },
    ],
    [
      "a head that is lost",
      ({ heads }) => heads.remove(id),
      { kind: "head", id, message: "Its current version is not its last one." },
    ],
    [
      "a head that is an older one",
      ({ heads }) => heads.put(id, 1, 1),
      { kind: "head", id, message: "Its current version is not its last one." },
    ],
    [
      "a head whose versions are lost",
      async ({ versions }) => {
        await versions.remove([id, 1]);
        await versions.remove([id, 2]);
      },
      { kind: "head", id, message: "Its current version is not its last one." },
    ],
    [
      "a row that is lost",
      ({ patients }) => patients.remove(row),
      { kind: "index", id, message: "It is missing in patients." },
    ],
    [
      "a row that the copy lost",
      ({ identifiedCopy }) =>
        identifiedCopy.remove([...identifiedCopy.getKeys({})].find((key) => key[1] === id) as [string, string]),
      { kind: "index", id, message: "It is missing in identifiedCopy." },
    ],
    [
      "a row of another patient",
      ({ patientsCopy }) => patientsCopy.put(["9999999999", row[1], id], true),
      { kind: "index", id, message: "A row of patientsCopy leads to it that it has not." },
    ],
    [
      "a row of nobody",
      ({ identified }) => identified.put(["token", "nobody"], true),
      { kind: "index", id: "nobody", message: "A row of identified leads to it that it has not." },
    ],
    [
      "an account that leads elsewhere",
      ({ outbox }) => outbox.put([INSTANCE, 3], [otherId, 1]),
      { kind: "account", message: `Account 3 of ${INSTANCE} leads to another version.` },
    ],
  ])("finds %s", async (_, change, finding) => {
    const { findings } = await check(await changed(change));
    expect(findings).toContainEqual(finding);
  });

  it("finds what LMDB could not read, without crashing", async () => {
    const copy = await changed(() => undefined);
    const data = await readFile(join(copy, "data.mdb"));
    await writeFile(join(copy, "data.mdb"), data.fill(0xa5, 8192));
    const { findings } = await check(copy);
    expect(findings[0]?.kind).toBe("file");
    await writeFile(join(copy, "data.mdb"), "hello");
    expect((await run(["check", "--store", `lmdb:${copy}`])).output).toContain(
      "is not a data file of the embedded store.",
    );
  });

  it("derives only heads and indexes again", async () => {
    const copy = await changed(async ({ heads, patients, identified, patientsCopy }) => {
      await heads.remove(id);
      await patients.remove(row);
      await identified.put(["token", otherId], true);
      await patientsCopy.clearAsync();
    });
    expect((await check(copy)).faults).toBeGreaterThan(ENTRIES);
    const { repaired } = await check(copy, "--repair-indexes");
    expect(repaired).toBeGreaterThanOrEqual(ENTRIES);
    expect(await check(copy)).toMatchObject({ faults: 0, findings: [], appointments: ENTRIES });
    const store = await openStore(`lmdb:${copy}`);
    expect(await store.current(id)).toEqual(second);
    await store.close();
  });

  it("does not repair damage", async () => {
    const copy = await changed(({ versions }) => versions.put([id, 2], "damaged"));
    await check(copy, "--repair-indexes");
    expect((await check(copy)).findings).toContainEqual(expect.objectContaining({ kind: "version", id, version: 2 }));
  });

  it("compares the accounts with the audit trail", async () => {
    const audit = join(folder, "audit");
    const nothing = () => undefined;
    const log = { info: nothing, warn: nothing, error: nothing };
    const trail = await openFileTrail({ directory: audit, maxFileBytes: Infinity, log });
    for (let n = 0; n < ENTRIES; n += 1)
      for (const version of writtenVersions(n)) {
        if (version.id !== id)
          await trail.append(recoveredContent(version, "https://registry.test"), { durable: false });
      }
    const nobody = { ...first, id: "00000000-0000-4000-8000-999999999999" };
    await trail.append(recoveredContent(nobody, "https://registry.test"), { durable: false });
    await trail.close();
    const { findings, isCompared } = await check(whole, "--audit", audit);
    expect({ isCompared, findings }).toEqual({
      isCompared: true,
      findings: [
        { kind: "account", id, version: 2, message: "The audit trail has no record of it." },
        { kind: "account", id, version: 1, message: "The audit trail has no record of it." },
        {
          kind: "account",
          message: `Record 17 of ${join(audit, "trail-1")} is of Appointment/${nobody.id}/_history/1, which the store does not have.`,
        },
      ],
    });
  });

  it("lists entries that today's rules would reject, which are not faults", async () => {
    const copy = join(folder, "older");
    const store = await openStore(`lmdb:${copy}`);
    const body = first.body.replace('"booked"', '"proposed"');
    await store.insert(sealVersion({ ...first, status: "proposed", body }, undefined));
    await store.close();
    const { faults, refusedToday, refused } = await check(copy);
    expect({ faults, refusedToday, refused }).toEqual({
      faults: 0,
      refusedToday: 1,
      refused: [{ id, rules: [expect.stringContaining("Appointment.status")] }],
    });
  });

  it.each([
    ["no store", ["check"], "Which store?"],
    ["another kind of store", ["check", "--store", "sqlite:x"], "The store must be lmdb:DIR"],
    ["an unknown option", ["check", "--fast"], "Unknown option '--fast'"],
    ["an unknown action", ["mend"], "The commands are: registry store check"],
  ])("exits with 2 if the command is invalid: %s", async (_, args, message) => {
    const { code, output } = await run(args);
    expect([code, output.split("\n")[0]]).toEqual([2, expect.stringContaining(message)]);
  });

  it("exits with 2 if there is no store", async () => {
    const nowhere = join(folder, "nowhere");
    expect(await run(["check", "--store", `lmdb:${nowhere}`])).toEqual({
      code: 2,
      output: "",
      errors: `The store cannot be checked: There is no store in ${nowhere}.\n`,
    });
  });
});

describe("registry store seal", () => {
  it("adds the missing checksums of versions from version 0.1, once", async () => {
    const copy = join(folder, "sealed");
    await cp(new URL("../../store/testing/version-0.1/data", import.meta.url), copy, { recursive: true });
    await (await openStore(`lmdb:${copy}`)).close();
    const before = await check(copy);
    expect(before.withoutChecksum).toBeGreaterThan(0);
    expect(before.faults).toBe(0);
    const store = await openStore(`lmdb:${copy}`);
    const seal = () => run(["seal", "--store", `lmdb:${copy}`]);
    const { code, output } = await seal();
    expect([code, output]).toEqual([0, `${before.withoutChecksum} versions got their checksums; all have one.\n`]);
    expect(await store.legacyUntil()).toBeUndefined();
    await store.close();
    expect((await seal()).output).toBe("0 versions got their checksums; all have one.\n");
    expect(await check(copy)).toMatchObject({ withoutChecksum: 0, faults: 0, versions: before.versions });
  });
});
