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
import { JSON_TYPE, XML_TYPE, cancelled } from "../test-client.js";
import type { TestClient } from "../test-client.js";
import { madeUpNhsNumber } from "../nhs-number.js";
import type { FHIR } from "../requirements/fhir.js";
import { expectFaulty } from "./faulty.js";
import { form, searchFor } from "./search.js";

type FormatId = Extract<keyof typeof FHIR, `format-${string}`>;

/** A number and a text that must be the same in JSON and in XML. */
const IN_BOTH = { comment: "kept in both", minutesDuration: 15 };

const text = (format: "json" | "xml") => (format === "json" ? JSON_TYPE : XML_TYPE);

export const FORMAT_CHECKS: Record<FormatId, Check> = {
  "format-json-types": (client) =>
    expectTaken(client, "json", ["application/fhir+json", "application/json+fhir", "application/json", "text/json"]),
  "format-xml-types": (client) =>
    expectTaken(client, "xml", ["application/fhir+xml", "application/xml+fhir", "application/xml", "text/xml"]),
  "format-content-type": async (client) => {
    for (const accept of [JSON_TYPE, XML_TYPE]) {
      const entry = await client.register();
      const headers = { accept };
      const answers = [
        await client.send("/metadata", { headers }),
        await client.post(booking(madeUpNhsNumber()), { headers }),
        await client.send(entry.path, { headers }),
        await client.send(`${entry.path}/_history/${entry.versionId}`, { headers }),
        await client.send(`${entry.path}/_history`, { headers }),
        await client.send(`/Appointment?${searchFor(entry.nhsNumber)}`, { headers }),
        await form(client, searchFor(entry.nhsNumber), headers),
        await client.send(entry.path, { headers, token: null }),
        await client.put(entry, cancelled(entry, { comment: "added" }), { headers }),
        await client.put(entry, cancelled(entry), { headers }),
      ];
      for (const answer of answers) {
        const said = answer.header("content-type").toLowerCase().replaceAll(/[\s"]/g, "");
        expect(said === `${accept};charset=utf-8`, answer, `Content-Type ${accept}; charset=utf-8`, said);
      }
    }
  },
  "format-accept": async (client) => {
    const { path, appointment } = await client.register(IN_BOTH);
    const wishes = [
      ["application/fhir+xml;q=0.4, application/fhir+json;q=0.9", "json"],
      ["application/fhir+xml;q=0.9, application/fhir+json;q=0.4", "xml"],
      ["text/html, application/fhir+xml, */*;q=0.1", "xml"],
      ["application/fhir+json;q=0, application/fhir+xml", "xml"],
    ] as const;
    for (const [accept, wanted] of wishes)
      expectFormat(await client.send(path, { headers: { accept } }), wanted, appointment);
  },
  "format-parameter": async (client) => {
    const { path, appointment } = await client.register(IN_BOTH);
    const wishes = [
      ["xml", JSON_TYPE, "xml"],
      ["json", XML_TYPE, "json"],
      ["application/fhir%2Bxml", JSON_TYPE, "xml"],
      ["application/fhir%2Bjson", XML_TYPE, "json"],
      ["text/xml", JSON_TYPE, "xml"],
    ] as const;
    for (const [format, accept, wanted] of wishes) {
      expectFormat(await client.send(`${path}?_format=${format}`, { headers: { accept } }), wanted, appointment);
      const missing = await client.send(`/Appointment/${randomUUID()}?_format=${format}`, { headers: { accept } });
      expect(missing.format === wanted, missing, wanted, missing.header("content-type"));
      expectOutcome(missing);
    }
  },
  "format-parameter-body": async (client) => {
    const sent = booking(madeUpNhsNumber());
    const answer = await client.post(sent, { query: "?_format=xml" });
    await expectRegistered(client, answer, sent);
    expect(answer.format === "xml", answer, "XML", answer.header("content-type"));
    answer.resource("Appointment");
  },
  "format-unsupported-415": async (client) => {
    const entry = await client.register();
    for (const type of ["text/plain", "application/pdf", "application/x-www-form-urlencoded"]) {
      const headers = { "content-type": type };
      await expectUnchanged(client, entry, await client.put(entry, cancelled(entry), { headers }), 415);
      await expectFaulty(client, (good) => good, { headers, statuses: [415] });
    }
  },
  "format-not-acceptable-406": async (client) => {
    const { path } = await client.register();
    expectRefusal(await client.send(path, { headers: { accept: "image/png" } }), 406);
    expectRefusal(await client.send(`${path}?_format=pdf`), 406);
  },
  "format-errors": async (client) => {
    for (const format of ["json", "xml"] as const) {
      const missing = await client.send(`/Appointment/${randomUUID()}`, { headers: { accept: text(format) } });
      expect(missing.format === format, missing, format, missing.header("content-type"));
      expectOutcome(missing);
      const entry = await client.register();
      const headers = { accept: text(format) };
      for (const refused of [
        await client.send(entry.path, { headers, token: null }),
        await client.put(entry, cancelled(entry, { comment: "added" }), { headers }),
        await client.put(entry, cancelled(entry), { headers: { ...headers, "if-match": undefined } }),
      ]) {
        expect(refused.format === format, refused, format, refused.header("content-type"));
        expectOutcome(refused);
      }
    }
  },
};

async function expectTaken(client: TestClient, format: "json" | "xml", types: readonly string[]): Promise<void> {
  for (const type of types) {
    const headers = { "content-type": type };
    const sent = booking(madeUpNhsNumber());
    await expectRegistered(client, await client.post(sent, { format, headers }), sent);
  }
  const { path, appointment } = await client.register(IN_BOTH);
  for (const accept of types) expectFormat(await client.send(path, { headers: { accept } }), format, appointment);
}

function expectFormat(answer: Answer, wanted: "json" | "xml", appointment: fhir.Appointment): void {
  expectStatus(answer, 200);
  expect(answer.format === wanted, answer, wanted, answer.header("content-type"));
  expectSame(answer.resource("Appointment"), appointment, answer.asked);
}
