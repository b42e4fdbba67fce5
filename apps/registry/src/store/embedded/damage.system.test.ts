import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { DAMAGES, damageFile, nhsNumber, seededRandom } from "@appointment-registry/test-kit";
import type { Damage } from "@appointment-registry/test-kit";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { checkStore } from "../../store-commands/check/check-store.js";
import { openStore } from "../open.js";
import { StoreDamagedError } from "../store.js";
import type { AppointmentStore, StoredVersion } from "../store.js";
import { INSTANCE, writeVersions, writtenVersions } from "../testing/written-versions.js";
import { readMetaPages } from "./meta-pages.js";
import { allFound } from "../testing/all-found.js";

const ENTRIES = 100;
const PATIENTS = 10;
/** `npm run chaos -- damage` runs many more trials, through the server. */
const TRIALS = process.env["THOROUGH"] === "1" ? 500 : 12;

let folder: string;
let whole: string;
let used: number;
const histories = new Map<string, StoredVersion[]>();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "damage-"));
  whole = join(folder, "whole");
  const store = await openStore(`lmdb:${whole}`, { instance: INSTANCE });
  for (let n = 0; n < ENTRIES; n += 1) {
    const versions = writtenVersions(n);
    await writeVersions(store, versions);
    histories.set(versions[0]?.id ?? "", versions.reverse());
  }
  await store.close();
  const meta = await readMetaPages(join(whole, "data.mdb"));
  used = ((meta?.lastPage ?? 0) + 1) * (meta?.pageSize ?? 0);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const currents = () => [...histories.values()].map(([newest]) => newest as StoredVersion);

/** Performs every read that a registry makes. @returns reads whose result differs from the stored data */
async function wrongReads(store: AppointmentStore): Promise<{ wrong: string[]; damaged: number }> {
  const wrong: string[] = [];
  let damaged = 0;
  const expectSame = async (what: string, read: () => Promise<unknown>, expected: unknown) => {
    try {
      if (!isDeepStrictEqual(await read(), expected)) wrong.push(what);
    } catch (error) {
      if (!(error instanceof StoreDamagedError)) throw error;
      damaged += 1;
    }
  };
  for (const [id, history] of histories) {
    await expectSame(`current ${id}`, () => store.current(id), history[0]);
    await expectSame(`history ${id}`, () => store.history(id), history);
    await expectSame(`version ${id}`, () => store.version(id, 1), history.at(-1));
    const identifier = history[0]?.keys.identifiers[0] ?? { value: "" };
    await expectSame(`identifier ${id}`, () => allFound(store.findByIdentifier(identifier)), [history[0]]);
    const anySystem = { anySystem: true, value: identifier.value } as const;
    await expectSame(`value ${id}`, () => allFound(store.findByIdentifier(anySystem)), [history[0]]);
  }
  for (let n = 0; n < PATIENTS; n += 1) {
    const number = nhsNumber(n);
    const found = currents().filter(({ keys }) => keys.nhsNumber === number);
    await expectSame(`patient ${n}`, () => allFound(store.findByPatient(number, 0)), found);
  }
  const all: StoredVersion[][] = [];
  await expectSame(
    "all",
    async () => {
      for await (const history of store.histories()) all.push(history);
      return all;
    },
    [...histories.values()],
  );
  return { wrong, damaged };
}

describe("an undamaged store", () => {
  it("is read as it was written", async () => {
    const store = await openStore(`lmdb:${whole}`);
    expect(await wrongReads(store)).toEqual({ wrong: [], damaged: 0 });
    await store.close();
  });
});

describe("a damaged data file never yields data that was not written", () => {
  it.each(DAMAGES)("%s", async (damage: Damage) => {
    const random = seededRandom(DAMAGES.indexOf(damage) + 1);
    const seen = { refused: 0, damaged: 0, unnoticed: 0 };
    for (let trial = 0; trial < TRIALS; trial += 1) {
      const copy = join(folder, `${damage} ${trial}`);
      await cp(whole, copy, { recursive: true });
      const what = await damageFile(join(copy, "data.mdb"), damage, random, used);
      const outcome = await trialOf(copy);
      // Damage to an unused area is not noticed.
      if (outcome.kind !== "unnoticed") expect({ what, isFound: await isFound(copy) }).toEqual({ what, isFound: true });
      expect({ what, wrong: outcome.wrong }).toEqual({ what, wrong: [] });
      seen[outcome.kind] += 1;
      await rm(copy, { recursive: true });
    }
    expect(seen.refused + seen.damaged).toBeGreaterThan(0);
  });
});

async function trialOf(copy: string): Promise<{ wrong: string[]; kind: "refused" | "damaged" | "unnoticed" }> {
  let store: AppointmentStore;
  try {
    store = await openStore(`lmdb:${copy}`, { create: false });
  } catch (error) {
    expect(String(error)).toMatch(/^OperatorError: The store cannot be opened: .+/);
    return { wrong: [], kind: "refused" };
  }
  try {
    const { wrong, damaged } = await wrongReads(store);
    return { wrong, kind: damaged > 0 ? "damaged" : "unnoticed" };
  } finally {
    await store.close();
  }
}

async function isFound(copy: string): Promise<boolean> {
  const checked = checkStore({ kind: "lmdb", directory: copy }, { audit: [], repair: false });
  return checked.then(
    ({ faults }) => faults > 0,
    // Truncated to nothing.
    (error: unknown) => /There is no store/.test(String(error)),
  );
}
