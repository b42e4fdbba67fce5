import { EXTENSION, bookedAt, instant } from "../appointment.js";
import type { Changes } from "../appointment.js";
import { expectCancellable, expectUnchanged } from "../expect.js";
import type { Check } from "../expect.js";
import { cancelled, textOf } from "../kit.js";
import type { Kit } from "../kit.js";
import type { FHIR } from "../requirements/fhir.js";
import { expectFaulty, expectRuleBroken } from "./faulty.js";
import { DIV } from "./xml.js";

type InvariantId = Extract<keyof typeof FHIR, `invariant-${string}`>;

export const INVARIANT_CHECKS: Record<InvariantId, Check> = {
  "invariant-app-1": (kit) => expectRuleBroken(kit, { participant: [{ status: "accepted" }] }),
  "invariant-app-2": async (kit) => {
    await expectRuleBroken(kit, { end: undefined });
    await expectUpdateBroken(kit, [{ end: undefined }]);
  },
  "invariant-app-3": (kit) => expectRuleBroken(kit, { start: undefined, end: undefined }),
  "invariant-dom": async (kit) => {
    const contained = { resourceType: "Patient", id: "p" };
    const broken = [
      contained,
      { ...contained, text: { status: "empty", div: DIV } },
      { ...contained, contained: [{ ...contained, id: "q" }] },
    ];
    await expectUpdateBroken(
      kit,
      broken.map((each) => ({ contained: [each] })),
    );
  },
  "invariant-ref-1": (kit) => expectRuleBroken(kit, { incomingReferral: [{ reference: "#nobody" }] }),
  "invariant-per-1": (kit) =>
    expectRuleBroken(kit, { identifier: [{ ...bookedAt(), period: { start: instant(86_400_000), end: instant(0) } }] }),
  "invariant-ele-1": async (kit) => {
    for (const changes of ONLY_IDS) await expectFaulty(kit, (good) => ({ ...good, ...changes }));
    const xml = (good: fhir.Appointment) => textOf(good, "xml").replace("<participant>", "<comment/><participant>");
    await expectFaulty(kit, xml, { format: "xml" });
  },
  "invariant-ext-1": async (kit) => {
    await expectRuleBroken(kit, {
      extension: [{ url: EXTENSION, valueString: "a", extension: [{ url: "part", valueString: "b" }] }],
    });
    await expectRuleBroken(kit, { extension: [{ url: EXTENSION }] });
  },
};

/** ele-1: elements that are empty, or have an id and nothing else. */
const ONLY_IDS: readonly Changes[] = [
  { reason: [{}] },
  { reason: [{ id: "only" }] },
  { serviceCategory: { id: "only" } },
  { created: undefined, _created: { id: "only" } },
];

/** A cancellation with any of these changes is 422. */
async function expectUpdateBroken(kit: Kit, broken: readonly Changes[]): Promise<void> {
  const entry = await kit.register();
  for (const changes of broken) await expectUnchanged(kit, entry, await kit.put(entry, cancelled(entry, changes)), 422);
  await expectCancellable(kit, entry);
}
