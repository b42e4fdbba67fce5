import type { Format } from "../answer.js";
import { booking } from "../appointment.js";
import type { Changes } from "../appointment.js";
import { expectRefusal } from "../expect.js";
import type { TestClient } from "../test-client.js";
import { Blocked } from "../verdict.js";
import { expectNotKept, unusedNhsNumber } from "./search.js";

interface How {
  readonly format?: Format;
  readonly headers?: Readonly<Record<string, string>>;
  /** 400 and 422, if STU3 leaves the choice to the server. */
  readonly statuses?: readonly number[];
}

/** Expects that a booking with these changes is refused with 422, by a rule or an invariant. @throws Unmet */
export const expectRuleBroken = (client: TestClient, changes: Changes): Promise<void> =>
  expectFaulty(client, (good) => ({ ...good, ...changes }), { statuses: [422] });

/**
 * Expects that a booking with the fault is refused and not stored, and that the same booking without it is registered in the same format.
 * @throws Unmet
 * @throws Blocked if the booking without the fault is refused as well
 */
export async function expectFaulty(
  client: TestClient,
  faulty: (good: fhir.Appointment) => object | string,
  { format = "json", headers = {}, statuses = [400, 422] }: How = {},
): Promise<void> {
  const nhsNumber = await unusedNhsNumber(client);
  const good = booking(nhsNumber);
  expectRefusal(await client.post(faulty(good), { format, headers }), ...statuses);
  await expectNotKept(client, nhsNumber);
  const { asked, status, succeeded } = await client.post(good, { format });
  if (!succeeded) throw new Blocked(`The same booking without the fault is refused as well: ${asked} -> ${status}`);
}
