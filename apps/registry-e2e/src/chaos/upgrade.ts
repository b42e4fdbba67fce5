import { cp, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { entityTag } from "@appointment-registry/registry-contract";
import { WORKSPACE, seededRandom } from "@appointment-registry/test-kit";
import { JSON_ } from "../harness/entry.js";
import { RegistryUnderTest } from "../harness/registry.js";
import { auditFaults } from "./audit-verify.js";
import type { Verdict } from "./check.js";
import { storeFaults } from "./store-check.js";
import { report } from "./report.js";

export interface UpgradeOptions {
  readonly kills: number;
  readonly seed: number;
}

/** Store, audit trail and export as written by version 0.1. */
const FIXTURE = join(WORKSPACE, "apps/registry/src/store/testing/version-0.1");
const KILLS_EACH = 5;

/** Milliseconds after a start during which the process may be killed. */
const START = 1_000;

/** Opens a folder of version 0.1 with processes that are killed at any time during their start. @returns true if nothing was lost */
export async function upgrade({ kills, seed }: UpgradeOptions): Promise<boolean> {
  const random = seededRandom(seed);
  const verdict: Verdict = { "entries of version 0.1 that are not as they were": 0, "cancels that failed": 0 };
  const fault = (name: keyof typeof verdict) => (verdict[name] = (verdict[name] ?? 0) + 1);
  const answers = new Map<string, number>();
  const expected = (await readFile(join(FIXTURE, "export.ndjson"), "utf8"))
    .split("\n")
    .flatMap((line) => (line.startsWith('{"appointment"') ? [JSON.parse(line) as Exported] : []));
  for (let done = 0; done < kills; done += KILLS_EACH) {
    const folder = await mkdtemp(join(tmpdir(), "upgrade-"));
    await cp(FIXTURE, folder, { recursive: true });
    const [store, audit] = [`lmdb:${join(folder, "data")}`, join(folder, "audit")];
    const settings = { REGISTRY_STORE: store, REGISTRY_AUDIT: audit, REGISTRY_LOG_LEVEL: "fatal" };
    // Created before the first start. The folder is put in its place afterwards.
    const registry = await RegistryUnderTest.start({
      ...settings,
      REGISTRY_STORE: `lmdb:${join(folder, "other")}`,
      REGISTRY_AUDIT: join(folder, "other-audit"),
    });
    try {
      await registry.pause();
      registry.change(settings);
      for (let n = 0; n < KILLS_EACH; n += 1) await registry.startAndKill(random() * START);
      await registry.startAgain();
      for (const { appointment, versions } of expected) {
        const history = await registry.send(`/Appointment/${appointment}/_history`, {
          headers: { accept: JSON_.accept },
        });
        const { entry = [] } = JSON.parse(history.text) as { entry?: { resource: object }[] };
        const found = entry.map(({ resource }) => resource).reverse();
        const was = versions.map(({ body }) => JSON.parse(body) as object);
        if (JSON.stringify(found) !== JSON.stringify(was)) fault("entries of version 0.1 that are not as they were");
        const current = was.at(-1) as { status: string; meta: { versionId: string } };
        if (current.status !== "booked") continue;
        const { status } = await registry.send(`/Appointment/${appointment}`, {
          method: "PUT",
          headers: { ...JSON_, "if-match": entityTag(current.meta.versionId) },
          body: JSON.stringify({ ...current, status: "cancelled" }),
        });
        answers.set(`cancel ${status}`, (answers.get(`cancel ${status}`) ?? 0) + 1);
        if (status !== 200) fault("cancels that failed");
      }
      await registry.pause();
      for (const [name, count] of Object.entries({ ...(await auditFaults([audit], store)), ...storeFaults(store) }))
        verdict[name] = (verdict[name] ?? 0) + count;
    } finally {
      await registry.stop();
      await rm(folder, { recursive: true, force: true });
    }
  }
  const load = { entries: [], answers, acknowledged: [] };
  return report(`${kills} kills while a folder of version 0.1 is brought up to date, seed ${seed}`, load, verdict);
}

interface Exported {
  readonly appointment: string;
  readonly versions: readonly { readonly body: string }[];
}
