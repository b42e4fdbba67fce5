import type { Format } from "../answer.js";
import { booking } from "../appointment.js";
import { expectRefusal } from "../expect.js";
import type { Kit } from "../kit.js";
import { expectNotKept, unusedNhsNumber } from "./search.js";

/**
 * A booking with the fault is refused and not kept, while the same booking without it is registered. Where STU3 leaves a server
 * the choice between 400 and 422, both are taken.
 * @throws Unmet
 */
export async function expectFaulty(
  kit: Kit,
  faulty: (good: fhir.Appointment) => object | string,
  { format = "json", statuses = [400, 422] }: { format?: Format; statuses?: readonly number[] } = {},
): Promise<void> {
  const nhsNumber = await unusedNhsNumber(kit);
  expectRefusal(await kit.post(faulty(booking(nhsNumber)), { format }), ...statuses);
  await expectNotKept(kit, nhsNumber);
  await kit.register({}, nhsNumber);
}
