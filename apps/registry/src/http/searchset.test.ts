import { expect, it } from "@jest/globals";
import { writeResource } from "@appointment-registry/fhir-appointment";
import { BASE, booking } from "../interactions/testing/ports.js";
import { writeInTurns } from "./searchset.js";

const bundle = (count: number): fhir.Bundle => ({
  resourceType: "Bundle",
  type: "searchset",
  total: count,
  link: [{ relation: "self", url: `${BASE}/Appointment?identifier="entry":[<entry>` }],
  ...(count === 0
    ? {}
    : {
        entry: Array.from({ length: count }, (_, n) => ({
          fullUrl: `${BASE}/Appointment/${n}/_history/1`,
          resource: booking({ comment: `${n} ]} "entry":[ <entry> </Bundle> &` }),
          search: { mode: "match" as const },
        })),
      }),
});

it.each([
  ["json", false],
  ["json", true],
  ["xml", false],
  ["xml", true],
] as const)("a Bundle in %s, pretty %p, is what it is when it is written whole", async (format, pretty) => {
  for (const count of [0, 1, 2, 500]) {
    expect(await writeInTurns(bundle(count), { format, pretty })).toBe(
      writeResource(bundle(count), { format, pretty }),
    );
  }
});

it("other work is done while a long one is written", async () => {
  let turns = 0;
  let isWriting = true;
  const turn = (): void => {
    turns += 1;
    if (isWriting) setImmediate(turn);
  };
  setImmediate(turn);
  await Promise.all([1, 2].map(() => writeInTurns(bundle(2000), { format: "xml", pretty: false })));
  isWriting = false;
  expect(turns).toBeGreaterThan(5);
});
