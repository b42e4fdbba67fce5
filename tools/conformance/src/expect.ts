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

/** @throws Unmet unless `ok`. */
export function expect(ok: boolean, answer: Answer, expected: string, got: unknown): asserts ok {
  if (!ok)
    throw answer.unmet(expected, typeof got === "string" ? got || "nothing" : (JSON.stringify(got) ?? "nothing"));
}

/** 200 with a valid resource of this type. @throws Unmet */
export function expectResource<R>(answer: Answer, type: string): R {
  expectStatus(answer, 200);
  return answer.resource<R>(type);
}

/** `Last-Modified` is `meta.lastUpdated`, to the second. @throws Unmet */
export function expectLastModified(answer: Answer, meta: fhir.Meta | undefined): void {
  const wanted = new Date(meta?.lastUpdated ?? 0).toUTCString();
  const got = answer.header("last-modified");
  expect(got === wanted, answer, `Last-Modified ${wanted}`, got);
}

/**
 * The registration succeeded, and what was sent is read: an Appointment, booked, with its identifier. With which status exactly it
 * is answered, and whether all of it was kept, is the subject of other requirements. @throws Unmet
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

/** The update succeeded, and the entry has this status when it is read. @throws Unmet */
export async function expectUpdated(
  client: TestClient,
  answer: Answer,
  path: string,
  status = "cancelled",
): Promise<void> {
  if (!answer.succeeded) expectStatus(answer, 200);
  await expectStatusOf(client, path, status);
}

/** That the entry has this status when it is read. @throws Unmet */
export async function expectStatusOf(client: TestClient, path: string, status: string): Promise<void> {
  const read = await client.send(path);
  const { resourceType, status: found } = read.loosely<Partial<fhir.Appointment>>() ?? {};
  const isThere = read.status === 200 && resourceType === "Appointment" && found === status;
  expect(isThere, read, `an Appointment with status ${status}`, found ?? `${read.status} ${read.text.slice(0, 200)}`);
}

export const expectBooked = (client: TestClient, path: string): Promise<void> => expectStatusOf(client, path, "booked");

/** The update is refused with this status, or one of these, and the entry is as it was. @throws Unmet */
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
 * The entry is cancelled by an update without the fault: where that is refused as well, the fault was not the reason.
 * @throws Blocked
 */
export async function expectCancellable(client: TestClient, entry: Entry): Promise<void> {
  const answer = await client.put(entry, cancelled(entry));
  if (!answer.succeeded)
    throw new Blocked(`The same update without the fault is refused as well: ${answer.asked} -> ${answer.status}`);
}

/** The body as an OperationOutcome; whether it is valid, and what its codes are, is the subject of other requirements. @throws Unmet */
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

/** The page on cancelling asks for no OperationOutcome where a body is simply invalid, and where the server failed. */
const WITHOUT_OUTCOME = [400, 500];

/** Is it a refusal for which the page asks no OperationOutcome, and without one? */
export const mayBeBare = ({ status, format, text }: Answer): boolean =>
  WITHOUT_OUTCOME.includes(status) && (format === undefined || text === "");

/** A refusal: this status, or one of these, with an OperationOutcome. With 400 it may be missing. @throws Unmet */
export function expectRefusal(answer: Answer, ...wanted: readonly number[]): fhir.OperationOutcome {
  expectStatus(answer, ...wanted);
  if (mayBeBare(answer)) return { resourceType: "OperationOutcome", issue: [] };
  return expectOutcome(answer);
}

/** The OperationOutcome of what should be refused, whatever the status. @throws Unmet */
export function expectExplained(answer: Answer): fhir.OperationOutcome {
  expect(answer.status >= 400 && answer.status < 500, answer, "a refusal", String(answer.status));
  return expectOutcome(answer);
}

/** Does an issue name this element of Appointment, as FHIRPath or as XPath? */
export function namesElement(outcome: fhir.OperationOutcome, element: string): boolean {
  const path = new RegExp(`^Appointment(\\[0\\])?\\.${element}\\b`);
  const xpath = new RegExp(`^/(f:)?Appointment(\\[1\\])?/(f:)?${element}\\b`);
  return outcome.issue.some(
    ({ expression = [], location = [] }) =>
      expression.some((each) => path.test(each)) || location.some((each) => xpath.test(each) || path.test(each)),
  );
}

/** What an issue says, in any of its places. */
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

/** What the server owns is not compared, and the id only if it is known. @throws Unmet unless all else is equal. */
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

/** `[base]/Appointment/[id]/_history/[vid]`. */
export function getParts(base: string, location: string): { id: string; vid: string } | undefined {
  if (!location.startsWith(`${base}/Appointment/`)) return undefined;
  const [, id, vid] =
    /^([A-Za-z0-9.-]{1,64})\/_history\/([A-Za-z0-9.-]{1,64})$/.exec(location.slice(`${base}/Appointment/`.length)) ??
    [];
  return id === undefined || vid === undefined ? undefined : { id, vid };
}
