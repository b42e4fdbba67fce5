import { performance } from "node:perf_hooks";
import type { ShippedRegistry } from "@appointment-registry/test-kit";
import { nhsNumbers, storedEntry } from "./entries.js";
import { startFilledRegistry } from "./registry.js";

const SMALL = { entries: 2_000, patients: 50 };
const LARGE = { entries: 200_000, patients: 5_000 };
const SEARCHES = 2_000;
/** Permitted difference between the two, since an index serves searches. */
const TOLERANCE = 0.2;

/** Measures a search for one patient in a small and in a large registry, in alternation in one run. */
export async function benchSearch(): Promise<void> {
  const [small, large] = await Promise.all([filled(SMALL), filled(LARGE)]);
  const times = { small: [] as number[], large: [] as number[] };
  try {
    for (let round = -200; round < SEARCHES; round++) {
      for (const [name, { registry, token, patients }] of Object.entries({ small, large })) {
        const patient = patients[(round + 200) % patients.length] as string;
        const began = performance.now();
        const path = `/Appointment?patient.identifier=https://fhir.nhs.uk/Id/nhs-number|${patient}`;
        const { status, text } = await registry.send({ path, token });
        const took = performance.now() - began;
        if (status !== 200 || !text.includes('"total":40,')) throw new Error(`${status} ${text.slice(0, 500)}`);
        if (round >= 0) times[name as keyof typeof times].push(took);
      }
    }
  } finally {
    await Promise.all([small.registry.destroy(), large.registry.destroy()]);
  }
  console.log(`search: ${SEARCHES} searches of 40 entries each, one client, in turns`);
  for (const [name, { entries, patients }] of Object.entries({ small: SMALL, large: LARGE })) {
    const sorted = times[name as keyof typeof times].sort((a, b) => a - b);
    console.log(
      `search: ${entries} entries, ${patients} patients: p50 ${at(sorted, 0.5)} ms, p99 ${at(sorted, 0.99)} ms`,
    );
  }
  const difference = Number(at(times.large, 0.5)) / Number(at(times.small, 0.5)) - 1;
  console.log(`search: the median differs by ${(difference * 100).toFixed(1)} %`);
  if (difference > TOLERANCE) {
    console.error(`search: more than ${TOLERANCE * 100} %`);
    process.exitCode = 1;
  }
}

interface Filled {
  readonly registry: ShippedRegistry;
  readonly token: string;
  readonly patients: readonly string[];
}

async function filled({ entries, patients }: typeof SMALL): Promise<Filled> {
  const numbers = nhsNumbers();
  const row = Array.from({ length: patients }, () => numbers.next().value as string);
  function* all() {
    for (let index = 0; index < entries; index++) yield storedEntry(row[index % patients] as string);
  }
  const registry = await startFilledRegistry(all());
  return { registry, token: await registry.token(), patients: row };
}

const at = (sorted: readonly number[], share: number): string =>
  (sorted[Math.floor((sorted.length - 1) * share)] ?? 0).toFixed(2);
