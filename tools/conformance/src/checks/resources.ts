import { randomUUID } from "node:crypto";
import { ISSUE_TYPES, SPINE_CODE_SYSTEM, writeResource } from "@appointment-registry/fhir-appointment";
import { booking, bookedAt, instant, patient } from "../appointment.js";
import type { Changes } from "../appointment.js";
import type { Answer } from "../answer.js";
import { expect, expectDone, expectOutcome, expectStatus } from "../expect.js";
import type { Check } from "../expect.js";
import { XML_TYPE, cancelled, pathOf, textOf } from "../kit.js";
import type { Kit } from "../kit.js";
import { madeUpNhsNumber } from "../nhs-number.js";
import type { FHIR } from "../requirements/fhir.js";
import { NotTested, Unmet } from "../verdict.js";
import { logsWith } from "./log.js";
import { form, searchFor } from "./search.js";

type Of<Prefix extends string> = Extract<keyof typeof FHIR, `${Prefix}-${string}`>;

const SEVERITIES = ["fatal", "error", "warning", "information"];
const EXTENSION = "https://provider.example/extension";
const NAMESPACE = "http://hl7.org/fhir";
const DIV = '<div xmlns="http://www.w3.org/1999/xhtml"><p>Kept <b>as</b> written</p></div>';

