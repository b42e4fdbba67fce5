import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { WORKSPACE, builtRegistry, seededRandom } from "@appointment-registry/test-kit";
import { JSON_ } from "../../harness/entry.js";
import { RegistryUnderTest } from "../../harness/registry.js";
import type { Verdict } from "../check.js";
import { plannedEntry } from "../entries.js";
import { report } from "../report.js";
import { storeFaults } from "../store-check.js";
import { crashImage, readJournal } from "./images.js";

export interface PowerOptions {
  readonly images: number;
  readonly seed: number;
}

/** An acknowledged version, and the length of the journal at that time. */
interface Acknowledged {
  readonly id: string;
  readonly version: number;
  readonly after: number;
}

const ENTRIES = 400;
const AT_ONCE = 8;

/** Simulates losses of power: unflushed writes are dropped, kept or torn at sector boundaries. */
export const power = {
  /** Returns the missing prerequisite of the run, or undefined if there is none. */
  needs(): string | undefined {
    const hasCompiler = spawnSync("cc", ["--version"], { stdio: "ignore" }).status === 0;
    return process.platform === "linux" && hasCompiler ? undefined : "Linux and a C compiler";
  },

  /** @returns true if every image contains all acknowledged versions */
  async run({ images, seed }: PowerOptions): Promise<boolean> {
    const random = seededRandom(seed);
    const folder = await mkdtemp(join(tmpdir(), "power-"));
    const verdict: Verdict = {
      "acknowledged versions lost": 0,
      "images that are not opened": 0,
      "faults of the store": 0,
    };
    try {
      const { acknowledged, journal } = await recorded(folder);
      const entries = readJournal(journal);
      let lookedFor = 0;
      for (let n = 0; n < images; n += 1) {
        const count = 1 + Math.floor(random() * entries.length);
        const end = entries[count - 1]?.end ?? 0;
        const image = join(folder, `image-${n}`);
        await mkdir(image);
        await writeFile(join(image, "data.mdb"), crashImage(entries, count, random));
        const expected = acknowledged.filter(({ after }) => after <= end);
        // There is no store to open before the first commit.
        if (expected.length === 0) continue;
        const found = versionsIn(image);
        if (found === undefined)
          verdict["images that are not opened"] = (verdict["images that are not opened"] ?? 0) + 1;
        else {
          lookedFor += expected.length;
          const lost = expected.filter(({ id, version }) => (found.get(id) ?? 0) < version).length;
          verdict["acknowledged versions lost"] = (verdict["acknowledged versions lost"] ?? 0) + lost;
          verdict["faults of the store"] =
            (verdict["faults of the store"] ?? 0) + (storeFaults(`lmdb:${image}`)["faults of the store"] ?? 0);
        }
        await rm(image, { recursive: true });
      }
      const load = { entries: [], answers: new Map<string, number>(), acknowledged: [] };
      const notes = { "writes and flushes": entries.length, "acknowledged versions looked for": lookedFor };
      return report(`${images} losses of power, seed ${seed}`, load, verdict, notes);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

/** Runs a registry that registers and cancels, with a journal of its writes to the data file. */
async function recorded(folder: string): Promise<{ acknowledged: Acknowledged[]; journal: Buffer }> {
  const library = join(folder, "journal.so");
  const source = join(WORKSPACE, "apps/registry-e2e/src/chaos/power/journal.c");
  execFileSync("cc", ["-shared", "-fPIC", "-O1", "-o", library, source, "-ldl", "-lpthread"]);
  const file = join(folder, "journal");
  const registry = await RegistryUnderTest.start({
    REGISTRY_STORE: `lmdb:${join(folder, "data")}`,
    REGISTRY_AUDIT: join(folder, "audit"),
    REGISTRY_LOG_LEVEL: "warn",
    LD_PRELOAD: library,
    POWER_JOURNAL: file,
    UV_USE_IO_URING: "0",
  });
  const acknowledged: Acknowledged[] = [];
  const note = (id: string, version: number) => acknowledged.push({ id, version, after: statSync(file).size });
  let next = 0;
  const caller = async () => {
    while (next < ENTRIES) {
      const { body } = plannedEntry("power", (next += 1));
      const { status, text } = await registry.send("/Appointment", { method: "POST", headers: JSON_, body });
      if (status !== 201) throw new Error(`A register was answered ${status}.`);
      const resource = JSON.parse(text) as { id: string };
      note(resource.id, 1);
      const headers = { ...JSON_, "if-match": 'W/"1"' };
      const cancelled = JSON.stringify({ ...resource, status: "cancelled" });
      const answer = await registry.send(`/Appointment/${resource.id}`, { method: "PUT", headers, body: cancelled });
      if (answer.status === 200) note(resource.id, 2);
    }
  };
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, caller));
  } finally {
    await registry.stop();
  }
  if (!existsSync(file)) throw new Error("The data file was written by calls that are not recorded.");
  return { acknowledged, journal: await readFile(file) };
}

/** Returns the current version of each appointment, or undefined if the store cannot be opened. */
function versionsIn(image: string): Map<string, number> | undefined {
  const args = [builtRegistry(), "export", "--store", `lmdb:${image}`];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8", maxBuffer: 1 << 30 });
  if (status !== 0) {
    console.error(stderr);
    return undefined;
  }
  const lines = stdout.split("\n").filter((line) => line.startsWith('{"appointment"'));
  return new Map(
    lines.map((line) => {
      const { appointment, versions } = JSON.parse(line) as { appointment: string; versions: unknown[] };
      return [appointment, versions.length];
    }),
  );
}
