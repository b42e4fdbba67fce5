import { expect, it } from "@jest/globals";
import { jsonPlaces, lineAt, getPlace, xmlPlaces } from "./places.js";

const JSON_TEXT = `{
  "status": "booked",
  "participant": [
    { "status": "accepted" },
    {
      "actor": { "display": "a \\"}, [ quoted" },
      "_status": { "id": "x" }
    }
  ]
}`;
const XML_TEXT = `<Appointment xmlns="http://hl7.org/fhir">
  <!-- <status value="none"/> -->
  <status value="booked"/>
  <participant>
    <status value="accepted"/>
  </participant>
  <participant>
    <actor><display value="a &gt; b"/></actor>
  </participant>
</Appointment>`;

const at = (text: string, place: number | undefined) => (place === undefined ? undefined : lineAt(text, place));
const issue = { severity: "error", rule: "x", code: "invalid", message: "" } as const;

it.each([
  ["Appointment", 1],
  ["Appointment.status", 2],
  ["Appointment.participant[0].status", 4],
  ["Appointment.participant[1].actor.display", 6],
  ["Appointment.participant[1].status", 7],
  ["Appointment.participant[1].actor.reference", 6],
  ["Appointment.start", 1],
])("finds %s or the nearest enclosing element in JSON at line %i", (expression, line) => {
  expect(at(JSON_TEXT, getPlace(jsonPlaces(JSON_TEXT), { ...issue, expression }, "json"))).toBe(line);
});

it.each([
  ["/f:Appointment/f:status", 3],
  ["/f:Appointment/f:participant[2]/f:actor/f:display", 8],
  ["/f:Appointment/f:participant[2]/f:status", 7],
])("finds %s or the nearest enclosing element in XML at line %i", (location, line) => {
  expect(at(XML_TEXT, getPlace(xmlPlaces(XML_TEXT), { ...issue, location }, "xml"))).toBe(line);
});

it.each(["", "{", "}]}]", '{"a":', "<a", "</a></a>", "<!--"])("reads %j without an error", (text) => {
  expect(jsonPlaces(text).size).toBeGreaterThan(0);
  expect(xmlPlaces(text)).toBeInstanceOf(Map);
});
