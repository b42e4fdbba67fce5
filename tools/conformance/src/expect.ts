import { isDeepStrictEqual } from "node:util";
import type { Answer } from "./answer.js";
import { cancelled, getPath } from "./test-client.js";
import type { Entry, TestClient } from "./test-client.js";
import { Blocked, Unmet } from "./verdict.js";

export type Check = (client: TestClient) => Promise<void>;

/** @throws Unmet unless the answer has this status, or one of these. */
export function expectStatus(answer: Answer, ...wanted: readonly number[]): void {
  if (wanted.includes(answer.status)) return;
  const said = answer.status >= 400 ? ` (${answer.text.slice(0, 300)})` : "";
  throw answer.unmet(wanted.join(" or "), `${answer.status}${said}`);
}

/** @throws Unmet if `ok` is false */
export function expect(ok: boolean, answer: Answer, expected: string, got: unknown): asserts ok {
  if (!ok)
    throw answer.unmet(expected, typeof got === "string" ? got || "nothing" : (JSON.stringify(got) ?? "nothing"));
}

/** Expects 200 with a valid resource of this type. @throws Unmet */
export function expectResource<R>(answer: Answer, type: string): R {
  expectStatus(answer, 200);
  return answer.resource<R>(type);
}

/** Expects that `Last-Modified` equals `meta.lastUpdated`, to the second. @throws Unmet */
export function expectLastModified(answer: Answer, meta: fhir.Meta | undefined): void {
  const wanted = new Date(meta?.lastUpdated ?? 0).toUTCString();
  const got = answer.header("last-modified");
  expect(got === wanted, answer, `Last-Modified ${wanted}`, got);
}

/**
 * Expects that the registration succeeded and that a read returns a booked Appointment with the same identifier. Other requirements cover
 * the exact status and whether all content was stored.
 * @throws Unmet
 */
export async function expectRegistered(
  client: TestClient,
  answer: Answer,
  sent: fhir.Appointment,
): Promise<fhir.Appointment> {
  if (!answer.succeeded) expectStatus(answer, 201);
  const read = await client.send(getPath(answer));
  const appointment = expectResource<fhir.Appointment>(read, "Appointment");
  expect(appointment.status === "booked", read, "the registered Appointment, booked", appointment.status);
  const [wanted, ...found] = [sent, appointment].map(({ identifier }) => identifier?.[0]?.value);
  expect(found[0] === wanted, read, `the Appointment that was sent, ${wanted ?? ""}`, found[0]);
  return appointment;
}

/** Expects that the update succeeded and that a read returns this status of the entry. @throws Unmet */
export async function expectUpdated(
  client: TestClient,
  answer: Answer,
  path: string,
  status = "cancelled",
): Promise<void> {
  if (!answer.succeeded) expectStatus(answer, 200);
  await expectStatusOf(client, path, status);
}

/** Expects that a read returns this status of the entry. @throws Unmet */
export async function expectStatusOf(client: TestClient, path: string, status: string): Promise<void> {
  const read = await client.send(path);
  const { resourceType, status: found } = read.loosely<Partial<fhir.Appointment>>() ?? {};
  const isThere = read.status === 200 && resourceType === "Appointment" && found === status;
  expect(isThere, read, `an Appointment with status ${status}`, found ?? `${read.status} ${read.text.slice(0, 200)}`);
}

export const expectBooked = (client: TestClient, path: string): Promise<void> => expectStatusOf(client, path, "booked");

/** Expects that the update is refused with this status, or one of these, and that the entry is unchanged. @throws Unmet */
export async function expectUnchanged(
  client: TestClient,
  entry: Entry,
  answer: Answer,
  ...wanted: readonly number[]
): Promise<void> {
  expectRefusal(answer, ...wanted);
  const { appointment, versionId } = await client.again(entry);
  expectSame(appointment, entry.appointment, `GET ${entry.path} after ${answer.asked} was answered ${answer.status}`);
  expect(versionId === entry.versionId, answer, `version ${entry.versionId} still`, `version ${versionId}`);
}

/**
 * Expects that an update without the fault cancels the entry. If that is refused as well, the fault was not the reason.
 * @throws Blocked
 */
export async function expectCancellable(client: TestClient, entry: Entry): Promise<void> {
  const answer = await client.put(entry, cancelled(entry));
  if (!answer.succeeded)
    throw new Blocked(`The same update without the fault is refused as well: ${answer.asked} -> ${answer.status}`);
}

