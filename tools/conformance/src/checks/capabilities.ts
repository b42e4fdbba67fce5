import { randomUUID } from "node:crypto";
import { PROFILE, booking } from "../appointment.js";
import { expect, expectBooked, expectRefusal, expectResource } from "../expect.js";
import type { Check } from "../expect.js";
import type { Answer } from "../answer.js";
import { XML_TYPE, cancelled } from "../test-client.js";
import type { Entry, TestClient } from "../test-client.js";
import { madeUpNhsNumber } from "../nhs-number.js";
import type { INTERACTIONS } from "../requirements/interactions.js";

type CapabilityId = Extract<keyof typeof INTERACTIONS, `capabilities-${string}`>;

/** A server's answers to an interaction that it does not support. The requested resources exist. */
const NOT_THERE = [404, 405, 501];

/**
 * Interactions that a registry may support in addition to the required ones, tested on the kit's own entry as they would be used. A
 * conditional delete is never sent: a server that ignores the condition would delete foreign entries.
 */
const MORE = {
  patch: (client, { path, etag }) =>
    client.send(path, {
      method: "PATCH",
      headers: { "content-type": "application/json-patch+json", "if-match": etag },
      body: JSON.stringify([{ op: "replace", path: "/status", value: "cancelled" }]),
    }),
  "conditional update": (client, entry) => {
    const [{ system = "", value = "" } = {}] = entry.appointment.identifier ?? [];
    const path = `/Appointment?identifier=${encodeURIComponent(`${system}|${value}`)}`;
    return client.put({ ...entry, path }, cancelled(entry));
  },
  delete: (client, { path, etag }) => client.send(path, { method: "DELETE", headers: { "if-match": etag } }),
} as const satisfies Record<string, (client: TestClient, entry: Entry) => Promise<Answer>>;

const OFFERED = ["create", "read", "vread", "update", "history-instance", "search-type"];

export const CAPABILITIES_CHECKS: Record<CapabilityId, Check> = {
  "capabilities-valid": async (client) => {
    for (const accept of [undefined, XML_TYPE]) {
      const answer = await client.send("/metadata", accept === undefined ? {} : { headers: { accept } });
      const statement = expectResource<fhir.CapabilityStatement>(answer, "CapabilityStatement");
      expect(/^3\.0\.\d$/.test(statement.fhirVersion), answer, "fhirVersion 3.0.x", statement.fhirVersion);
    }
  },
  "capabilities-interactions": async (client) => {
    const { answer, appointment } = await getStatement(client);
    const codes = (appointment.interaction ?? []).map(({ code }) => code as string);
    expect(
      OFFERED.every((code) => codes.includes(code)),
      answer,
      OFFERED.join(", "),
      codes,
    );
  },
  "capabilities-conditional": async (client) => {
    const { answer, appointment } = await getStatement(client);
    expect(appointment.conditionalCreate === true, answer, "conditionalCreate true", appointment.conditionalCreate);
  },
  "capabilities-nothing-else": async (client) => {
    const { answer, appointment } = await getStatement(client);
    const codes = (appointment.interaction ?? []).map(({ code }) => code as string);
    const claimed: Readonly<Record<keyof typeof MORE, boolean>> = {
      patch: codes.includes("patch"),
      delete: codes.includes("delete"),
      "conditional update": appointment.conditionalUpdate === true,
    };
    for (const name of Object.keys(MORE) as (keyof typeof MORE)[]) {
      const entry = await client.register();
      const done = await MORE[name](client, entry);
      if (claimed[name]) {
        expect(!NOT_THERE.includes(done.status), answer, `no ${name}: it is ${done.status}`, "it is listed");
        continue;
      }
      expect(!done.succeeded, done, `${name}, which is not listed, to be refused`, String(done.status));
      await expectBooked(client, entry.path);
    }
  },
  "capabilities-versioning": async (client) => {
    const { answer, appointment } = await getStatement(client);
    expect(appointment.versioning === "versioned-update", answer, "versioned-update", appointment.versioning);
    expect(appointment.readHistory === true, answer, "readHistory true", appointment.readHistory);
  },
  "capabilities-update-create": async (client) => {
    const { answer, appointment } = await getStatement(client);
    expect(appointment.updateCreate === false, answer, "updateCreate false", appointment.updateCreate);
    const id = randomUUID();
    const path = `/Appointment/${id}`;
    expectRefusal(await client.put({ path, etag: 'W/"1"' }, booking(madeUpNhsNumber(), { id })), 404);
    expectRefusal(await client.send(path), 404);
  },
  "capabilities-conditional-read": async (client) => {
    const { answer, appointment } = await getStatement(client);
    expect(appointment.conditionalRead === "full-support", answer, "full-support", appointment.conditionalRead);
  },
  "capabilities-formats": async (client) => {
    const { answer, statement } = await getStatement(client);
    for (const format of ["json", "xml"]) {
      expect(
        statement.format.some((each) => each.includes(format)),
        answer,
        format,
        statement.format,
      );
    }
  },
  "capabilities-profile": async (client) => {
    const { answer, statement, appointment } = await getStatement(client);
    const profiles = [appointment.profile, ...(statement.profile ?? [])].map((each) => each?.reference);
    expect(profiles.includes(PROFILE), answer, PROFILE, profiles);
  },
  "capabilities-security": async (client) => {
    const { answer, rest } = await getStatement(client);
    const { service = [], description } = rest.security ?? {};
    expect(service.length > 0 || description !== undefined, answer, "rest.security", rest.security);
  },
};

async function getStatement(client: TestClient): Promise<{
  readonly answer: Answer;
  readonly statement: fhir.CapabilityStatement;
  readonly rest: fhir.CapabilityStatementRest;
  readonly appointment: fhir.CapabilityStatementRestResource;
}> {
  const answer = await client.send("/metadata");
  const statement = expectResource<fhir.CapabilityStatement>(answer, "CapabilityStatement");
  const rest = statement.rest?.find(({ mode }) => mode === "server");
  expect(rest !== undefined, answer, "rest of mode server", statement.rest);
  const appointment = rest.resource?.find(({ type }) => type === "Appointment");
  expect(appointment !== undefined, answer, "a resource of type Appointment", rest.resource);
  return { answer, statement, rest, appointment };
}
