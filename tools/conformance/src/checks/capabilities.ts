import { randomUUID } from "node:crypto";
import { PROFILE, URL_SYSTEM, booking } from "../appointment.js";
import { expect, expectStatus } from "../expect.js";
import type { Check } from "../expect.js";
import type { Answer } from "../answer.js";
import { XML_TYPE } from "../kit.js";
import type { Kit } from "../kit.js";
import { madeUpNhsNumber } from "../nhs-number.js";
import type { INTERACTIONS } from "../requirements/interactions.js";

type CapabilityId = Extract<keyof typeof INTERACTIONS, `capabilities-${string}`>;

/** What a server answers to an interaction that it does not have; 404 may be a resource that it does not have. */
const NOT_THERE = [405, 501];
const nobodys = (): string =>
  `identifier=${encodeURIComponent(`${URL_SYSTEM}|https://provider.example/${randomUUID()}`)}`;

const OFFERED = ["create", "read", "vread", "update", "history-instance", "search-type"];

export const CAPABILITIES_CHECKS: Record<CapabilityId, Check> = {
  "capabilities-valid": async (kit) => {
    for (const accept of [undefined, XML_TYPE]) {
      const answer = await kit.send("/metadata", accept === undefined ? {} : { headers: { accept } });
      expectStatus(answer, 200);
      const statement = answer.resource<fhir.CapabilityStatement>("CapabilityStatement");
      expect(/^3\.0\.\d$/.test(statement.fhirVersion), answer, "fhirVersion 3.0.x", statement.fhirVersion);
    }
  },
  "capabilities-interactions": async (kit) => {
    const { answer, appointment } = await told(kit);
    const codes = (appointment.interaction ?? []).map(({ code }) => code as string);
    expect(
      OFFERED.every((code) => codes.includes(code)),
      answer,
      OFFERED.join(", "),
      codes,
    );
  },
  "capabilities-conditional": async (kit) => {
    const { answer, appointment } = await told(kit);
    expect(appointment.conditionalCreate === true, answer, "conditionalCreate true", appointment.conditionalCreate);
  },
  "capabilities-nothing-else": async (kit) => {
    const { answer, appointment } = await told(kit);
    const codes = (appointment.interaction ?? []).map(({ code }) => code as string);
    const { conditionalUpdate = false, conditionalDelete = "not-supported" } = appointment;
    const { path } = await kit.register();
    const claims = [
      [codes.includes("patch"), "PATCH", path],
      [codes.includes("delete"), "DELETE", path],
      [conditionalUpdate, "PUT", `/Appointment?${nobodys()}`],
      [conditionalDelete !== "not-supported", "DELETE", `/Appointment?${nobodys()}`],
    ] as const;
    for (const [claimed, method, url] of claims) {
      const done = await kit.send(url, { method });
      if (claimed)
        expect(!NOT_THERE.includes(done.status), answer, `no ${method}: it is ${done.status}`, "one told of");
      else expect(!done.succeeded, done, `what is not told of to be refused`, String(done.status));
    }
  },
  "capabilities-versioning": async (kit) => {
    const { answer, appointment } = await told(kit);
    expect(appointment.versioning === "versioned-update", answer, "versioned-update", appointment.versioning);
    expect(appointment.readHistory === true, answer, "readHistory true", appointment.readHistory);
  },
  "capabilities-update-create": async (kit) => {
    const { answer, appointment } = await told(kit);
    expect(appointment.updateCreate === false, answer, "updateCreate false", appointment.updateCreate);
    const id = randomUUID();
    const path = `/Appointment/${id}`;
    expectStatus(await kit.put({ path, versionId: "1" }, booking(madeUpNhsNumber(), { id })), 404);
    expectStatus(await kit.send(path), 404);
  },
  "capabilities-conditional-read": async (kit) => {
    const { answer, appointment } = await told(kit);
    expect(appointment.conditionalRead === "full-support", answer, "full-support", appointment.conditionalRead);
  },
  "capabilities-formats": async (kit) => {
    const { answer, statement } = await told(kit);
    for (const format of ["json", "xml"]) {
      expect(
        statement.format.some((each) => each.includes(format)),
        answer,
        format,
        statement.format,
      );
    }
  },
  "capabilities-profile": async (kit) => {
    const { answer, statement, appointment } = await told(kit);
    const profiles = [appointment.profile, ...(statement.profile ?? [])].map((each) => each?.reference);
    expect(profiles.includes(PROFILE), answer, PROFILE, profiles);
  },
  "capabilities-security": async (kit) => {
    const { answer, rest } = await told(kit);
    const { service = [], description } = rest.security ?? {};
    expect(service.length > 0 || description !== undefined, answer, "rest.security", rest.security);
  },
};

async function told(kit: Kit): Promise<{
  readonly answer: Answer;
  readonly statement: fhir.CapabilityStatement;
  readonly rest: fhir.CapabilityStatementRest;
  readonly appointment: fhir.CapabilityStatementRestResource;
}> {
  const answer = await kit.send("/metadata");
  expectStatus(answer, 200);
  const statement = answer.resource<fhir.CapabilityStatement>("CapabilityStatement");
  const rest = statement.rest?.find(({ mode }) => mode === "server");
  expect(rest !== undefined, answer, "rest of mode server", statement.rest);
  const appointment = rest.resource?.find(({ type }) => type === "Appointment");
  expect(appointment !== undefined, answer, "a resource of type Appointment", rest.resource);
  return { answer, statement, rest, appointment };
}
