import { randomUUID } from "node:crypto";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { openStore } from "@appointment-registry/registry/store";
import type { AppointmentStore, StoredVersion } from "@appointment-registry/registry/store";
import { MongoClient } from "mongodb";

const CLIENTS = 64;
const ENTRIES = { lmdb: 20_000, mongodb: 500 } as const;

/** Registers, reads, searches and cancels through each store that is available in this run. Prints one line for each store. */
export async function benchStore(): Promise<void> {
  console.log(
    `store: ${CLIENTS} clients, one process, entries of ${Buffer.byteLength(body("x", "booked"))} bytes, registered and cancelled`,
  );

  const folder = await mkdtemp(join(tmpdir(), "bench-store-"));
  try {
    const row = await measure(await openStore(`lmdb:${folder}`), ENTRIES.lmdb);
    print("lmdb", ENTRIES.lmdb, row, (await stat(join(folder, "data.mdb"))).size / ENTRIES.lmdb);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }

  const url = process.env["MONGODB_URL"];
  if (url === undefined) {
    console.log("mongodb: not measured, MONGODB_URL is not set");
    return;
  }
  const target = inDatabase(url, `bench-${randomUUID().slice(0, 8)}`);
  const client = await MongoClient.connect(target);
  const database = client.db();
  try {
    const { version = "?" } = await database.command({ buildInfo: 1 });
    console.log(`mongodb: the server at MONGODB_URL, which says it is version ${version}`);
    const row = await measure(await openStore(target), ENTRIES.mongodb);
    const { storageSize = 0, indexSize = 0 } = await database.command({ dbStats: 1 });
    print("mongodb", ENTRIES.mongodb, row, (storageSize + indexSize) / ENTRIES.mongodb);
  } finally {
    await database.dropDatabase();
    await client.close();
  }
}

interface Rate {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
}

async function measure(
  store: AppointmentStore,
  entries: number,
): Promise<Record<"registers" | "cancels" | "reads" | "searches", Rate>> {
  const ids = Array.from({ length: entries }, () => randomUUID());
  const registers = await rate(ids, "inserted", (id, n) => store.insert(version(id, n, 1)));
  const cancels = await rate(ids, "replaced", (id, n) => store.replace(1, version(id, n, 2)));
  const reads = await rate(ids, "read", async (id) =>
    (await store.current(id))?.version === 2 ? { kind: "read" } : { kind: "lost" },
  );
  const searches = await rate(ids.slice(0, 2_000), "found", async (_, n) => {
    const found = await store.findByPatient(nhsNumber(n), 0);
    return { kind: found.total > 0 ? "found" : "lost" };
  });
  await store.close();
  return { registers, cancels, reads, searches };
}

async function rate(
  ids: readonly string[],
  expected: string,
  act: (id: string, n: number) => Promise<{ kind: string }>,
): Promise<Rate> {
  const times: number[] = [];
  let next = 0;
  const client = async () => {
    for (let n = next++; n < ids.length; n = next++) {
      const began = performance.now();
      const { kind } = await act(ids[n] ?? "", n);
      if (kind !== expected) throw new Error(`${kind} instead of ${expected}`);
      times.push(performance.now() - began);
    }
  };
  const began = performance.now();
  await Promise.all(Array.from({ length: CLIENTS }, client));
  const seconds = (performance.now() - began) / 1000;
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.floor((times.length - 1) * share)] ?? 0;
  return { perSecond: ids.length / seconds, p50: at(0.5), p99: at(0.99) };
}

function print(name: string, entries: number, rates: Record<string, Rate>, bytes: number): void {
  for (const [what, { perSecond, p50, p99 }] of Object.entries(rates)) {
    console.log(`${name}: ${what} ${Math.round(perSecond)}/s, p50 ${p50.toFixed(2)} ms, p99 ${p99.toFixed(2)} ms`);
  }
  console.log(
    `${name}: ${Math.round(bytes)} bytes a stored entry of two versions, indexes included (${entries} entries)`,
  );
}

const inDatabase = (url: string, name: string) =>
  url.replace(/^(mongodb(?:\+srv)?:\/\/[^/?]+)(?:\/[^?]*)?/, `$1/${name}`);

/** About three appointments for each patient. */
const nhsNumber = (n: number) => String(9_000_000_000 + Math.floor(n / 3));

function version(id: string, n: number, number: 1 | 2): StoredVersion {
  const status = number === 1 ? "booked" : "cancelled";
  return {
    id,
    version: number,
    lastUpdated: "2019-01-17T14:00:00.000Z",
    method: number === 1 ? "POST" : "PUT",
    status,
    body: body(id, status),
    keys: {
      nhsNumber: nhsNumber(n),
      end: 1_547_737_800_000,
      identifiers: [{ system: "urn:ietf:rfc:3986", value: `https://provider.example/STU3/Appointment/${id}` }],
    },
  };
}

function body(id: string, status: string): string {
  return JSON.stringify({
    resourceType: "Appointment",
    id,
    meta: {
      versionId: "1",
      lastUpdated: "2019-01-17T14:00:00.000Z",
      profile: ["https://fhir.hl7.org.uk/STU3/StructureDefinition/CareConnect-Appointment-1"],
    },
    identifier: [{ system: "urn:ietf:rfc:3986", value: `https://provider.example/STU3/Appointment/${id}` }],
    status,
    start: "2019-02-01T10:51:23.620+00:00",
    end: "2019-01-17T15:10:00.000Z",
    created: "2019-01-17T14:00:00.000Z",
    participant: [
      {
        actor: { identifier: { use: "official", system: "https://fhir.nhs.uk/Id/nhs-number", value: "1234554321" } },
        status: "accepted",
      },
    ],
  });
}
