import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { atLength, eventually } from "@appointment-registry/test-kit";
import { openStore } from "../open.js";
import { storeProcess } from "../testing/store-process.js";
import { allFound } from "../testing/all-found.js";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "store-processes-"));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

const APPOINTMENT = `
  const appointment = (id, end = 1000, value = id) => ({
    id, version: 1, lastUpdated: "2019-01-17T14:00:00.000Z", method: "POST", status: "booked", body: "{}",
    keys: { nhsNumber: "1234554321", end, identifiers: [{ system: "urn:ietf:rfc:3986", value }] },
  });
  const cancelled = (first) => ({ ...first, version: 2, method: "PUT", status: "cancelled" });`;

describe("a process that is killed with SIGKILL while it writes", () => {
  it("loses nothing that it acknowledged, and leaves only complete transactions", async () => {
    const url = `lmdb:${join(folder, "killed")}`;
    let answered = 0;
    const rounds = atLength(2, 4);
    for (let round = 0; round < rounds; round += 1) {
      const writing = storeProcess(
        url,
        `${APPOINTMENT}
        for (let batch = 0; ; batch += 1) {
          await Promise.all(Array.from({ length: 16 }, async (_, n) => {
            const first = appointment(["${round}", batch, n].join("-"));
            await store.insert(first);
            await say({ id: first.id, version: 1 });
            await store.replace(1, cancelled(first));
            await say({ id: first.id, version: 2 });
          }));
        }`,
      );
      await eventually(() => writing.lines.length >= 200);
      writing.child.kill("SIGKILL");
      expect(await writing.ended).toBeNull();

      const survivor = await openStore(url);
      const said = writing.lines as { id: string; version: number }[];
      answered += said.length;
      for (const { id, version } of said) expect((await survivor.version(id, version))?.version).toBe(version);
      const found = await allFound(survivor.findByPatient("1234554321", 0));
      for (const each of found) {
        const history = await survivor.history(each.id);
        expect(history.map(({ version }) => version)).toEqual(each.version === 2 ? [2, 1] : [1]);
      }
      expect(new Set(found.map(({ id }) => id))).toEqual(
        new Set([...new Set(said.map(({ id }) => id)), ...ids(found)]),
      );
      await survivor.close();
    }
    expect(answered).toBeGreaterThanOrEqual(200 * rounds);
  });
});

describe("two processes on one folder", () => {
  it("have one winner per version and per identifier, and see each other's writes", async () => {
    const url = `lmdb:${join(folder, "shared")}`;
    const [versions, identifiers] = [atLength(100, 300), atLength(40, 100)];
    const here = await openStore(url);
    const body = (name: string) => `${APPOINTMENT}
      const won = { versions: [], identifiers: [] };
      await say("ready");
      while ((await store.current("go")) === undefined) await new Promise((r) => setTimeout(r, 1));
      await store.insert(appointment("raced"));
      while (true) {
        const now = await store.current("raced");
        if (now.version > ${versions}) break;
        const next = { ...now, version: now.version + 1, body: JSON.stringify("${name}") };
        const answer = await store.replace(now.version, next);
        if (answer.kind === "replaced") won.versions.push(next.version);
        else if (answer.current.version <= now.version) throw new Error("a conflict that shows no other version");
      }
      for (let n = 0; n < ${identifiers}; n += 1) {
        const answers = await Promise.all(["a", "b", "c"].map((each) =>
          store.insertUnlessIdentified(appointment(["${name}", n, each].join("-"), 5000, "shared" + n),
            { system: "urn:ietf:rfc:3986", value: "shared" + n })));
        for (const { kind } of answers) if (kind === "inserted") won.identifiers.push(n);
      }
      await say(won);`;
    const processes = ["one", "two"].map((name) => storeProcess(url, body(name)));
    await eventually(() => processes.every(({ lines }) => lines.length === 1));
    await here.insert({
      id: "go",
      version: 1,
      lastUpdated: "2019-01-17T14:00:00.000Z",
      method: "POST",
      status: "booked",
      body: "{}",
      keys: { nhsNumber: "9434765919", end: 0, identifiers: [] },
    });
    expect(await Promise.all(processes.map(({ ended }) => ended))).toEqual([0, 0]);
    const wins = processes.flatMap(({ lines }) => lines.slice(1) as { versions: number[]; identifiers: number[] }[]);
    const ascending = (a: number, b: number) => a - b;
    const all = wins.flatMap(({ versions }) => versions).sort(ascending);
    expect(all).toEqual(Array.from({ length: versions }, (_, n) => n + 2));
    expect(wins.flatMap(({ identifiers }) => identifiers).sort(ascending)).toEqual(
      Array.from({ length: identifiers }, (_, n) => n),
    );
    expect((await here.history("raced")).map(({ version }) => version)).toEqual([...all.reverse(), 1]);
    expect(await allFound(here.findByPatient("1234554321", 5000))).toHaveLength(identifiers);
    await here.close();
  });
});

describe("a full disk", () => {
  it("causes individual writes to be rejected, and loses nothing that was acknowledged", async () => {
    const url = `lmdb:${join(folder, "full")}`;
    const writing = storeProcess(
      url,
      `${APPOINTMENT}
      const refused = [];
      for (let n = 0; refused.length < ${atLength(300, 3000)}; n += 1) {
        const first = { ...appointment("entry-" + n), body: "x".repeat(3000) };
        const act = n % 2 === 0 ? store.insert(first) : store.insertUnlessIdentified(first, first.keys.identifiers[0]);
        await act.then(({ kind }) => say({ id: first.id, kind }), (error) => refused.push(error.name));
      }
      await say({ refused: [...new Set(refused)], found: (await store.findByPatient("1234554321", 0)).total });`,
      2048,
    );
    expect(await writing.ended).toBe(0);
    const last = writing.lines.pop();
    const said = writing.lines as { id: string; kind: string }[];
    expect(last).toEqual({ refused: ["WritesRefusedError"], found: said.length });
    expect(said.length).toBeGreaterThan(100);
    const survivor = await openStore(url);
    for (const { id } of said) expect((await survivor.current(id))?.version).toBe(1);
    expect(await survivor.insert({ ...(await survivor.current("entry-0"))!, id: "room again" })).toEqual({
      kind: "inserted",
    });
    await survivor.close();
  });
});

describe("a data folder of a newer registry", () => {
  it("is not opened", async () => {
    const directory = join(folder, "newer");
    await (await openStore(`lmdb:${directory}`)).close();
    const { open } = await import("lmdb");
    const root = open({ path: directory, noSubdir: false });
    await root.openDB({ name: "meta" }).put("format", 99);
    await root.close();
    await expect(openStore(`lmdb:${directory}`)).rejects.toThrow("has format 99; this registry reads format 4");
  });
});

const ids = (found: { id: string }[]) => found.map(({ id }) => id);
