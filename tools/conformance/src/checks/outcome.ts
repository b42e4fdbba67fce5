import { randomUUID } from "node:crypto";
import type { Answer } from "../answer.js";
import { expect, expectExplained, expectOutcome, mayBeBare } from "../expect.js";
import type { Check } from "../expect.js";
import { XML_TYPE, cancelled, stale, getText } from "../test-client.js";
import type { TestClient } from "../test-client.js";
import type { FHIR } from "../requirements/fhir.js";
import { SCHEMAS } from "../resource/schemas.js";
import { Blocked } from "../verdict.js";

type OutcomeId = Extract<keyof typeof FHIR, `outcome-${string}`>;

const { severity: severities, code: codes } = SCHEMAS["OperationOutcomeIssue"]?.properties ?? {};
const SPINE_CODE_SYSTEM = "https://fhir.nhs.uk/STU3/CodeSystem/Spine-ErrorOrWarningCode-1";

export const OUTCOME_CHECKS: Record<OutcomeId, Check> = {
  "outcome-severity-code": async (client) => {
    for (const answer of await refusals(client)) {
      const { issue } = expectOutcome(answer);
      const codings = issue.map(({ severity, code }) => `${severity} ${code}`);
      const good = issue.every(
        ({ severity, code }) => severities?.enum?.includes(severity) === true && codes?.enum?.includes(code) === true,
      );
      expect(good, answer, "codes of issue-severity and issue-type", codings);
      const refusing = issue.some(({ severity }) => severity === "error" || severity === "fatal");
      expect(refusing, answer, "an issue of severity error or fatal in a refusal", codings);
    }
  },
  "outcome-valid": async (client) => {
    for (const answer of [...(await refusals(client)), ...(await refusals(client, { accept: XML_TYPE }))])
      answer.resource("OperationOutcome");
  },
  "outcome-location": async (client) => {
    const entry = await client.register();
    const answer = await client.put(entry, cancelled(entry, { comment: "added" }));
    const { issue } = expectExplained(answer);
    const both = issue.some(({ expression, location }) => {
      const [, named] = /^Appointment(?:\[0\])?\.(\w+)/.exec(expression?.[0] ?? "") ?? [];
      const [, located] = /^\/(?:f:)?Appointment(?:\[1\])?\/(?:f:)?(\w+)/.exec(location?.[0] ?? "") ?? [];
      return named !== undefined && named === located;
    });
    expect(
      both,
      answer,
      "expression and location of the same element",
      issue.map(({ expression, location }) => ({ expression, location })),
    );
  },
  "outcome-details": async (client) => {
    for (const answer of await refusals(client)) {
      const { issue } = expectOutcome(answer);
      const systems = issue.flatMap(({ details }) => (details?.coding ?? []).map(({ system }) => system));
      expect(systems.includes(SPINE_CODE_SYSTEM), answer, `a coding of ${SPINE_CODE_SYSTEM}`, systems);
    }
  },
};

/** Returns one answer for each status with which patient data are refused. Answers that are not refusals belong to other requirements. */
export async function refusals(
  client: TestClient,
  headers: Readonly<Record<string, string | undefined>> = {},
): Promise<Answer[]> {
  const entry = await client.register();
  const body = cancelled(entry);
  const answers = [
    await client.put(entry, "{", { headers }),
    await client.send(entry.path, { token: null, headers }),
    await client.send(`/Appointment/${randomUUID()}`, { headers }),
    await client.put(stale(entry), body, { headers }),
    await client.put(entry, body, { headers: { ...headers, "if-match": undefined } }),
    await client.put(entry, getText(body, "json"), { headers: { ...headers, "content-type": "text/plain" } }),
    await client.put(entry, { ...body, comment: "added" }, { headers }),
    ...(headers["accept"] === undefined
      ? [await client.send(entry.path, { headers: { ...headers, accept: "image/png" } })]
      : []),
  ];
  const refused = answers.filter(({ status }) => status >= 400);
  if (refused.length === 0) throw new Blocked("Nothing that should be refused was refused.");
  return refused.filter((answer) => !mayBeBare(answer));
}
