import { EXTENSION, bookedAt, instant } from "../appointment.js";
import type { Changes } from "../appointment.js";
import { expectCancellable, expectUnchanged } from "../expect.js";
import type { Check } from "../expect.js";
import { cancelled, getText } from "../test-client.js";
import type { TestClient } from "../test-client.js";
import type { FHIR } from "../requirements/fhir.js";
import { expectFaulty, expectRuleBroken } from "./faulty.js";
import { DIV } from "./xml.js";

type InvariantId = Extract<keyof typeof FHIR, `invariant-${string}`>;

export const INVARIANT_CHECKS: Record<InvariantId, Check> = {
  "invariant-app-1": (client) => expectRuleBroken(client, { participant: [{ status: "accepted" }] }),
  "invariant-app-2": async (client) => {
    await expectRuleBroken(client, { end: undefined });
    await expectUpdateBroken(client, [{ end: undefined }]);
  },
  "invariant-app-3": (client) => expectRuleBroken(client, { start: undefined, end: undefined }),
  "invariant-dom": async (client) => {
    const contained = { resourceType: "Patient", id: "p" };
    const broken = [
      contained,
      { ...contained, text: { status: "empty", div: DIV } },
      { ...contained, contained: [{ ...contained, id: "q" }] },
    ];
    await expectUpdateBroken(
      client,
      broken.map((each) => ({ contained: [each] })),
    );
  },
  "invariant-ref-1": (client) => expectRuleBroken(client, { incomingReferral: [{ reference: "#nobody" }] }),
  "invariant-per-1": (client) =>
    expectRuleBroken(client, {
      identifier: [{ ...bookedAt(), period: { start: instant(86_400_000), end: instant(0) } }],
    }),
  "invariant-ele-1": async (client) => {
    for (const changes of ONLY_IDS) await expectFaulty(client, (good) => ({ ...good, ...changes }));
    const xml = (good: fhir.Appointment) => getText(good, "xml").replace("<participant>", "<comment/><participant>");
    await expectFaulty(client, xml, { format: "xml" });
  },
  "invariant-ext-1": async (client) => {
    await expectRuleBroken(client, {
      extension: [{ url: EXTENSION, valueString: "a", extension: [{ url: "part", valueString: "b" }] }],
    });
    await expectRuleBroken(client, { extension: [{ url: EXTENSION }] });
  },
};

/** ele-1: elements that are empty, or have only an id. */
const ONLY_IDS: readonly Changes[] = [
  { reason: [{}] },
  { reason: [{ id: "only" }] },
  { serviceCategory: { id: "only" } },
  { created: undefined, _created: { id: "only" } },
];

/** Expects that a cancellation with any of these changes is refused with 422. */
async function expectUpdateBroken(client: TestClient, broken: readonly Changes[]): Promise<void> {
  const entry = await client.register();
  for (const changes of broken)
    await expectUnchanged(client, entry, await client.put(entry, cancelled(entry, changes)), 422);
  await expectCancellable(client, entry);
}
