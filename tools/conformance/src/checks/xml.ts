import { writeResource } from "@appointment-registry/fhir-appointment";
import { EXTENSION, booking } from "../appointment.js";
import type { Changes } from "../appointment.js";
import { expect, expectDone, expectStatus } from "../expect.js";
import type { Check } from "../expect.js";
import { XML_TYPE, pathOf } from "../kit.js";
import { madeUpNhsNumber } from "../nhs-number.js";
import type { FHIR } from "../requirements/fhir.js";

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

export const xmlOf = (changes: Changes = {}): string =>
  writeResource(booking(madeUpNhsNumber(), changes), { format: "xml" });