/** Returns the body as an OperationOutcome. Other requirements cover its validity and its codes. @throws Unmet */
export function expectOutcome(answer: Answer): fhir.OperationOutcome {
  const outcome = answer.loosely<Partial<fhir.OperationOutcome>>();
  const { resourceType, issue } = outcome ?? {};
  expect(
    resourceType === "OperationOutcome" && Array.isArray(issue) && issue.length > 0,
    answer,
    "an OperationOutcome with an issue",
    answer.text.slice(0, 80),
  );
  return outcome as fhir.OperationOutcome;
}

/** The page on cancelling requires no OperationOutcome for an invalid body or a failure of the server. */
const WITHOUT_OUTCOME = [400, 500];

/** Returns true for a refusal without an OperationOutcome if the page does not require one. */
export const mayBeBare = ({ status, format, text }: Answer): boolean =>
  WITHOUT_OUTCOME.includes(status) && (format === undefined || text === "");

/** Expects a refusal with this status, or one of these, and an OperationOutcome, which may be missing with 400. @throws Unmet */
export function expectRefusal(answer: Answer, ...wanted: readonly number[]): fhir.OperationOutcome {
  expectStatus(answer, ...wanted);
  if (mayBeBare(answer)) return { resourceType: "OperationOutcome", issue: [] };
  return expectOutcome(answer);
}

/** Returns the OperationOutcome of an expected refusal with any status. @throws Unmet */
export function expectExplained(answer: Answer): fhir.OperationOutcome {
  expect(answer.status >= 400 && answer.status < 500, answer, "a refusal", String(answer.status));
  return expectOutcome(answer);
}

/** Returns true if an issue names this element of Appointment, in FHIRPath or XPath. */
export function namesElement(outcome: fhir.OperationOutcome, element: string): boolean {
  const path = new RegExp(`^Appointment(\\[0\\])?\\.${element}\\b`);
  const xpath = new RegExp(`^/(f:)?Appointment(\\[1\\])?/(f:)?${element}\\b`);
  return outcome.issue.some(
    ({ expression = [], location = [] }) =>
      expression.some((each) => path.test(each)) || location.some((each) => xpath.test(each) || path.test(each)),
  );
}

/** Returns the texts of all issues, from all their elements. */
export const saidBy = ({ issue }: fhir.OperationOutcome): string =>
  issue
    .flatMap(({ details, diagnostics, expression = [], location = [] }) => [
      details?.text ?? "",
      diagnostics ?? "",
      ...expression,
      ...location,
    ])
    .join(" ");

export function expectNamed(answer: Answer, outcome: fhir.OperationOutcome, element: string): void {
  expect(
    namesElement(outcome, element),
    answer,
    `an issue that names ${element}`,
    outcome.issue.map((issue) => issue.expression ?? issue.location ?? issue.details?.text),
  );
}

/** Expects that both are equal, except for the server's own elements and an unknown id. @throws Unmet */
export function expectSame(got: fhir.Appointment, wanted: fhir.Appointment, what: string): void {
  const [a, b] = [withoutServers(got), withoutServers(wanted)];
  if (wanted.id === undefined) delete a["id"];
  const differing = [...new Set([...Object.keys(a), ...Object.keys(b)])].filter(
    (name) => !isDeepStrictEqual(a[name], b[name]),
  );
  if (differing.length === 0) return;
  throw new Unmet(`${what}: expected the same, but ${differing.join(", ")} differ`);
}

function withoutServers({ meta, ...rest }: fhir.Appointment): Record<string, unknown> {
  const { versionId: _versionId, lastUpdated: _lastUpdated, ...kept } = meta ?? {};
  return { ...rest, ...(Object.keys(kept).length === 0 ? {} : { meta: kept }) };
}

/** Parses `[base]/Appointment/[id]/_history/[vid]`. */
export function getParts(base: string, location: string): { id: string; vid: string } | undefined {
  if (!location.startsWith(`${base}/Appointment/`)) return undefined;
  const [, id, vid] =
    /^([A-Za-z0-9.-]{1,64})\/_history\/([A-Za-z0-9.-]{1,64})$/.exec(location.slice(`${base}/Appointment/`.length)) ??
    [];
  return id === undefined || vid === undefined ? undefined : { id, vid };
}
