import { EXTENSION, booking } from "../appointment.js";
import { expect, expectRegistered } from "../expect.js";
import type { Check } from "../expect.js";
import { XML_TYPE, pathOf, textOf } from "../kit.js";
import type { Kit } from "../kit.js";
import { madeUpNhsNumber } from "../nhs-number.js";
import type { FHIR } from "../requirements/fhir.js";
import { expectFaulty } from "./faulty.js";

type XmlId = Extract<keyof typeof FHIR, `xml-${string}`>;

const NAMESPACE = "http://hl7.org/fhir";

export const DIV = '<div xmlns="http://www.w3.org/1999/xhtml"><p>Kept <b>as</b> written</p></div>';

export const XML_CHECKS: Record<XmlId, Check> = {
  "xml-namespace": async (kit) => {
    const { path } = await kit.register();
    const answer = await kit.send(path, { headers: { accept: XML_TYPE } });
    answer.resource("Appointment");
    expect(answer.text.includes(NAMESPACE), answer, `the namespace ${NAMESPACE}`, answer.text.slice(0, 80));
    for (const other of ['xmlns="https://example.org/other"', ""]) {
      await expectFaultyXml(kit, (good) => good.replace(`xmlns="${NAMESPACE}"`, other));
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
      /<valueString\s+value="a value"\s*(?:\/>|><\/valueString\s*>)/.test(answer.text),
      answer,
      "value as an attribute",
      answer.text.slice(0, 300),
    );
    answer.resource("Appointment");
  },
  "xml-order": async (kit) => {
    const status = '<status value="booked"/>';
    await expectFaultyXml(kit, (good) => good.replace(status, "").replace("</Appointment>", `${status}</Appointment>`));
  },
  "xml-narrative": async (kit) => {
    const sent = booking(madeUpNhsNumber(), { text: { status: "generated", div: DIV } });
    const answer = await kit.post(sent, { format: "xml" });
    await expectRegistered(kit, answer, sent);
    const read = await kit.send(pathOf(answer));
    const { text } = read.resource<fhir.Appointment>("Appointment");
    expect(text?.div === DIV, read, DIV, text?.div);
    const xml = await kit.send(pathOf(answer), { headers: { accept: XML_TYPE } });
    expect(xml.text.includes(DIV), xml, DIV, xml.text.slice(0, 300));
  },
  "xml-doctype": async (kit) => {
    const doctype = '<!DOCTYPE Appointment [<!ENTITY x "booked">]>';
    await expectFaultyXml(kit, (good) => doctype + good);
    await expectFaultyXml(kit, (good) => doctype + good.replace('value="booked"', 'value="&x;"'));
  },
  "xml-comments": async (kit) => {
    const sent = booking(madeUpNhsNumber());
    const body = textOf(sent, "xml").replace("<status", "<!-- a comment --><?an instruction?><status");
    const answer = await kit.post(`<?xml version="1.0" encoding="UTF-8"?>\n${body}`, { format: "xml" });
    await expectRegistered(kit, answer, sent);
  },
};

const expectFaultyXml = (kit: Kit, faulty: (good: string) => string): Promise<void> =>
  expectFaulty(kit, (good) => faulty(textOf(good, "xml")), { format: "xml" });
