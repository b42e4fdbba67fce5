import { nhsNumber } from "@appointment-registry/test-kit";
import type { Random } from "./mutations.js";

/** Elements without which the registry does not accept an entry. */
const REQUIRED: ReadonlySet<string> = new Set([
  "resourceType",
  "identifier",
  "status",
  "start",
  "end",
  "created",
  "participant",
]);

/** Returns an entry with a random selection of the optional elements. Every third entry has all of them. */
export function someEntry(n: number, random: Random): object {
  const share = n % 3 === 0 ? 1 : random();
  return Object.fromEntries(Object.entries(wholeEntry(n)).filter(([name]) => REQUIRED.has(name) || random() < share));
}

function wholeEntry(n: number): object {
  const codeable = (code: string, text: string) => ({
    coding: [
      { system: "https://provider.example/codes", version: "1", code, display: `${text} \u00e9`, userSelected: true },
    ],
    text,
  });
  const extension = [
    { url: "https://provider.example/a", valueString: "one  two" },
    { url: "https://provider.example/b", valueDecimal: 1.5 },
    { url: "https://provider.example/c", extension: [{ url: "d", valueBoolean: true }] },
  ];
  return {
    resourceType: "Appointment",
    meta: {
      profile: [
        "https://fhir.hl7.org.uk/STU3/StructureDefinition/CareConnect-Appointment-1",
        "https://provider.example/P",
      ],
      security: [
        { system: "https://provider.example/s", code: "a" },
        { system: "https://provider.example/s", code: "b" },
      ],
      tag: [
        { system: "https://provider.example/t", code: "a" },
        { system: "https://provider.example/t", code: "b" },
      ],
    },
    implicitRules: "https://provider.example/rules",
    language: "en-GB",
    text: {
      status: "generated",
      div: '<div xmlns="http://www.w3.org/1999/xhtml"><p><b>not</b> <i>able</i> to attend</p><pre>a\n b</pre></div>',
    },
    extension,
    identifier: [
      {
        use: "official",
        system: "urn:ietf:rfc:3986",
        value: `https://provider.example/cancels/${n}?a=1,2`,
        assigner: { display: "P" },
      },
      { system: "https://provider.example/other", value: `n ${n}`, period: { start: "2026-01-01" } },
    ],
    status: "booked",
    serviceCategory: codeable("c", "category"),
    serviceType: [codeable("t", "type"), codeable("u", "another type")],
    specialty: [codeable("s", "specialty")],
    appointmentType: codeable("ROUTINE", "routine"),
    reason: [codeable("r", "reason")],
    priority: 5,
    start: "2029-02-01T10:51:23.620+00:00",
    _start: { extension: [{ url: "https://provider.example/e", valueInstant: "2029-02-01T10:51:23Z" }] },
    end: "2029-02-01T11:01:23.62Z",
    minutesDuration: 10,
    created: "2019-01-17T14:00:00.000Z",
    comment: "a comment <with> & characters",
    participant: [
      {
        type: [codeable("ATND", "attender")],
        actor: {
          identifier: { use: "official", system: "https://fhir.nhs.uk/Id/nhs-number", value: nhsNumber(n) },
          display: "Patient",
        },
        required: "required",
        status: "accepted",
      },
    ],
    requestedPeriod: [{ start: "2029-02-01T10:00:00Z", end: "2029-02-01T12:00:00+01:00" }],
  };
}
