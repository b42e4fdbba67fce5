import { randomUUID } from "node:crypto";
import type { Answer } from "../answer.js";
import { booking } from "../appointment.js";
import {
  expect,
  expectOutcome,
  expectRefusal,
  expectRegistered,
  expectSame,
  expectStatus,
  expectUnchanged,
} from "../expect.js";
import type { Check } from "../expect.js";
import { JSON_TYPE, XML_TYPE, cancelled } from "../kit.js";
import type { Kit } from "../kit.js";
import { madeUpNhsNumber } from "../nhs-number.js";
import type { FHIR } from "../requirements/fhir.js";
import { expectFaulty } from "./faulty.js";
import { form, searchFor } from "./search.js";

type FormatId = Extract<keyof typeof FHIR, `format-${string}`>;

/** To be the same in JSON and in XML, numbers and words. */
const IN_BOTH = { comment: "kept in both", minutesDuration: 15 };

const text = (format: "json" | "xml") => (format === "json" ? JSON_TYPE : XML_TYPE);

export const FORMAT_CHECKS: Record<FormatId, Check> = {
  "format-json-types": (kit) =>
    expectTaken(kit, "json", ["application/fhir+json", "application/json+fhir", "application/json", "text/json"]),
  "format-xml-types": (kit) =>
    expectTaken(kit, "xml", ["application/fhir+xml", "application/xml+fhir", "application/xml", "text/xml"]),
  "format-content-type": async (kit) => {
    for (const accept of [JSON_TYPE, XML_TYPE]) {
      const entry = await kit.register();
      const headers = { accept };
      const answers = [
        await kit.send("/metadata", { headers }),
        await kit.post(booking(madeUpNhsNumber()), { headers }),
        await kit.send(entry.path, { headers }),
        await kit.send(`${entry.path}/_history/${entry.versionId}`, { headers }),
        await kit.send(`${entry.path}/_history`, { headers }),
        await kit.send(`/Appointment?${searchFor(entry.nhsNumber)}`, { headers }),
        await form(kit, searchFor(entry.nhsNumber), headers),
        await kit.send(entry.path, { headers, token: null }),
        await kit.put(entry, cancelled(entry, { comment: "added" }), { headers }),
        await kit.put(entry, cancelled(entry), { headers }),
      ];
      for (const answer of answers) {
        const said = answer.header("content-type").toLowerCase().replaceAll(/[\s"]/g, "");
        expect(said === `${accept};charset=utf-8`, answer, `Content-Type ${accept}; charset=utf-8`, said);
      }
    }
  },
  "format-accept": async (kit) => {
    const { path, appointment } = await kit.register(IN_BOTH);
    const wishes = [
      ["application/fhir+xml;q=0.4, application/fhir+json;q=0.9", "json"],
      ["application/fhir+xml;q=0.9, application/fhir+json;q=0.4", "xml"],
      ["text/html, application/fhir+xml, */*;q=0.1", "xml"],
      ["application/fhir+json;q=0, application/fhir+xml", "xml"],
    ] as const;
    for (const [accept, wanted] of wishes)
      expectFormat(await kit.send(path, { headers: { accept } }), wanted, appointment);
  },
  "format-parameter": async (kit) => {
    const { path, appointment } = await kit.register(IN_BOTH);
    const wishes = [
      ["xml", JSON_TYPE, "xml"],
      ["json", XML_TYPE, "json"],
      ["application/fhir%2Bxml", JSON_TYPE, "xml"],
      ["application/fhir%2Bjson", XML_TYPE, "json"],
      ["text/xml", JSON_TYPE, "xml"],
    ] as const;
    for (const [format, accept, wanted] of wishes) {
      expectFormat(await kit.send(`${path}?_format=${format}`, { headers: { accept } }), wanted, appointment);
      const missing = await kit.send(`/Appointment/${randomUUID()}?_format=${format}`, { headers: { accept } });
      expect(missing.format === wanted, missing, wanted, missing.header("content-type"));
      expectOutcome(missing);
    }
  },
  "format-parameter-body": async (kit) => {
    const sent = booking(madeUpNhsNumber());
    const answer = await kit.post(sent, { query: "?_format=xml" });
    await expectRegistered(kit, answer, sent);
    expect(answer.format === "xml", answer, "XML", answer.header("content-type"));
    answer.resource("Appointment");
  },
  "format-unsupported-415": async (kit) => {
    const entry = await kit.register();
    for (const type of ["text/plain", "application/pdf", "application/x-www-form-urlencoded"]) {
      const headers = { "content-type": type };
      await expectUnchanged(kit, entry, await kit.put(entry, cancelled(entry), { headers }), 415);
      await expectFaulty(kit, (good) => good, { headers, statuses: [415] });
    }
  },
  "format-not-acceptable-406": async (kit) => {
    const { path } = await kit.register();
    expectRefusal(await kit.send(path, { headers: { accept: "image/png" } }), 406);
    expectRefusal(await kit.send(`${path}?_format=pdf`), 406);
  },
  "format-errors": async (kit) => {
    for (const format of ["json", "xml"] as const) {
      const missing = await kit.send(`/Appointment/${randomUUID()}`, { headers: { accept: text(format) } });
      expect(missing.format === format, missing, format, missing.header("content-type"));
      expectOutcome(missing);
      const entry = await kit.register();
      const headers = { accept: text(format) };
      for (const refused of [
        await kit.send(entry.path, { headers, token: null }),
        await kit.put(entry, cancelled(entry, { comment: "added" }), { headers }),
        await kit.put(entry, cancelled(entry), { headers: { ...headers, "if-match": undefined } }),
      ]) {
        expect(refused.format === format, refused, format, refused.header("content-type"));
        expectOutcome(refused);
      }
    }
  },
};

async function expectTaken(kit: Kit, format: "json" | "xml", types: readonly string[]): Promise<void> {
  for (const type of types) {
    const headers = { "content-type": type };
    const sent = booking(madeUpNhsNumber());
    await expectRegistered(kit, await kit.post(sent, { format, headers }), sent);
  }
  const { path, appointment } = await kit.register(IN_BOTH);
  for (const accept of types) expectFormat(await kit.send(path, { headers: { accept } }), format, appointment);
}

function expectFormat(answer: Answer, wanted: "json" | "xml", appointment: fhir.Appointment): void {
  expectStatus(answer, 200);
  expect(answer.format === wanted, answer, wanted, answer.header("content-type"));
  expectSame(answer.resource("Appointment"), appointment, answer.asked);
}
