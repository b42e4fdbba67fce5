import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { DAMAGES, damageFile, nhsNumber, seededRandom } from "@appointment-registry/test-kit";
import type { Damage } from "@appointment-registry/test-kit";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { booking } from "../../interactions/testing/ports.js";
import { versionOf } from "../../record.js";
import { openStore } from "../open.js";
import { StoreDamagedError } from "../store.js";
import type { AppointmentStore, StoredVersion } from "../store.js";
import { readMetaPages } from "./meta-pages.js";
import { allFound } from "../testing/all-found.js";

const ENTRIES = 100;
const PATIENTS = 10;
const INSTANCE = "00000000-0000-4000-8000-000000000001";
/** `npm run chaos -- damage` does many more, through the server. */
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
    const [first, ...later] = versionsOf(n);
    if (first === undefined) throw new Error("There is a first version.");
    await store.insert(first);
    for (const next of later) await store.replace(next.version - 1, next);
    histories.set(first.id, [...later.reverse(), first]);
  }
  await store.close();
  const meta = await readMetaPages(join(whole, "data.mdb"));
  used = ((meta?.lastPage ?? 0) + 1) * (meta?.pageSize ?? 0);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function versionsOf(n: number): StoredVersion[] {
  const id = `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;
  const value = `https://provider.test/Appointment/${n}`;
  const patient = { identifier: { system: "https://fhir.nhs.uk/Id/nhs-number", value: nhsNumber(n % PATIENTS) } };
  const resource = booking({
    identifier: [{ system: "urn:ietf:rfc:3986", value }],
    description: "x".repeat((n * 37) % 3_000),
    participant: [{ actor: patient, status: "accepted" }],
  });
  const account = { instance: INSTANCE, interaction: "create", at: 1, requestId: "r" } as const;
  const time = 1_700_000_000_000 + n;
  const first = versionOf(resource, {
    id,
    version: 1,
    time,
    method: "POST",
    account: { ...account, sequence: 2 * n + 1 },
  }).stored;
  if (n % 2 === 0) return [first];
  const second = versionOf(
    { ...resource, status: "cancelled" },
    { id, version: 2, time: time + 1, method: "PUT", previous: first, account: { ...account, sequence: 2 * n + 2 } },
  ).stored;
  return [first, second];
}

const currents = () => [...histories.values()].map(([newest]) => newest as StoredVersion);

/** Everything that a registry asks of its store. @returns reads that were answered with something else than was stored */
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

describe("a store that was not damaged", () => {
  it("is read as it was written", async () => {
    const store = await openStore(`lmdb:${whole}`);
    expect(await wrongReads(store)).toEqual({ wrong: [], damaged: 0 });
    await store.close();
  });
});

describe("of a damaged data file nothing is read that was not written", () => {
  it.each(DAMAGES)("%s", async (damage: Damage) => {
    const random = seededRandom(DAMAGES.indexOf(damage) + 1);
    const seen = { refused: 0, damaged: 0, unnoticed: 0 };
    for (let trial = 0; trial < TRIALS; trial += 1) {
      const copy = join(folder, `${damage} ${trial}`);
      await cp(whole, copy, { recursive: true });
      const what = await damageFile(join(copy, "data.mdb"), damage, random, used);
      const outcome = await trialOf(copy);
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
