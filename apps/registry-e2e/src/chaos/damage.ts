import { spawnSync } from "node:child_process";
import { cp, mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { Damage } from "@appointment-registry/test-kit";
import { DAMAGES, builtRegistry, damageFile, seededRandom } from "@appointment-registry/test-kit";
import { JSON_ } from "../harness/entry.js";
import { RegistryUnderTest } from "../harness/registry.js";
import type { Verdict } from "./check.js";
import { plannedEntry } from "./entries.js";
import { report } from "./report.js";

export interface DamageOptions {
  readonly trials: number;
  readonly seed: number;
  readonly entries: number;
}

/** Answers by path, from the undamaged store. */
type Truth = ReadonlyMap<string, unknown>;

/**
 * Starts registries on a damaged data file: changed bytes and sectors, pages of zeros, truncation. Compares each 200 with the answer before
 * the damage.
 * @returns true if no answer was wrong and `store check` found all noticeable damage
 */
export async function damage({ trials, seed, entries }: DamageOptions): Promise<boolean> {
  const random = seededRandom(seed);
  const folder = await mkdtemp(join(tmpdir(), "damage-"));
  const [data, whole] = [join(folder, "data"), join(folder, "whole")];
  const audit = join(folder, "audit");
  const settings = { REGISTRY_STORE: `lmdb:${data}`, REGISTRY_AUDIT: audit, REGISTRY_LOG_LEVEL: "fatal" };
  const registry = await RegistryUnderTest.start(settings);
  const answers = new Map<string, number>();
  const notes: Record<string, number> = {};
  const verdict: Verdict = {
    "wrong answers with 200": 0,
    "404 for what is there": 0,
    "other answers than 200 and 500 store-damaged": 0,
    "ends by a signal, or without a sentence": 0,
    "damage that `store check` did not find": 0,
  };
  const count = (name: string) => (notes[name] = (notes[name] ?? 0) + 1);
  const fault = (name: keyof typeof verdict, what: string) => {
    verdict[name] = (verdict[name] ?? 0) + 1;
    console.error(`${name}: ${what}`);
  };
  try {
    const truth = await written(registry, entries);
    await registry.pause();
    await cp(data, whole, { recursive: true });
    const used = await usedBytes(join(whole, "data.mdb"));
    for (let trial = 0; trial < trials; trial += 1) {
      await rm(data, { recursive: true, force: true });
      await cp(whole, data, { recursive: true });
      const kind = DAMAGES[trial % DAMAGES.length] as Damage;
      const what = await damageFile(join(data, "data.mdb"), kind, random, used);
      const outcome = await outcomeOf(registry, truth, answers, (name, path) => fault(name, `${what}, ${path}`));
      count(`${kind}: ${outcome}`);
      if (outcome === "ended") fault("ends by a signal, or without a sentence", what);
      const { status, signal } = check(data);
      if (signal !== null || (status !== 0 && status !== 1 && kind !== "truncation"))
        fault("ends by a signal, or without a sentence", `${what}, store check`);
      if (outcome !== "unnoticed" && status === 0) fault("damage that `store check` did not find", what);
    }
    const load = { entries: [], answers, acknowledged: [] };
    return report(`${trials} damaged data files of ${entries} entries, seed ${seed}`, load, verdict, notes);
  } finally {
    await registry.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Registers entries, cancels every third one, and reads all of them back. */
async function written(registry: RegistryUnderTest, entries: number): Promise<Truth> {
  const truth = new Map<string, unknown>();
  const read = async (path: string) => {
    const { status, text } = await registry.send(path, { headers: { accept: JSON_.accept } });
    if (status !== 200) throw new Error(`The undamaged store answered ${status} for ${path}.`);
    truth.set(path, JSON.parse(text));
  };
  for (let n = 0; n < entries; n += 1) {
    const { body, identifier, nhsNumber } = plannedEntry("damage", n);
    const { text } = await registry.send("/Appointment", { method: "POST", headers: JSON_, body });
    const resource = JSON.parse(text) as { id: string };
    if (n % 3 === 0) {
      const headers = { ...JSON_, "if-match": 'W/"1"' };
      const cancelled = JSON.stringify({ ...resource, status: "cancelled" });
      await registry.send(`/Appointment/${resource.id}`, { method: "PUT", headers, body: cancelled });
    }
    truth.set(`/Appointment/${resource.id}`, undefined);
    truth.set(`/Appointment/${resource.id}/_history`, undefined);
    truth.set(`/Appointment?identifier=${encodeURIComponent(`urn:ietf:rfc:3986|${identifier}`)}`, undefined);
    const patient = encodeURIComponent(`https://fhir.nhs.uk/Id/nhs-number|${nhsNumber}`);
    truth.set(`/Appointment?patient.identifier=${patient}`, undefined);
  }
  for (const path of truth.keys()) await read(path);
  return truth;
}

type Outcome = "refused" | "answered 500" | "unnoticed" | "ended";

async function outcomeOf(
  registry: RegistryUnderTest,
  truth: Truth,
  answers: Map<string, number>,
  fault: (name: string, path: string) => void,
): Promise<Outcome> {
  const before = registry.log().length;
  try {
    await registry.startAgain();
  } catch {
    const { code, signal } = registry.ended();
    const said = registry.log().slice(before);
    return code === 1 && signal === null && /The store cannot be opened: .+/.test(said) ? "refused" : "ended";
  }
  let outcome: Outcome = "unnoticed";
  for (const [path, expected] of truth) {
    const answer = await registry.send(path, { headers: { accept: JSON_.accept } }).catch(() => undefined);
    if (answer === undefined) break;
    answers.set(`read ${answer.status}`, (answers.get(`read ${answer.status}`) ?? 0) + 1);
    const isDamaged = answer.status === 500 && answer.text.includes("store-damaged");
    if (isDamaged) outcome = "answered 500";
    else if (answer.status === 404) fault("404 for what is there", path);
    else if (answer.status !== 200) fault("other answers than 200 and 500 store-damaged", `${path}: ${answer.text}`);
    else if (!isDeepStrictEqual(JSON.parse(answer.text), expected)) fault("wrong answers with 200", path);
  }
  if (registry.ended().signal !== null || registry.ended().code !== null) return "ended";
  await registry.pause();
  return outcome;
}

function check(directory: string) {
  const args = [builtRegistry(), "store", "check", "--store", `lmdb:${directory}`, "--no-audit", "--json"];
  return spawnSync(process.execPath, args, { stdio: "ignore" });
}

/** Returns the number of bytes in the pages that either meta page counts (`mm_last_pg`). */
async function usedBytes(file: string): Promise<number> {
  const handle = await open(file, "r");
  try {
    const pages = Buffer.alloc(2 * 4096);
    await handle.read(pages, 0, pages.length, 0);
    const last = [144, 4096 + 144].map((at) => Number(pages.readBigUInt64LE(at)));
    return (Math.max(...last) + 1) * 4096;
  } finally {
    await handle.close();
  }
}
