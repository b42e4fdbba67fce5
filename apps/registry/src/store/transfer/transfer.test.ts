import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { randomUUID } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MongoClient } from "mongodb";
import { booking } from "../../interactions/testing/ports.js";
import { atLength } from "@appointment-registry/test-kit";
import { sealVersion } from "../checksum.js";
import { openStore } from "../open.js";
import type { StoredVersion } from "../store.js";
import { databaseUrl, givenMongoDbs } from "../testing/mongodb-servers.js";
import { openSnapshot } from "./snapshot.js";
import { transferCommand } from "./transfer-command.js";

/** Every third entry has two versions. */
const ENTRIES = atLength(60, 300);
const VERSIONS = ENTRIES + ENTRIES / 3;
const DONE = `Done: ${ENTRIES} appointments, ${VERSIONS} versions`;

let folder: string;
let source: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "transfer-"));
  source = `lmdb:${join(folder, "source")}`;
  const store = await openStore(source);
  for (let n = 0; n < ENTRIES; n += 1) {
    const first = version(`entry-${String(n).padStart(3, "0")}`);
    await store.insert(first);
    const second = sealVersion({ ...first, version: 2, method: "PUT", status: "cancelled" }, first);
    if (n % 3 === 0) await store.replace(1, second);
  }
  await store.close();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe("export and import", () => {
  it("move every version without loss, and a repeated import writes nothing", async () => {
    const file = join(folder, "all.ndjson");
    const target = `lmdb:${join(folder, "target")}`;
    expect(await run("export", [file, "--store", source])).toEqual([0, [`${DONE}.`]]);
    expect(await run("import", [file, "--store", target])).toEqual([0, [`${DONE}, of which 0 were there already.`]]);
    expect(await contents(target)).toEqual(await contents(source));
    expect(await run("import", [file, "--store", target])).toEqual([
      0,
      [`${DONE}, of which ${VERSIONS} were there already.`],
    ]);
    const again = join(folder, "again.ndjson");
    await run("export", [again, "--store", target]);
    expect(await readFile(again, "utf8")).toBe(await readFile(file, "utf8"));
  });

  for (const { name, start } of givenMongoDbs()) {
    it(`move a registry to MongoDB (${name}) and back without loss`, async () => {
      const server = await start();
      const database = databaseUrl(server.url, `transfer-${randomUUID().slice(0, 8)}`);
      const [there, back] = [join(folder, `there ${name}`), join(folder, `back ${name}`)];
      const target = `lmdb:${join(folder, `returned ${name}`)}`;
      expect(await run("export", [there, "--store", source])).toEqual([0, [`${DONE}.`]]);
      expect(await run("import", [there, "--store", database])).toEqual([
        0,
        [`${DONE}, of which 0 were there already.`],
      ]);
      expect(await run("export", [back, "--store", database, "--settle", "0"])).toEqual([0, [`${DONE}.`]]);
      expect(await run("import", [back, "--store", target])).toEqual([0, [`${DONE}, of which 0 were there already.`]]);
      expect(await readFile(back, "utf8")).toBe(await readFile(there, "utf8"));
      expect(await contents(target)).toEqual(await contents(source));
      const client = await new MongoClient(database).connect();
      await client.db().dropDatabase();
      await client.close();
      await server.stop();
    });
  }

  it("resumes an export that was cut off in the middle of a line", async () => {
    const [file, cut] = [join(folder, "whole.ndjson"), join(folder, "cut.ndjson")];
    await run("export", [file, "--store", source]);
    const whole = await readFile(file);
    for (const bytes of [0, 10, Math.floor(whole.length / 2), whole.length - 5]) {
      await writeFile(cut, whole.subarray(0, bytes), { mode: 0o644 });
      const flags = bytes === 0 ? [] : ["--resume"];
      if (bytes === 0) await rm(cut);
      expect(await run("export", [cut, "--store", source, ...flags])).toEqual([0, [`${DONE}.`]]);
      expect(await readFile(cut, "utf8")).toBe(whole.toString("utf8"));
      expect((await stat(cut)).mode & 0o777).toBe(0o600);
    }
  });

  it("is a single snapshot, even if it is resumed after later writes", async () => {
    const [whole, file] = [join(folder, "moment.ndjson"), join(folder, "resumed.ndjson")];
    const copy = `lmdb:${join(folder, "moment")}`;
    const [, done] = await run("export", [whole, "--store", source]);
    await run("import", [whole, "--store", copy]);
    // The state left by a process that was killed during an export.
    await (await openSnapshot(copy, { file, resume: false, settle: 0 })).close(false);
    const bytes = await readFile(whole);
    await writeFile(file, bytes.subarray(0, bytes.length / 2));
    const store = await openStore(copy);
    for (const [first] of await contents(copy)) {
      if (first?.version !== 1) continue;
      await store.replace(1, sealVersion({ ...first, version: 2, method: "PUT", status: "cancelled" }, first));
      await store.insert(version(`${first.id}-later`));
    }
    expect(await run("export", [file, "--store", copy, "--resume"])).toEqual([0, done]);
    await store.close();
    expect(await readFile(file, "utf8")).toBe(bytes.toString("utf8"));
    await expect(stat(`${file}.snapshot`)).rejects.toThrow("ENOENT");
  });

  it("refuses to overwrite a file, or to resume a complete export", async () => {
    const file = join(folder, "there.ndjson");
    await run("export", [file, "--store", source]);
    expect((await run("export", [file, "--store", source]))[0]).toBe(1);
    expect(await run("export", [file, "--store", source, "--resume"])).toEqual([
      1,
      [`The export failed: ${file} is a complete export.`],
    ]);
  });

  it("imports the content of an export that was cut short, and reports that", async () => {
    const [file, cut] = [join(folder, "long.ndjson"), join(folder, "short.ndjson")];
    await run("export", [file, "--store", source]);
    const lines = (await readFile(file, "utf8")).split("\n");
    await writeFile(cut, lines.slice(0, 32).join("\n") + "\n");
    const target = `lmdb:${join(folder, "short")}`;
    expect(await run("import", [cut, "--store", target])).toEqual([
      1,
      ["The import failed: The export is truncated: 31 appointments with 42 versions were read."],
    ]);
    expect(await run("import", [file, "--store", target])).toEqual([0, [`${DONE}, of which 42 were there already.`]]);
  });

  it("stops if the store has different data under an id", async () => {
    const file = join(folder, "conflict.ndjson");
    await run("export", [file, "--store", source]);
    const target = `lmdb:${join(folder, "conflict")}`;
    const store = await openStore(target);
    await store.insert(sealVersion({ ...version("entry-050"), body: '{"other":true}' }, undefined));
    await store.close();
    expect(await run("import", [file, "--store", target])).toEqual([
      1,
      ["The import failed: The store has other versions of appointment entry-050."],
    ]);
  });

  it.each([
    ["text", "hello\n", "Line 1 is not JSON."],
    ["another format", '{"a":1}\n', "Line 1 is not in the transfer format."],
    [
      "a later format",
      '{"format":"appointment-registry","version":3}\n',
      "Format version 3 is not one this registry reads.",
    ],
    ["no first line", '{"appointment":"a","versions":[]}\n', "Line 1 is at a wrong position for the transfer format."],
    ["nothing", "", "The export is truncated: 0 appointments with 0 versions were read."],
  ])("rejects %s", async (_, text, message) => {
    const file = join(folder, "bad.ndjson");
    await writeFile(file, text);
    expect(await run("import", [file, "--store", `lmdb:${join(folder, "bad")}`])).toEqual([
      1,
      [`The import failed: ${message}`],
    ]);
  });

  it("reports the lines that today's rules would reject, and keeps them", async () => {
    const [target, file] = [`lmdb:${join(folder, "older")}`, join(folder, "older.ndjson")];
    const lines = [
      { format: "appointment-registry", version: 2 },
      { appointment: "a", versions: [bare(version("a", JSON.stringify(booking())))] },
      { appointment: "b", versions: [bare(version("b", JSON.stringify(booking({ start: "soon" }))))] },
      { appointment: "c", versions: [bare(version("c", "no JSON"))] },
      { end: { appointments: 3, versions: 3 } },
    ];
    await writeFile(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
    const output: string[] = [];
    expect(await transferCommand("import", [file, "--store", target], {}, (line) => output.push(line))).toBe(0);
    expect(output.filter((line) => !/^\d+ appointments/.test(line))).toEqual([
      "Line 3: appointment b would be refused today: structure:value at Appointment.start.",
      "Line 4: appointment c would be refused today: json:not-well-formed.",
      "The rules of this version would refuse the registration of 2 appointments. They are kept.",
      "Done: 3 appointments, 3 versions, of which 0 were there already.",
    ]);
    expect((await contents(target)).map(([newest]) => newest?.id)).toEqual(["a", "b", "c"]);
  });

  it("asks for a store if none is specified", async () => {
    const [code, [line]] = await run("export", []);
    expect([code, line?.split("\n")[0]]).toEqual([2, "Which store? Give --store or REGISTRY_STORE."]);
  });
});

async function run(direction: "export" | "import", args: string[]): Promise<[number, string[]]> {
  const lines: string[] = [];
  const code = await transferCommand(direction, args, {}, (line) => lines.push(line));
  // Progress is printed once a second: never on a fast machine. The bodies are arbitrary texts, which no rule accepts.
  return [code, lines.filter((line) => !/^(?:\d+ appointments|Line \d+: |The rules )/.test(line))];
}

async function contents(url: string): Promise<StoredVersion[][]> {
  const store = await openStore(url);
  const all: StoredVersion[][] = [];
  for await (const history of store.histories()) all.push(history);
  await store.close();
  return all;
}

function bare({ id: _, ...version }: StoredVersion): Omit<StoredVersion, "id"> {
  return version;
}

function version(id: string, body = `{"decimal":1.50,"text":"é\u{1f600}\u2028"}`): StoredVersion {
  return sealVersion(
    {
      id,
      version: 1,
      lastUpdated: "2019-01-17T14:00:00.000Z",
      method: "POST",
      status: "booked",
      body,
      keys: { nhsNumber: "1234554321", end: 1_547_737_800_000, identifiers: [{ value: id }] },
      account: { instance: "i", sequence: 1, interaction: "create", at: 1, requestId: "r", clientId: "c" },
    },
    undefined,
  );
}
