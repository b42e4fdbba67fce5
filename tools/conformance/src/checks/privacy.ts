import { randomUUID } from "node:crypto";
import type { Answer } from "../answer.js";
import { booking } from "../appointment.js";
import { expect } from "../expect.js";
import type { Check } from "../expect.js";
import { cancelled } from "../test-client.js";
import { madeUpNhsNumber } from "../nhs-number.js";
import type { FHIR } from "../requirements/fhir.js";
import { NotTested, Unmet } from "../verdict.js";
import { logsWith } from "./log.js";
import { refusals } from "./outcome.js";
import { form, searchFor } from "./search.js";

type PrivacyId = Extract<keyof typeof FHIR, `privacy-${string}`>;

export const PRIVACY_CHECKS: Record<PrivacyId, Check> = {
  "privacy-no-store": async (client) => {
    const entry = await client.register();
    const answers = [
      await client.post(booking(madeUpNhsNumber())),
      await client.send(entry.path),
      await client.send(`${entry.path}/_history/${entry.versionId}`),
      await client.send(`${entry.path}/_history`),
      await client.send(`/Appointment?${searchFor(entry.nhsNumber)}`),
      await form(client, searchFor(entry.nhsNumber)),
      await client.put(entry, cancelled(entry)),
    ];
    // Other requirements cover whether each of them exists.
    for (const answer of answers.filter(({ succeeded }) => succeeded)) expectNoStore(answer);
  },
  "privacy-no-store-refused": async (client) => {
    for (const answer of await refusals(client)) expectNoStore(answer);
  },
  "privacy-log": async (client) => {
    const { logFiles = [] } = client.inputs;
    const marker = `marker-${randomUUID()}`;
    const requestId = randomUUID();
    const entry = await client.register({ comment: marker });
    const headers = { "x-request-id": requestId };
    await client.send(`/Appointment?${searchFor(entry.nhsNumber)}`, { headers });
    await client.put(entry, cancelled(entry, { minutesDuration: 15 }), { headers });
    await client.put(entry, `${JSON.stringify(cancelled(entry))}]`, { headers });
    const last = randomUUID();
    await client.put(entry, cancelled(entry), { headers: { "x-request-id": last } });
    const log = await logsWith(logFiles, last);
    if (!log.includes(requestId) || !log.includes(last))
      throw new NotTested("The log given has no X-Request-ID, so it is not known to be this registry's.");
    const leaks = {
      "the NHS number": entry.nhsNumber,
      "a body": marker,
      "the booking's URL": entry.appointment.identifier?.[0]?.value ?? "",
    };
    for (const [what, value] of Object.entries(leaks)) {
      if (value !== "" && log.includes(value)) throw new Unmet(`The log has ${what}.`);
    }
  },
};

function expectNoStore(answer: Answer): void {
  expect(
    /\bno-store\b/i.test(answer.header("cache-control")),
    answer,
    "Cache-Control: no-store",
    answer.header("cache-control"),
  );
}
