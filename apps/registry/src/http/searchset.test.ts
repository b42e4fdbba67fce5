import { expect, it } from "@jest/globals";
import { writeResource } from "@appointment-registry/fhir-appointment";
import { BASE, NOW, booking } from "../interactions/testing/ports.js";
import { getResource, createVersion } from "../appointment-version.js";
import type { StoredVersion } from "../store/store.js";
import type { Layout } from "./searchset.js";
import { searchset } from "./searchset.js";

const self = `${BASE}/Appointment?identifier="entry":[<entry>`;
const versions = (count: number): StoredVersion[] =>
  Array.from({ length: count }, (_, n) => {
    const facts = { id: `id-${n}`, version: 1, time: NOW, method: "POST" } as const;
    return createVersion(booking({ comment: `${n} ]} "entry":[ <entry> </Bundle> &` }), facts).stored;
  });
const bundle = (found: readonly StoredVersion[]): fhir.Bundle => ({
  resourceType: "Bundle",
  type: "searchset",
  total: found.length,
  link: [{ relation: "self", url: self }],
  ...(found.length === 0
    ? {}
    : {
        entry: found.map((stored) => ({
          fullUrl: `${BASE}/Appointment/${stored.id}/_history/1`,
          resource: getResource({ stored }),
          search: { mode: "match" as const },
        })),
      }),
});

async function* oneByOne(found: readonly StoredVersion[]): AsyncGenerator<StoredVersion> {
  for (const each of found) yield await Promise.resolve(each);
}

async function chunksOf(found: readonly StoredVersion[], layout: Layout): Promise<string[]> {
  const entries = found.length === 0 ? undefined : oneByOne(found);
  const chunks: string[] = [];
  for await (const chunk of searchset({ self, total: found.length, entries }, BASE, layout)) chunks.push(chunk);
  return chunks;
}

it.each([
  ["json", false],
  ["json", true],
  ["xml", false],
  ["xml", true],
] as const)("a Bundle in %s, pretty %p, is what it is when it is written whole", async (format, pretty) => {
  for (const count of [0, 1, 2, 300]) {
    const found = versions(count);
    expect((await chunksOf(found, { format, pretty })).join("")).toBe(writeResource(bundle(found), { format, pretty }));
  }
});

it("a long one consists of chunks of limited size, each in a turn of its own", async () => {
  let turns = 0;
  let isWriting = true;
  const turn = (): void => {
    turns += 1;
    if (isWriting) setImmediate(turn);
  };
  setImmediate(turn);
  const found = versions(1000);
  const chunks = await Promise.all([1, 2].map(() => chunksOf(found, { format: "xml", pretty: false })));
  isWriting = false;
  const all = chunks.flat();
  expect(all.every(({ length }) => length < 20_000)).toBe(true);
  expect(turns).toBeGreaterThanOrEqual(all.length - 2);
});
