import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { randomUUID } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openFileTrail } from "@appointment-registry/audit-trail";
import { openStore } from "../store/open.js";
import { writeVersions, writtenVersions } from "../store/testing/written-versions.js";
import { auditPruneCommand } from "./prune-command.js";
import { recoveredContent } from "./recovered-record.js";
import { auditTailCommand } from "./tail-command.js";
import { auditVerifyCommand } from "./verify-command.js";

let folder: string;
let audit: string;
let url: string;
let instance: string;
const ENTRIES = 20;
const nothing = () => undefined;
const SILENT = { info: nothing, warn: nothing, error: nothing };

/** A store and its trail, covering two years. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "retention-"));
  audit = join(folder, "audit");
  url = `lmdb:${join(folder, "data")}`;
  const trail = await openFileTrail({ directory: audit, maxFileBytes: 4_096, log: SILENT });
  instance = trail.instance;
  const store = await openStore(url);
  for (let n = 0; n < ENTRIES; n += 1) {
    const at = Date.UTC(n < ENTRIES / 2 ? 2024 : 2026, 0, 1);
    const versions = writtenVersions(n, instance);
    await writeVersions(store, versions);
    for (const version of versions) {
      const account = { ...(version.account ?? (undefined as never)), at };
      await trail.append(recoveredContent({ ...version, account }, "https://registry.test"), { durable: true });
    }
  }
  await trail.setCheckpoint({ through: ENTRIES * 2, position: trail.position });
  await trail.close();
  await store.close();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function run(command: typeof auditPruneCommand, args: string[]) {
  let output = "";
  const code = await command(args, { REGISTRY_AUDIT: audit }, (text) => void (output += text));
  return { code, output };
}
const tail = (...args: string[]) => run((all, env, write) => auditTailCommand(all, env, write), args);
const sequencesIn = (output: string) =>
  [...output.matchAll(/"record":\{"sequence":(\d+),/g)].map(([, sequence]) => Number(sequence));

describe("registry audit tail", () => {
  it("prints each record exactly as it is in the file, and continues after its cursor", async () => {
    const cursor = join(folder, "cursor");
    const { code, output } = await tail("--cursor", cursor);
    expect(code).toBe(0);
    expect(sequencesIn(output)).toEqual(Array.from({ length: 30 }, (_, n) => n + 1));
    const [line = ""] = output.split("\n");
    expect(JSON.parse(line)).toMatchObject({ trail: "trail-1", instance, record: { sequence: 1 } });
    const stored = await readFile(join(audit, "trail-1", "000000000000001.ndjson"), "utf8");
    expect(line).toContain(stored.split("\n")[0]);
    expect(await tail("--cursor", cursor)).toEqual({ code: 0, output: "" });
  });

  it("rejects an invalid cursor", async () => {
    const cursor = join(folder, "none");
    await writeFile(cursor, "x");
    expect((await tail("--cursor", cursor)).code).toBe(2);
  });
});

describe("registry audit prune", () => {
  it("removes nothing that has not been shipped", async () => {
    const { code, output } = await run(auditPruneCommand, [
      "--before",
      "2025-01-01",
      "--shipped",
      join(folder, "nobody"),
    ]);
    expect([code, output]).toEqual([0, expect.stringMatching(/^trail-1: 0 files with 0 records were removed;/)]);
  });

  it("removes older records, after which trail and store still verify", async () => {
    const args = ["--before", "2025-01-01", "--shipped", join(folder, "cursor")];
    const dry = await run(auditPruneCommand, [...args, "--dry-run"]);
    const { code, output } = await run(auditPruneCommand, args);
    expect(dry.output).toBe(output.replace("were removed", "would be removed"));
    const [, files, records, anchor = ""] =
      /^trail-1: (\d+) files with (\d+) records were removed; the trail begins after (\S+)\.\n$/.exec(output) ?? [];
    expect([code, Number(files) > 0, Number(records) > 0]).toEqual([0, true, true]);
    const verified = await run(auditVerifyCommand, ["--anchor", anchor, "--store", url]);
    expect(verified.code).toBe(0);
    expect(verified.output).toContain(`beginning after ${anchor}, ending at 30:`);
    expect(verified.output).toContain(`The records of ${records} versions were pruned.`);
    const afterwards = await tail();
    expect(afterwards.output.split("\n")[0]).toBe(
      JSON.stringify({ trail: "trail-1", missing: { from: 1, to: Number(records) } }),
    );
  });

  it.each([[[]], [["--before", "soon"]], [["--before", "2025-01-01", "a", "b"]], [["--after", randomUUID()]]])(
    "exits with 2 for %j",
    async (args) => {
      expect((await run(auditPruneCommand, args)).code).toBe(2);
    },
  );
});
