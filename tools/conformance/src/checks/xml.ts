import { EXTENSION, booking } from "../appointment.js";
import { expect, expectRegistered } from "../expect.js";
import type { Check } from "../expect.js";
import { XML_TYPE, getPath, getText } from "../test-client.js";
import type { TestClient } from "../test-client.js";
import { madeUpNhsNumber } from "../nhs-number.js";
import type { FHIR } from "../requirements/fhir.js";
import { expectFaulty } from "./faulty.js";

type XmlId = Extract<keyof typeof FHIR, `xml-${string}`>;

const NAMESPACE = "http://hl7.org/fhir";

export const DIV = '<div xmlns="http://www.w3.org/1999/xhtml"><p>Kept <b>as</b> written</p></div>';

export const XML_CHECKS: Record<XmlId, Check> = {
  "xml-namespace": async (client) => {
    const { path } = await client.register();
    const answer = await client.send(path, { headers: { accept: XML_TYPE } });
    answer.resource("Appointment");
    expect(answer.text.includes(NAMESPACE), answer, `the namespace ${NAMESPACE}`, answer.text.slice(0, 80));
    for (const other of ['xmlns="https://example.org/other"', ""]) {
      await expectFaultyXml(client, (good) => good.replace(`xmlns="${NAMESPACE}"`, other));
    }
  },
  "xml-attributes": async (client) => {
    const extension = [{ url: EXTENSION, valueString: "a value" }];
    const entry = await client.register({ extension });
    const answer = await client.send(entry.path, { headers: { accept: XML_TYPE } });
    expect(
      answer.text.includes(`<extension url="${EXTENSION}"`),
      answer,
      "url as an attribute",
      answer.text.slice(0, 300),
    );
    expect(
      /<valueString\s+value="a value"\s*(?:\/>|><\/valueString\s*>)/.test(answer.text),
      answer,
      "value as an attribute",
      answer.text.slice(0, 300),
    );
    answer.resource("Appointment");
  },
  "xml-order": async (client) => {
    const status = '<status value="booked"/>';
    await expectFaultyXml(client, (good) =>
      good.replace(status, "").replace("</Appointment>", `${status}</Appointment>`),
    );
  },
  "xml-narrative": async (client) => {
    const sent = booking(madeUpNhsNumber(), { text: { status: "generated", div: DIV } });
    const answer = await client.post(sent, { format: "xml" });
    await expectRegistered(client, answer, sent);
    const read = await client.send(getPath(answer));
    const { text } = read.resource<fhir.Appointment>("Appointment");
    expect(text?.div === DIV, read, DIV, text?.div);
    const xml = await client.send(getPath(answer), { headers: { accept: XML_TYPE } });
    expect(xml.text.includes(DIV), xml, DIV, xml.text.slice(0, 300));
  },
  "xml-doctype": async (client) => {
    const doctype = '<!DOCTYPE Appointment [<!ENTITY x "booked">]>';
    await expectFaultyXml(client, (good) => doctype + good);
    await expectFaultyXml(client, (good) => doctype + good.replace('value="booked"', 'value="&x;"'));
  },
  "xml-comments": async (client) => {
    const sent = booking(madeUpNhsNumber());
    const body = getText(sent, "xml").replace("<status", "<!-- a comment --><?an instruction?><status");
    const answer = await client.post(`<?xml version="1.0" encoding="UTF-8"?>\n${body}`, { format: "xml" });
    await expectRegistered(client, answer, sent);
  },
};

const expectFaultyXml = (client: TestClient, faulty: (good: string) => string): Promise<void> =>
  expectFaulty(client, (good) => faulty(getText(good, "xml")), { format: "xml" });
