import { EXTENSION, bookedAt, booking, instant } from "../appointment.js";
import type { Changes } from "../appointment.js";
import { expectStatus } from "../expect.js";
import type { Check } from "../expect.js";
import { cancelled } from "../kit.js";
import type { Kit } from "../kit.js";
import { madeUpNhsNumber } from "../nhs-number.js";
import type { FHIR } from "../requirements/fhir.js";
import { DIV, xmlOf } from "./xml.js";

type InvariantId = Extract<keyof typeof FHIR, `invariant-${string}`>;

export const INVARIANT_CHECKS: Record<InvariantId, Check> = {
  "invariant-app-1": (kit) => expectBroken(kit, { participant: [{ status: "accepted" }] }),
  "invariant-app-2": async (kit) => {
    await expectBroken(kit, { end: undefined });
    const entry = await kit.register();
    const { end: _end, ...lacking } = cancelled(entry);
    expectStatus(await kit.put(entry, lacking), 422);
  },
  "invariant-app-3": (kit) => expectBroken(kit, { start: undefined, end: undefined }),
  "invariant-dom": async (kit) => {
    const contained = { resourceType: "Patient", id: "p" };
    const entry = await kit.register();
    for (const each of [
      contained,
      { ...contained, text: { status: "empty", div: DIV } },
      { ...contained, contained: [{ ...contained, id: "q" }] },
    ]) {
      expectStatus(await kit.put(entry, { ...cancelled(entry), contained: [each] }), 422);
    }
  },
  "invariant-ref-1": (kit) => expectBroken(kit, { incomingReferral: [{ reference: "#nobody" }] }),
  "invariant-per-1": (kit) =>
    expectBroken(kit, { identifier: [{ ...bookedAt(), period: { start: instant(86_400_000), end: instant(0) } }] }),
  "invariant-ele-1": async (kit) => {
    for (const changes of ONLY_IDS) expectStatus(await kit.post(booking(madeUpNhsNumber(), changes)), 400, 422);
    expectStatus(
      await kit.post(xmlOf().replace("<participant>", "<comment/><participant>"), { format: "xml" }),
      400,
      422,
    );
  },
  "invariant-ext-1": async (kit) => {
    await expectBroken(kit, {
      extension: [{ url: EXTENSION, valueString: "a", extension: [{ url: "part", valueString: "b" }] }],
    });
    await expectBroken(kit, { extension: [{ url: EXTENSION }] });
  },
};

/** ele-1: elements that are empty, or have an id and nothing else. */
const ONLY_IDS: readonly Changes[] = [
  { reason: [{}] },
  { reason: [{ id: "only" }] },
  { serviceCategory: { id: "only" } },
  { created: undefined, _created: { id: "only" } },
];

async function expectBroken(kit: Kit, changes: Changes): Promise<void> {
  expectStatus(await kit.post(booking(madeUpNhsNumber(), changes)), 422);
}
