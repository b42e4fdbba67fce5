import { isDeepStrictEqual } from "node:util";
import type { Answer } from "./answer.js";
import type { Kit } from "./kit.js";
import { Unmet } from "./verdict.js";

export type Check = (kit: Kit) => Promise<void>;

/** @throws Unmet unless the answer has this status, or one of these. */
export function expectStatus(answer: Answer, ...wanted: readonly number[]): void {
  if (wanted.includes(answer.status)) return;
  const said = answer.status >= 400 ? ` (${answer.text.slice(0, 300)})` : "";
  throw answer.unmet(wanted.join(" or "), `${answer.status}${said}`);
}

/** That it is done: with which status exactly is asked for once. @throws Unmet */
export function expectDone(answer: Answer): void {
  if (!answer.succeeded) expectStatus(answer, answer.asked.startsWith("POST") ? 201 : 200);
}

/** @throws Unmet unless `ok`. */
export function expect(ok: boolean, answer: Answer, expected: string, got: unknown): asserts ok {
  if (!ok)
    throw answer.unmet(expected, typeof got === "string" ? got || "nothing" : (JSON.stringify(got) ?? "nothing"));
}

/** The body as an OperationOutcome; whether that is valid, and what its codes say, is asked for once. @throws Unmet */
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

/** A refusal: this status, with an OperationOutcome. @throws Unmet */
export function expectRefusal(answer: Answer, ...wanted: readonly number[]): fhir.OperationOutcome {
  expectStatus(answer, ...wanted);
  return expectOutcome(answer);
}

/** Does an issue name this element of Appointment, as FHIRPath or as XPath? */
export function namesElement(outcome: fhir.OperationOutcome, element: string): boolean {
  const path = new RegExp(`^Appointment(\\[0\\])?\\.${element}\\b`);
  const xpath = new RegExp(`^/(f:)?Appointment(\\[1\\])?/(f:)?${element}\\b`);
  return outcome.issue.some(
    ({ expression = [], location = [] }) =>
      expression.some((each) => path.test(each)) || location.some((each) => xpath.test(each)),
  );
}

export function expectNamed(answer: Answer, outcome: fhir.OperationOutcome, element: string): void {
  expect(
    namesElement(outcome, element),
    answer,
    `an issue that names ${element}`,
    outcome.issue.map((issue) => issue.expression ?? issue.location ?? issue.details?.text),
  );
}

/** What the server owns is not compared. @throws Unmet unless all else is equal. */
export function expectSame(got: fhir.Appointment, wanted: fhir.Appointment, what: string): void {
  const [a, b] = [withoutServers(got), withoutServers(wanted)];
  if (isDeepStrictEqual(a, b)) return;
  const differing = [...new Set([...Object.keys(a), ...Object.keys(b)])].filter(
    (name) => !isDeepStrictEqual(a[name], b[name]),
  );
  throw new Unmet(`${what}: expected the same, but ${differing.join(", ")} differ`);
}

function withoutServers({ id: _id, meta, ...rest }: fhir.Appointment): Record<string, unknown> {
  const { versionId: _versionId, lastUpdated: _lastUpdated, ...kept } = meta ?? {};
  return { ...rest, ...(Object.keys(kept).length === 0 ? {} : { meta: kept }) };
}

/** `[base]/Appointment/[id]/_history/[vid]`. */
export function partsOf(base: string, location: string): { id: string; vid: string } | undefined {
  if (!location.startsWith(`${base}/Appointment/`)) return undefined;
  const [, id, vid] =
    /^([A-Za-z0-9.-]{1,64})\/_history\/([A-Za-z0-9.-]{1,64})$/.exec(location.slice(`${base}/Appointment/`.length)) ??
    [];
  return id === undefined || vid === undefined ? undefined : { id, vid };
}