export const OUTCOME_CHECKS: Record<Of<"outcome">, Check> = {
  "outcome-severity-code": async (kit) => {
    for (const answer of await refusals(kit)) {
      const { issue } = expectOutcome(answer);
      const told = issue.map(({ severity, code }) => `${severity} ${code}`);
      const good = issue.every(
        ({ severity, code }) => SEVERITIES.includes(severity) && (ISSUE_TYPES as readonly string[]).includes(code),
      );
      expect(good, answer, "codes of issue-severity and issue-type", told);
      const refusing = issue.some(({ severity }) => severity === "error" || severity === "fatal");
      expect(refusing, answer, "an issue of severity error or fatal in a refusal", told);
    }
  },
  "outcome-valid": async (kit) => {
    for (const answer of [...(await refusals(kit)), ...(await refusals(kit, XML_TYPE))])
      answer.resource("OperationOutcome");
  },
  "outcome-location": async (kit) => {
    const entry = await kit.register();
    const answer = await kit.put(entry, cancelled(entry, { comment: "added" }));
    const { issue } = expectOutcome(answer);
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
  "outcome-details": async (kit) => {
    for (const answer of await refusals(kit)) {
      const { issue } = expectOutcome(answer);
      const systems = issue.flatMap(({ details }) => (details?.coding ?? []).map(({ system }) => system));
      expect(systems.includes(SPINE_CODE_SYSTEM), answer, `a coding of ${SPINE_CODE_SYSTEM}`, systems);
    }
  },
};

export const JSON_CHECKS: Record<Of<"json">, Check> = {
  "json-no-empties": async (kit) => {
    for (const answer of await everyKind(kit)) {
      const empty = find(
        parsed(answer),
        (value) => value === "" || (typeof value === "object" && value !== null && Object.keys(value).length === 0),
      );
      expect(empty === undefined, answer, "no empty value", `one at ${empty ?? ""}`);
    }
  },
  "json-null": async (kit) => {
    for (const answer of await everyKind(kit)) {
      const nothing = find(parsed(answer), (value, inArray) => value === null && !inArray);
      expect(nothing === undefined, answer, "null nowhere but in arrays", `one at ${nothing ?? ""}`);
    }
    expectStatus(await kit.post(booking(madeUpNhsNumber(), { comment: null })), 400, 422);
  },
  "json-resource-type": async (kit) => {
    for (const answer of await everyKind(kit)) {
      expect(/^\s*\{\s*"resourceType"/.test(answer.text), answer, "resourceType first", answer.text.slice(0, 40));
    }
  },
  "json-decimal": async (kit) => {
    const body = JSON.stringify(booking(madeUpNhsNumber(), { extension: [{ url: EXTENSION, valueDecimal: 8.25 }] }));
    const answer = await kit.post(body.replace("8.25", "8.2500"));
    expectDone(answer);
    const url = pathOf(answer);
    for (const each of [answer, await kit.send(url)])
      expect(each.text.includes("8.2500"), each, "8.2500", /"valueDecimal":[^,}]*/.exec(each.text)?.[0]);
    const xml = await kit.send(url, { headers: { accept: XML_TYPE } });
    expect(xml.text.includes('"8.2500"'), xml, "8.2500", /<valueDecimal[^>]*>/.exec(xml.text)?.[0]);
  },
  "json-unknown-property": async (kit) => {
    expectStatus(await kit.post(booking(madeUpNhsNumber(), { colour: "green" })), 400, 422);
    expectStatus(
      await kit.post(booking(madeUpNhsNumber(), { participant: [{ ...patient(madeUpNhsNumber()), colour: "green" }] })),
      400,
      422,
    );
  },
  "json-duplicate-key": async (kit) => {
    const body = JSON.stringify(booking(madeUpNhsNumber()));
    expectStatus(await kit.post(body.replace('"status":"booked"', '"status":"booked","status":"booked"')), 400, 422);
  },
  "json-empties-refused": async (kit) => {
    for (const changes of [{ comment: "" }, { extension: [] }, { appointmentType: {} }]) {
      expectStatus(await kit.post(booking(madeUpNhsNumber(), changes)), 400, 422);
    }
  },
};

export const XML_CHECKS: Record<Of<"xml">, Check> = {
  "xml-namespace": async (kit) => {
    const { path } = await kit.register();
    const answer = await kit.send(path, { headers: { accept: XML_TYPE } });
    answer.resource("Appointment");
    expect(answer.text.includes(NAMESPACE), answer, `the namespace ${NAMESPACE}`, answer.text.slice(0, 80));
    for (const other of ['xmlns="https://example.org/other"', ""]) {
      expectStatus(await kit.post(xmlOf().replace(`xmlns="${NAMESPACE}"`, other), { format: "xml" }), 400, 422);
    }
  },
  "xml-attributes": async (kit) => {
    const extension = [{ url: EXTENSION, valueString: "a value" }];
    const entry = await kit.register({ extension });
    const answer = await kit.send(entry.path, { headers: { accept: XML_TYPE } });
    expect(
      answer.text.includes(`<extension url="${EXTENSION}"`),
      answer,
      "url as an attribute",
      answer.text.slice(0, 300),
    );
    expect(
      /<valueString\s+value="a value"\s*\/>/.test(answer.text),
      answer,
      "value as an attribute",
      answer.text.slice(0, 300),
    );
    answer.resource("Appointment");
  },
  "xml-order": async (kit) => {
    const status = '<status value="booked"/>';
    const [before = "", after = ""] = xmlOf().split(status);
    expectStatus(
      await kit.post(before + after.replace("</Appointment>", `${status}</Appointment>`), { format: "xml" }),
      400,
      422,
    );
  },
  "xml-narrative": async (kit) => {
    const answer = await kit.post(xmlOf({ text: { status: "generated", div: DIV } }), { format: "xml" });
    expectDone(answer);
    const read = await kit.send(pathOf(answer));
    const { text } = read.resource<fhir.Appointment>("Appointment");
    expect(text?.div === DIV, read, DIV, text?.div);
    const xml = await kit.send(pathOf(answer), { headers: { accept: XML_TYPE } });
    expect(xml.text.includes(DIV), xml, DIV, xml.text.slice(0, 300));
  },
  "xml-doctype": async (kit) => {
    const doctype = '<!DOCTYPE Appointment [<!ENTITY x "booked">]>';
    expectStatus(await kit.post(doctype + xmlOf(), { format: "xml" }), 400, 422);
    expectStatus(
      await kit.post(doctype + xmlOf().replace('value="booked"', 'value="&x;"'), { format: "xml" }),
      400,
      422,
    );
  },
  "xml-comments": async (kit) => {
    const body = xmlOf().replace("<status", "<!-- a comment --><?an instruction?><status");
    expectDone(await kit.post(`<?xml version="1.0" encoding="UTF-8"?>\n${body}`, { format: "xml" }));
  },
};

export const PRIVACY_CHECKS: Record<Of<"privacy">, Check> = {
  "privacy-no-store": async (kit) => {
    const entry = await kit.register();
    const answers = [
      await kit.post(booking(madeUpNhsNumber())),
      await kit.send(entry.path),
      await kit.send(`${entry.path}/_history/${entry.versionId}`),
      await kit.send(`${entry.path}/_history`),
      await kit.send(`/Appointment?${searchFor(entry.nhsNumber)}`),
      await form(kit, searchFor(entry.nhsNumber)),
      await kit.put(entry, cancelled(entry)),
    ];
    for (const answer of answers) expectNoStore(answer);
  },
  "privacy-no-store-refused": async (kit) => {
    const { path } = await kit.register();
    const unacceptable = await kit.send(path, { headers: { accept: "image/png" } });
    for (const answer of [...(await refusals(kit)), unacceptable]) expectNoStore(answer);
  },
  "privacy-log": async (kit) => {
    const { logFiles = [] } = kit.material;
    if (logFiles.length === 0) throw new NotTested("Needs the registry's log: --log.");
    const marker = `marker-${randomUUID()}`;
    const requestId = randomUUID();
    const entry = await kit.register({ comment: marker });
    const headers = { "x-request-id": requestId };
    await kit.send(`/Appointment?${searchFor(entry.nhsNumber)}`, { headers });
    await kit.put(entry, cancelled(entry, { minutesDuration: 15 }), { headers });
    await kit.put(entry, `${JSON.stringify(cancelled(entry))}]`, { headers });
    const last = randomUUID();
    await kit.put(entry, cancelled(entry), { headers: { "x-request-id": last } });
    const log = await logsWith(logFiles, last);
    if (!log.includes(requestId) || !log.includes(last))
      throw new NotTested("The log given does not tell X-Request-ID, so it is not known to be this registry's.");
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

export const INVARIANT_CHECKS: Record<Of<"invariant">, Check> = {
  "invariant-app-1": (kit) => expectBroken(kit, { participant: [{ status: "accepted" }] }),
  "invariant-app-2": async (kit) => {
    await expectBroken(kit, { end: undefined });
    const entry = await kit.register();
    const { end: _end, ...lacking } = cancelled(entry);
    expectStatus(await kit.put(entry, lacking), 422);
  },
  "invariant-app-3": (kit) => expectBroken(kit, { start: undefined, end: undefined }),
  "invariant-dom": async (kit) => {
    const contained = { resourceType: "Patient", id: "p" };
    const entry = await kit.register();
    for (const each of [
      contained,
      { ...contained, text: { status: "empty", div: DIV } },
      { ...contained, contained: [{ ...contained, id: "q" }] },
    ]) {
      expectStatus(await kit.put(entry, { ...cancelled(entry), contained: [each] }), 422);
    }
  },
  "invariant-ref-1": (kit) => expectBroken(kit, { incomingReferral: [{ reference: "#nobody" }] }),
  "invariant-per-1": (kit) =>
    expectBroken(kit, { identifier: [{ ...bookedAt(), period: { start: instant(86_400_000), end: instant(0) } }] }),
  "invariant-ele-1": async (kit) => {
    expectStatus(await kit.post(booking(madeUpNhsNumber(), { reason: [{}] })), 400, 422);
    expectStatus(
      await kit.post(xmlOf().replace("<participant>", "<comment/><participant>"), { format: "xml" }),
      400,
      422,
    );
  },
  "invariant-ext-1": async (kit) => {
    await expectBroken(kit, {
      extension: [{ url: EXTENSION, valueString: "a", extension: [{ url: "part", valueString: "b" }] }],
    });
    await expectBroken(kit, { extension: [{ url: EXTENSION }] });
  },
};

const xmlOf = (changes: Changes = {}): string => writeResource(booking(madeUpNhsNumber(), changes), { format: "xml" });

const parsed = (answer: Answer): unknown => {
  try {
    return JSON.parse(answer.text);
  } catch {
    throw answer.unmet("JSON", answer.text.slice(0, 40));
  }
};

/** One answer of each status by which patient data are refused; what is not refused is another requirement's. */
async function refusals(kit: Kit, accept?: string): Promise<Answer[]> {
  const entry = await kit.register();
  const headers = accept === undefined ? {} : { accept };
  const body = cancelled(entry);
  const answers = [
    await kit.put(entry, "{", { headers }),
    await kit.send(entry.path, { token: null, headers }),
    await kit.send(`/Appointment/${randomUUID()}`, { headers }),
    await kit.put({ ...entry, versionId: "99" }, body, { headers }),
    await kit.put(entry, body, { headers: { ...headers, "if-match": undefined } }),
    await kit.put(entry, textOf(body, "json"), { headers: { ...headers, "content-type": "text/plain" } }),
    await kit.put(entry, { ...body, comment: "added" }, { headers }),
  ];
  return answers.filter(({ status }) => status >= 400);
}

/** One answer of each kind of resource. */
async function everyKind(kit: Kit): Promise<Answer[]> {
  const entry = await kit.cancelledEntry();
  return [
    await kit.send(entry.path),
    await kit.send(`${entry.path}/_history`),
    await kit.send(`/Appointment?${searchFor(entry.nhsNumber)}`),
    await kit.send(`/Appointment?${searchFor(madeUpNhsNumber())}`),
    await kit.send(`/Appointment/${randomUUID()}`),
    await kit.send("/metadata"),
  ];
}

/** Where in a JSON value something is, as a dotted path. */
function find(
  value: unknown,
  wanted: (value: unknown, inArray: boolean) => boolean,
  path = "",
  inArray = false,
): string | undefined {
  if (wanted(value, inArray)) return path;
  if (typeof value !== "object" || value === null) return undefined;
  for (const [name, each] of Object.entries(value)) {
    const found = find(each, wanted, path === "" ? name : `${path}.${name}`, Array.isArray(value));
    if (found !== undefined) return found;
  }
  return undefined;
}

function expectNoStore(answer: Answer): void {
  expect(
    /\bno-store\b/i.test(answer.header("cache-control")),
    answer,
    "Cache-Control: no-store",
    answer.header("cache-control"),
  );
}

async function expectBroken(kit: Kit, changes: Changes): Promise<void> {
  expectStatus(await kit.post(booking(madeUpNhsNumber(), changes)), 422);
}
