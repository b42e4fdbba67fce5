import { randomUUID } from "node:crypto";
import { nhsNumber } from "@appointment-registry/test-kit";
import { draftFrom } from "./draft.js";
import type { DraftFields } from "./shapes.js";
import type { Suppliers } from "./supplier.js";

/** Valid NHS numbers that are not issued to anyone. The first is that of the contract's sample. */
export const PATIENTS = [
  { nhsNumber: "1234554321", label: "Sample patient 1" },
  { nhsNumber: nhsNumber(1), label: "Sample patient 2" },
  { nhsNumber: nhsNumber(2), label: "Sample patient 3" },
] as const;

/** Identifier of the contract's sample, which ended in 2019. */
export const PAST_URL = "http://test.nhs.uk/test3";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const TEN_O_CLOCK = 10 * 60 * MINUTE;

/** Returns a booking of ten minutes, this many days from now, at a provider of the sandbox. */
export function sampleFields(patient: string, daysAhead = 7): DraftFields {
  const now = Date.now();
  const start = now - (now % DAY) + daysAhead * DAY + TEN_O_CLOCK;
  const text = (time: number): string => new Date(time).toISOString().replace(".000Z", "Z");
  return {
    nhsNumber: patient,
    providerUrl: `https://provider.example/STU3/Appointment/${randomUUID()}`,
    start: text(start),
    end: text(start + 10 * MINUTE),
    created: text(now - (now % 1000)),
  };
}

export const sampleAppointment = (patient: string, daysAhead?: number): fhir.Appointment =>
  JSON.parse(draftFrom(sampleFields(patient, daysAhead))) as fhir.Appointment;

/** Runs `seed`. Pages that load at the same time share one run. */
export function sharedSeed(suppliers: Suppliers): () => Promise<void> {
  let running: Promise<void> | undefined;
  return () => (running ??= seed(suppliers).finally(() => (running = undefined)));
}

/** Registers an appointment for each sample patient without a booked one in the future. */
async function seed({ own }: Suppliers): Promise<void> {
  await Promise.all(
    PATIENTS.map(async ({ nhsNumber }, index) => {
      const result = await own.search(nhsNumber);
      if (result.status !== 200 || result.found.some(({ appointment }) => appointment.status === "booked")) return;
      await own.register(sampleAppointment(nhsNumber, 7 + index), { once: true });
    }),
  );
}
