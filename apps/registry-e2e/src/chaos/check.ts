import type { RegistryUnderTest } from "../harness/registry.js";
import type { EntryRecord, Load } from "./load.js";

const AT_ONCE = 16;

/** The kinds of fault and how often each was found. All counts must be 0. */
export type Verdict = Record<string, number>;

/** Reads everything back and compares it with the answers that clients received. */
export async function check(
  registry: RegistryUnderTest,
  { entries, answers }: Load,
  { answersMayBeLost = false } = {},
): Promise<Verdict> {
  const verdict: Verdict = {
    "acknowledged registers lost": 0,
    "entries registered twice": 0,
    "acknowledged cancels lost": 0,
    "entries cancelled twice": 0,
    "histories that are not 1 or 1, 2": 0,
    "conflicts on an entry nobody changed": 0,
    "reads that did not show an acknowledged write": 0,
    "answers that are not 2xx, 4xx or a retryable 500 or 503": 0,
  };
  const fault = (name: keyof typeof verdict) => (verdict[name] = (verdict[name] ?? 0) + 1);
  for (const [answer, count] of answers) {
    if (answersMayBeLost && answer.endsWith(" none")) continue;
    if (!/ (2\d\d|4\d\d|500|503)$/.test(answer))
      verdict["answers that are not 2xx, 4xx or a retryable 500 or 503"] = count;
  }

  const found = await entriesByIdentifier(registry, entries);
  const todo = [...entries];
  const checker = async () => {
    for (let entry = todo.pop(); entry !== undefined; entry = todo.pop()) {
      if (entry.stale > 0) fault("reads that did not show an acknowledged write");
      const ids = found.get(entry.planned.identifier) ?? [];
      if (ids.length > 1 || entry.registered.size > 1 || entry.created > 1) fault("entries registered twice");
      const [id] = entry.registered;
      if (id === undefined) continue;
      const versions = await history(registry, id);
      if (!ids.includes(id) || versions.length === 0) fault("acknowledged registers lost");
      if (!["1", "2,1"].includes(versions.map(({ version }) => version).join()))
        fault("histories that are not 1 or 1, 2");
      if (entry.cancelled.length > 1) fault("entries cancelled twice");
      const second = versions.find(({ version }) => version === "2");
      const [answered] = entry.cancelled;
      if (answered !== undefined && (second?.lastUpdated !== answered || second.status !== "cancelled"))
        fault("acknowledged cancels lost");
      if (entry.refused > 0 && second === undefined) fault("conflicts on an entry nobody changed");
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, checker));
  return verdict;
}

interface HistoryEntry {
  readonly version: string;
  readonly lastUpdated: string;
  readonly status: string;
}

interface Bundle {
  readonly entry?: readonly {
    readonly resource: {
      readonly id: string;
      readonly status: string;
      readonly meta: { readonly versionId: string; readonly lastUpdated: string };
      readonly identifier: readonly { readonly value: string }[];
    };
  }[];
}

async function history(registry: RegistryUnderTest, id: string): Promise<HistoryEntry[]> {
  const { entry = [] } = await bundle(registry, `/Appointment/${id}/_history`);
  return entry.map(({ resource: { status, meta } }) => ({
    version: meta.versionId,
    lastUpdated: meta.lastUpdated,
    status,
  }));
}

async function entriesByIdentifier(
  registry: RegistryUnderTest,
  entries: readonly EntryRecord[],
): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  const patients = [...new Set(entries.map(({ planned }) => planned.nhsNumber))];
  const searcher = async () => {
    for (let nhsNumber = patients.pop(); nhsNumber !== undefined; nhsNumber = patients.pop()) {
      const token = encodeURIComponent(`https://fhir.nhs.uk/Id/nhs-number|${nhsNumber}`);
      const { entry = [] } = await bundle(registry, `/Appointment?patient.identifier=${token}`);
      for (const { resource } of entry) {
        const identifier = resource.identifier[0]?.value ?? "";
        found.set(identifier, [...(found.get(identifier) ?? []), resource.id]);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, searcher));
  return found;
}

async function bundle(registry: RegistryUnderTest, path: string): Promise<Bundle> {
  const answer = await registry.send(path, { headers: { accept: "application/fhir+json" } });
  if (answer.status === 404) return {};
  if (answer.status !== 200) throw new Error(`The checker was answered ${answer.status} for ${path}`);
  return JSON.parse(answer.text) as Bundle;
}
