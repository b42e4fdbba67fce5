import { booking } from "./appointment.js";
import type { Answer } from "./answer.js";
import { searchFor } from "./checks/search.js";
import { explain } from "./connection.js";
import { getPath } from "./test-client.js";
import type { TestClient } from "./test-client.js";
import { missingGrants } from "./needs.js";
import { madeUpNhsNumber } from "./nhs-number.js";

/**
 * Verifies that a registry can be called and accepts the token. Otherwise every requirement would be reported as not met, for one reason
 * outside the registry. A server counts as a registry if it answers with a resource, since a status alone proves nothing.
 * @throws Error
 */
export async function expectRegistry(client: TestClient): Promise<void> {
  const { baseUrl } = client.inputs;
  const unanswered = (error: unknown): never => {
    throw new Error(`${baseUrl} cannot be called: ${explain(error, baseUrl, "--ca")}`);
  };
  const statement = await client.send("/metadata").catch(unanswered);
  const search = await client.send(`/Appointment?${searchFor(madeUpNhsNumber())}`).catch(unanswered);
  const answersAsOne = getType(statement) === "CapabilityStatement" || getType(search) === "Bundle";
  if (answersAsOne && !refusesCaller(search) && missingGrants(client.inputs).length === 0) return;
  const registration = await client.post(booking(madeUpNhsNumber())).catch(unanswered);
  if (missingGrants(client.inputs).length > 0 && [search, registration].some(refusesCaller))
    throw refused(client, search, registration);
  if (answersAsOne && !refusesCaller(search)) return;
  if (registration.succeeded && getType(await client.send(getPath(registration)).catch(unanswered)) === "Appointment")
    return;
  if (refusesCaller(search) && refusesCaller(registration)) throw refused(client, search, registration);
  if (getType(statement) === "CapabilityStatement") return;
  throw new Error(
    `${baseUrl} is not the FHIR base of a registry: ${[statement, search, registration].map(inWords).join("; ")}`,
  );
}

const refusesCaller = ({ status }: Answer): boolean => status === 401 || status === 403;

const getType = (answer: Answer): unknown => answer.loosely<{ resourceType?: unknown }>()?.resourceType;

function inWords(answer: Answer): string {
  const { asked, status } = answer;
  const type =
    (answer.format === undefined ? undefined : getType(answer)) ?? (answer.header("content-type") || "nothing");
  const location = answer.header("location");
  const where = status >= 300 && status < 400 && location !== "" ? `, to ${location}` : "";
  return `${asked.split("?")[0] ?? ""} was answered ${status}${status < 400 ? ` with ${String(type)}` : ""}${where}`;
}

const saidBy = (answer: Answer): string =>
  answer.loosely<Partial<fhir.OperationOutcome>>()?.issue?.[0]?.diagnostics ?? answer.text.slice(0, 200);

function refused(client: TestClient, search: Answer, registration: Answer): Error {
  const answers = `${inWords(search)}; ${inWords(registration)} ${saidBy(registration)}`.trimEnd();
  const missing = missingGrants(client.inputs);
  // The registry may use other interaction ids. If it refuses the token, the missing ids are the likely reason.
  const hint = missing.length === 0 ? "" : ` (the token does not grant ${missing.join(", ")})`;
  return new Error(`${client.inputs.baseUrl} refuses the token: ${answers}${hint}`);
}
