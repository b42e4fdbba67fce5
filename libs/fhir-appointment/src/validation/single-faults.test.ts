import { describe, expect, it } from "@jest/globals";
import { all, append, drop, set } from "./testing/edit-resource.js";
import type { ResourceEdit } from "./testing/edit-resource.js";
import { entry, fullAppointment } from "./testing/full-appointment.js";
import { validateAppointment } from "../validate-appointment.js";
import type { RuleSet } from "../validate-appointment.js";

/** The change to a valid Appointment, the only rule that it breaks, and the element, without `Appointment`. */
type Fault = readonly [name: string, mutation: ResourceEdit, rule: string, expression: string];

const CARE_CONNECT = "https://fhir.hl7.org.uk/STU3/StructureDefinition/Extension-CareConnect";
const DELIVERY = { url: `${CARE_CONNECT}-DeliveryChannel-1`, valueCode: "Video" };
const REASON = `${CARE_CONNECT}-AppointmentCancellationReason-1`;
const BOOKING = `${CARE_CONNECT}-BookingOrganisation-1`;
const SLICES: Readonly<Record<string, string>> = {
  [DELIVERY.url]: "deliveryChannel",
  [REASON]: "appointmentCancellationReason",
  [BOOKING]: "bookingOrganisation",
};
const div = (content: string) => `<div xmlns="http://www.w3.org/1999/xhtml">${content}</div>`;

const badValue = (path: string, ...values: unknown[]): Fault[] =>
  values.map((value) => [
    `${path} = ${JSON.stringify(value)}`,
    set(path, value),
    "structure:value",
    expressionOf(path),
  ]);
const badType = (path: string, ...values: unknown[]): Fault[] =>
  values.map((value) => [`${path} = ${JSON.stringify(value)}`, set(path, value), "structure:type", expressionOf(path)]);
const badCode = (path: string, code: string): Fault => [
  `${path} = ${code}`,
  set(path, code),
  "structure:code",
  expressionOf(path),
];
const missing = (path: string): Fault => [`no ${path}`, drop(path), "structure:min", expressionOf(path)];
const unknown = (path: string): Fault => [
  `unknown ${path}`,
  set(path, "x"),
  "structure:unknown-element",
  expressionOf(path),
];
const empty = (path: string, value: unknown): Fault => [
  `${path} = ${JSON.stringify(value)}`,
  set(path, value),
  "structure:empty",
  expressionOf(path),
];
const wrongTarget = (path: string, reference: string): Fault => [
  `${path} to ${reference}`,
  set(`${path}.reference`, reference),
  "reference:target-type",
  `${expressionOf(path)}.reference`,
];
const breaks = (rule: string, path: string, name: string, mutation: ResourceEdit): Fault => [
  name,
  mutation,
  rule,
  path,
];

/** Converts the JSON names of choices to their names in FHIRPath. */
const expressionOf = (path: string) =>
  path
    .replace(/\bvalue[A-Z]\w*/g, "value")
    .replace(/\bwhoReference\b/, "who")
    .replace(/\b_/g, "");

const BASE: readonly Fault[] = [
  // Cardinality
  ["no status", all(drop("status"), drop("_status")), "structure:min", "status"],
  missing("participant"),
  missing("participant[0].status"),
  missing("participant[1].status"),
  missing("text.status"),
  missing("text.div"),
  missing("extension[2].url"),
  missing("extension[3].extension[0].url"),
  missing("extension[18].valueAnnotation.text"),
  missing("extension[19].valueSignature.type"),
  missing("extension[19].valueSignature.when"),
  missing("extension[19].valueSignature.whoReference"),
  empty("participant", []),
  empty("serviceType", []),
  empty("identifier", []),
  empty("participant[0].actor", {}),
  empty("serviceCategory", {}),
  empty("serviceType[1]", {}),
  empty("serviceCategory.coding", []),
  empty("serviceCategory.coding[0]", {}),
  empty("participant[0].type[0].coding[0]", {}),
  empty("requestedPeriod[1]", {}),
  empty("slot[0]", {}),
  empty("meta", {}),
  empty("comment", ""),
  empty("description", ""),
  empty("status", ""),
  empty("id", ""),
  empty("identifier[0].value", ""),
  empty("participant[0].actor", { id: "x" }),
  empty("serviceCategory", { id: "x" }),
  empty("serviceCategory.coding[0]", { id: "x" }),
  empty("slot[0]", { id: "x" }),
  empty("requestedPeriod[0]", { id: "x" }),
  empty("meta", { id: "x" }),
  empty("contained[0].address[0]", { id: "x" }),
  empty("extension[2].valueQuantity", { id: "x" }),
  ["an id of created alone", all(drop("created"), set("_created", { id: "x" })), "structure:empty", "created"],
  [
    "an id of the participant's status alone",
    all(drop("participant[1].status"), set("participant[1]._status", { id: "x" })),
    "structure:empty",
    "participant[1].status",
  ],
  [
    "an id of a name alone",
    all(set("contained[1].name[0].given", [null, "Bea"]), set("contained[1].name[0]._given", [{ id: "x" }, null])),
    "structure:empty",
    "contained[1].name[0].given[0]",
  ],
  ["nothing beside created", set("_created", {}), "structure:empty", "created"],
  // Types
  ...badType("participant", { status: "accepted" }),
  ...badType("identifier", { value: "1" }),
  ...badType("meta.profile", "http://example.org/one"),
  ...badType("serviceCategory", [{ text: "x" }], "x", 1),
  ...badType("status", ["booked"], 1, true),
  ...badType("start", 1549018283),
  ...badType("priority", "5"),
  ...badType("minutesDuration", "15", true),
  ...badType("meta.versionId", 1),
  ...badType("comment", 1, false, { text: "x" }),
  ...badType("participant[0]", "Patient/1", ["x"]),
  ...badType("extension[3].extension[0].valueBoolean", "true"),
  ...badType("extension[3].extension[1].valueDecimal", "1.5"),
  ...badType("text.div", 1),
  // Unknown elements
  unknown("colour"),
  unknown("Status"),
  unknown("participant[0].name"),
  unknown("participant[0].actor.type"),
  unknown("identifier[0].code"),
  unknown("requestedPeriod[0].from"),
  unknown("cancelationReason"),
  unknown("patientInstruction"),
  unknown("contained[0].nickname"),
  // Primitive values
  ...badValue("id", "a/b", "x".repeat(65), "a b"),
  ...badValue(
    "start",
    "2019-02-01",
    "2019-02-01T10:51:23",
    "2019-02-30T10:51:23Z",
    "2019-02-01T25:00:00Z",
    "yesterday",
  ),
  ...badValue("end", "2019-02-01T11:10Z", "2019-13-01T11:10:00Z", "2019-02-01 11:10:00Z", "2019-02-01T11:10:00+15:00"),
  ...badValue("created", "17/01/2019", "2019-01-17T14:00", "2019-02-29", "19"),
  ...badValue("meta.lastUpdated", "2019-01-17"),
  ...badValue("meta.versionId", "a b"),
  ...badValue("priority", -1, 1.5),
  ...badValue("minutesDuration", 0, -15, 1.5),
  ...badValue("implicitRules", "http://example.org/a b"),
  ...badValue("meta.profile[0]", "a b"),
  ...badValue("identifier[0].system", "urn: x"),
  ...badValue("identifier[0].period.start", "2019-00-01"),
  ...badValue("requestedPeriod[0].start", "2019-2-1"),
  ...badValue("extension[2].url", "http://example.org/a b"),
  ...badValue("extension[5].valueAttachment.data", "JVBERi0", "not base64!"),
  ...badValue("extension[14].valueDate", "2019-02-01T00:00:00Z", "2019-02-30"),
  ...badValue("extension[15].valueTime", "10:51", "24:00:00"),
  ...badValue("extension[16].valueOid", "1.2.3"),
  ...badValue("extension[17].valueInteger", 1.5, 3000000000),
  ...badValue("contained[1].birthDate", "1971-02-29"),
  ...badValue("contained[0].telecom[0].rank", 0),
  ...badValue("serviceCategory.coding[0].code", " R0260", "R0260 ", "R  0260", "a\tb", "a\nb", "a\rb", "\ta"),
  ...badValue("identifier[0].id", "a b", " ", "a\t"),
  ...badValue("extension[5].valueAttachment.data", "JVBERi1=", "AAF=", "A==="),
  ["a comment of more than 1 MB", set("comment", "x".repeat(1024 * 1024 + 1)), "structure:too-long", "comment"],
  [
    "an id of more than 1 MB",
    set("identifier[0].id", "x".repeat(1024 * 1024 + 1)),
    "structure:too-long",
    "identifier[0].id",
  ],
  // Required bindings
  badCode("status", "canceled"),
  ...["not a language!!", "en-", "e", "english", "en_GB", "en GB"].map((code) => badCode("language", code)),
  badCode("extension[5].valueAttachment.language", "en-"),
  [
    "a status with an extension alone",
    all(drop("status"), set("_status", { extension: [{ url: "http://example.org/absent", valueCode: "unknown" }] })),
    "structure:code",
    "status",
  ],
  [
    "a participation status with an extension alone",
    all(
      drop("participant[0].status"),
      set("participant[0]._status", { extension: [{ url: "http://example.org/absent", valueCode: "unknown" }] }),
    ),
    "structure:code",
    "participant[0].status",
  ],
  breaks(
    "code:unknown",
    "meta.security[0].code",
    "a malformed language",
    all(set("meta.security[0].system", "urn:ietf:bcp:47"), set("meta.security[0].code", "en-")),
  ),
  breaks(
    "code:unknown",
    "participant[1].type[0].coding[0].code",
    "an unknown type of participant",
    set("participant[1].type", [{ coding: [{ system: "http://hl7.org/fhir/participant-type", code: "NOPE" }] }]),
  ),
  breaks(
    "identifier:uri",
    "identifier[0].value",
    "a URI that is none",
    set("identifier[0].value", "http://example.org/a b"),
  ),
  breaks("identifier:uri", "identifier[0].value", "an OID as a URI", set("identifier[0].value", "1.2.3")),
  breaks("element:id-unique", "slot[0].id", "two elements of one id", set("slot[0].id", "a1")),
  breaks("element:id-unique", "start.id", "the id of another primitive", set("_start", { id: "s1" })),
  badCode("status", "entered in error"),
  badCode("status", "Booked"),
  badCode("participant[0].status", "confirmed"),
  badCode("participant[0].required", "yes"),
  badCode("identifier[0].use", "primary"),
  badCode("participant[0].actor.identifier.use", "old"),
  badCode("text.status", "done"),
  badCode("contained[0].telecom[0].system", "telephone"),
  badCode("contained[0].telecom[0].use", "office"),
  badCode("contained[1].gender", "F"),
  badCode("contained[1].name[0].use", "legal"),
  badCode("contained[1].contact[0].gender", "m"),
  badCode("extension[6].valueTiming.repeat.periodUnit", "day"),
  // Choices, lists of primitives
  ["two values of an extension", set("extension[2].valueString", "x"), "structure:max", "extension[2].value"],
  ["null in a list", set("contained[1].name[0].given[1]", null), "structure:null", "contained[1].name[0].given[1]"],
  // Invariants of Appointment
  breaks("app-1", "participant[1]", "participant without type and actor", drop("participant[1].actor")),
  breaks("app-2", "", "cancelled, without end", all(set("status", "cancelled"), drop("end"))),
  breaks("app-2", "", "proposed, without start", all(set("status", "proposed"), drop("start"))),
  ...["booked", "pending", "arrived", "fulfilled", "noshow", "entered-in-error"].map((status) =>
    breaks("app-3", "", `${status}, without start and end`, all(set("status", status), drop("start"), drop("end"))),
  ),
  // Contained resources and references
  breaks(
    "dom-1",
    "contained[0]",
    "narrative in contained",
    set("contained[0].text", { status: "empty", div: div("x") }),
  ),
  breaks(
    "dom-2",
    "contained[0]",
    "contained in contained",
    all(set("contained[0].contained", [{ resourceType: "Basic", id: "b", code: { text: "x" } }])),
  ),
  breaks(
    "dom-3",
    "contained[2]",
    "contained that nothing refers to",
    append("contained", { resourceType: "Location", id: "lost" }),
  ),
  breaks("dom-4", "contained[1]", "contained with versionId", set("contained[1].meta", { versionId: "1" })),
  breaks(
    "dom-4",
    "contained[1]",
    "contained with lastUpdated",
    set("contained[1].meta", { lastUpdated: "2019-01-17T14:00:00Z" }),
  ),
  breaks(
    "contained:id-required",
    "contained[2]",
    "contained without id",
    append("contained", { resourceType: "Location", name: "x" }),
  ),
  breaks(
    "contained:id-unique",
    "contained[2]",
    "two contained with one id",
    append("contained", { resourceType: "Patient", id: "pat" }),
  ),
  [
    "contained resource without a type",
    all(set("contained[2]", { id: "other" }), set("supportingInformation[0].reference", "#other")),
    "structure:resource-type",
    "contained[2]",
  ],
  [
    "contained of an unknown type",
    all(
      set("contained[2]", { resourceType: "Person1", id: "other" }),
      set("supportingInformation[0].reference", "#other"),
    ),
    "structure:resource-type",
    "contained[2]",
  ],
  breaks(
    "ref-1",
    "participant[1].actor",
    "reference to nothing contained",
    set("participant[1].actor.reference", "#nobody"),
  ),
  breaks("ref-1", "slot[0]", "reference to # from the root", set("slot[0].reference", "#")),
  wrongTarget("contained[1].managingOrganization", "#"),
  breaks(
    "reference:target-type",
    "contained[0].partOf.reference",
    "an Appointment as the organization of a contained one",
    set("contained[0].partOf", { reference: "#" }),
  ),
  breaks(
    "ref-1",
    "contained[1].managingOrganization",
    "reference to nothing from contained",
    set("contained[1].managingOrganization.reference", "#nobody"),
  ),
  wrongTarget("participant[1].actor", "Organization/1"),
  wrongTarget("participant[1].actor", "Appointment/1"),
  wrongTarget("participant[1].actor", "https://example.org/fhir/Slot/1"),
  wrongTarget("participant[1].actor", "#org"),
  wrongTarget("slot[0]", "Schedule/1"),
  wrongTarget("slot[0]", "Slot1/Schedule/1/_history/2"),
  wrongTarget("incomingReferral[0]", "ProcedureRequest/1"),
  wrongTarget("indication[0]", "Observation/1"),
  wrongTarget("identifier[0].assigner", "Practitioner/1"),
  wrongTarget("contained[1].managingOrganization", "Practitioner/1"),
  // Invariants of data types
  breaks("ext-1", "extension[2]", "extension with neither value nor extensions", drop("extension[2].valueQuantity")),
  breaks(
    "ext-1",
    "extension[2]",
    "extension with value and extensions",
    set("extension[2].extension", [{ url: "part", valueCode: "x" }]),
  ),
  breaks("ext-1", "extension[3]", "nested extension with a value", set("extension[3].valueString", "x")),
  breaks("ext-1", "extension[3].extension[0]", "part without a value", drop("extension[3].extension[0].valueBoolean")),
  breaks(
    "ext-1",
    "status.extension[0]",
    "extension of a primitive without a value",
    drop("_status.extension[0].valueString"),
  ),
  breaks(
    "extension:url-absolute",
    "extension[2].url",
    "relative url of an extension",
    set("extension[2].url", "weight"),
  ),
  breaks(
    "uri:system-absolute",
    "serviceCategory.coding[0].system",
    "relative system of a coding",
    set("serviceCategory.coding[0].system", "roles"),
  ),
  breaks(
    "uri:system-absolute",
    "identifier[1].system",
    "relative system of an identifier",
    set("identifier[1].system", "bookings/1"),
  ),
  breaks(
    "per-1",
    "requestedPeriod[0]",
    "period that ends before it starts",
    set("requestedPeriod[0].end", "2019-01-31"),
  ),
  breaks(
    "per-1",
    "requestedPeriod[1]",
    "period that ends a second before",
    set("requestedPeriod[1].end", "2019-03-01T09:59:59+02:00"),
  ),
  breaks("per-1", "identifier[0].period", "period of an identifier", set("identifier[0].period.start", "2020")),
  breaks("qty-3", "extension[2].value", "quantity with a code only", drop("extension[2].valueQuantity.system")),
  breaks("rng-2", "extension[4].value", "range from high to low", set("extension[4].valueRange.low.value", 3)),
  breaks("sqty-1", "extension[4].value", "range with a comparator", set("extension[4].valueRange.low.comparator", "<")),
  breaks(
    "att-1",
    "extension[5].value",
    "attachment without contentType",
    drop("extension[5].valueAttachment.contentType"),
  ),
  breaks(
    "tim-1",
    "extension[6].value.repeat",
    "duration without unit",
    drop("extension[6].valueTiming.repeat.durationUnit"),
  ),
  breaks(
    "tim-2",
    "extension[6].value.repeat",
    "period without unit",
    drop("extension[6].valueTiming.repeat.periodUnit"),
  ),
  breaks(
    "tim-4",
    "extension[6].value.repeat",
    "negative duration",
    set("extension[6].valueTiming.repeat.duration", -1),
  ),
  breaks("tim-5", "extension[6].value.repeat", "negative period", set("extension[6].valueTiming.repeat.period", -1)),
  breaks(
    "tim-6",
    "extension[6].value.repeat",
    "periodMax without period",
    all(drop("extension[6].valueTiming.repeat.period"), set("extension[6].valueTiming.repeat.periodMax", 2)),
  ),
  breaks(
    "tim-7",
    "extension[6].value.repeat",
    "durationMax without duration",
    all(drop("extension[6].valueTiming.repeat.duration"), set("extension[6].valueTiming.repeat.durationMax", 2)),
  ),
  breaks(
    "tim-8",
    "extension[6].value.repeat",
    "countMax without count",
    set("extension[6].valueTiming.repeat.countMax", 2),
  ),
  breaks("tim-9", "extension[6].value.repeat", "offset without when", set("extension[6].valueTiming.repeat.offset", 2)),
  breaks(
    "tim-10",
    "extension[6].value.repeat",
    "timeOfDay and when",
    all(
      set("extension[6].valueTiming.repeat.timeOfDay", ["10:00:00"]),
      set("extension[6].valueTiming.repeat.when", ["HS"]),
    ),
  ),
  breaks("rat-1", "extension[7].value", "ratio without denominator", drop("extension[7].valueRatio.denominator")),
  breaks("cpt-2", "extension[8].value", "contact point without system", drop("extension[8].valueContactPoint.system")),
  breaks(
    "mny-1",
    "extension[9].value",
    "money in UCUM",
    set("extension[9].valueMoney.system", "http://unitsofmeasure.org"),
  ),
  breaks("drt-1", "extension[10].value", "duration without value", drop("extension[10].valueDuration.value")),
  breaks("age-1", "extension[11].value", "age of nothing", set("extension[11].valueAge.value", 0)),
  breaks(
    "dis-1",
    "extension[12].value",
    "distance of another system",
    set("extension[12].valueDistance.system", "http://example.org/units"),
  ),
  breaks("cnt-3", "extension[13].value", "half a count", set("extension[13].valueCount.value", 1.5)),
  breaks("txt-2", "text.div", "narrative of white space", set("text.div", div(" &#32;&#9; <br/>"))),
  breaks("txt-1", "text.div", "narrative with a script", set("text.div", div("<script>x</script>"))),
  breaks(
    "xhtml:not-well-formed",
    "text.div",
    "narrative that is cut off",
    set("text.div", div("x").replace("</div>", "")),
  ),
  breaks(
    "org-1",
    "contained[0]",
    "organization without name and identifier",
    all(drop("contained[0].name"), drop("contained[0].identifier")),
  ),
  breaks("org-2", "contained[0]", "home address of an organization", set("contained[0].address[0].use", "home")),
  breaks("org-3", "contained[0]", "home telecom of an organization", set("contained[0].telecom[0].use", "home")),
  breaks("pat-1", "contained[1].contact[0]", "contact of nobody", drop("contained[1].contact[0].name")),
  breaks("cpt-2", "contained[0].telecom[0]", "telecom of no system", drop("contained[0].telecom[0].system")),
];

const PROFILE: readonly Fault[] = [
  ...[
    DELIVERY,
    { url: REASON, valueString: "x" },
    { url: BOOKING, valueReference: { reference: "Organization/1" } },
  ].map((slice): Fault => [
    `${slice.url} as a modifier`,
    append("modifierExtension", slice),
    `careconnect-appointment-1:extension.${SLICES[slice.url]}.modifier`,
    "modifierExtension[1]",
  ]),
  breaks(
    "careconnect-appointment-1:extension.deliveryChannel.modifier",
    "participant[1].modifierExtension[0]",
    "delivery channel as a modifier of a participant",
    set("participant[1].modifierExtension", [DELIVERY]),
  ),
  breaks(
    "careconnect-appointment-1:extension.deliveryChannel.max",
    "extension[20]",
    "two delivery channels",
    append("extension", DELIVERY),
  ),
  breaks(
    "careconnect-appointment-1:extension.deliveryChannel.value.type",
    "extension[0].value",
    "delivery channel as text",
    all(drop("extension[0].valueCode"), set("extension[0].valueString", "In-person")),
  ),
  breaks(
    "careconnect-appointment-1:extension.deliveryChannel.value.binding",
    "extension[0].value",
    "delivery channel by post",
    set("extension[0].valueCode", "Post"),
  ),
  breaks(
    "careconnect-appointment-1:extension.deliveryChannel.context",
    "participant[1].extension[0]",
    "delivery channel of a participant",
    append("participant[1].extension", DELIVERY),
  ),
  breaks(
    "careconnect-appointment-1:extension.appointmentCancellationReason.value.min",
    "extension[20]",
    "cancellation reason with parts only",
    append("extension", {
      url: REASON,
      extension: [{ url: "part", valueString: "x" }],
    }),
  ),
  breaks(
    "careconnect-appointment-1:extension.appointmentCancellationReason.value.type",
    "extension[20].value",
    "cancellation reason as code",
    append("extension", { url: REASON, valueCode: "x" }),
  ),
  breaks(
    "careconnect-appointment-1:extension.appointmentCancellationReason.max",
    "extension[21]",
    "three cancellation reasons",
    all(
      append("extension", { url: REASON, valueString: "x" }),
      append("extension", { url: REASON, valueString: "y" }),
      append("extension", { url: REASON, valueString: "z" }),
    ),
  ),
  breaks(
    "careconnect-appointment-1:extension.bookingOrganisation.max",
    "extension[20]",
    "two booking organisations",
    append("extension", {
      url: BOOKING,
      valueReference: { reference: "Organization/1" },
    }),
  ),
  breaks(
    "careconnect-appointment-1:extension.bookingOrganisation.value.type",
    "extension[1].value",
    "booking organisation by uri",
    all(drop("extension[1].valueReference"), set("extension[1].valueUri", "http://example.org")),
  ),
  breaks(
    "careconnect-appointment-1:extension.bookingOrganisation.value.target",
    "extension[1].value.reference",
    "booking organisation is a patient",
    set("extension[1].valueReference.reference", "Patient/1"),
  ),
  breaks(
    "careconnect-appointment-1:extension.bookingOrganisation.value.target",
    "extension[1].value.reference",
    "booking organisation is a contained patient",
    set("extension[1].valueReference.reference", "#pat"),
  ),
  breaks(
    "careconnect-appointment-1:extension.bookingOrganisation.context",
    "identifier[1].extension[0]",
    "booking organisation of an identifier",
    append("identifier[1].extension", {
      url: BOOKING,
      valueReference: { reference: "Organization/1" },
    }),
  ),
  breaks(
    "careconnect-appointment-1:serviceCategory.binding",
    "serviceCategory",
    "service category of another system",
    set("serviceCategory.coding[0].system", "http://example.org/roles"),
  ),
  breaks(
    "code:unknown",
    "serviceCategory.coding[0].code",
    "service category of an unknown code",
    set("serviceCategory.coding[0].code", "R9999"),
  ),
  breaks(
    "code:unknown",
    "participant[0].type[0].coding[0].code",
    "participant type of an unknown code",
    set("participant[0].type[0].coding[0].code", "X"),
  ),
  breaks(
    "code:unknown",
    "identifier[0].type.coding[0].code",
    "identifier type of an unknown code",
    set("identifier[0].type.coding[0].code", "X"),
  ),
  breaks("careconnect-appointment-1:language.binding", "language", "language of no country", set("language", "xx")),
];

const ENTRY: readonly Fault[] = [
  breaks("registry:status-booked", "status", "cancelled", set("status", "cancelled")),
  breaks("registry:status-booked", "status", "arrived", set("status", "arrived")),
  breaks("registry:created-required", "created", "no created", drop("created")),
  breaks("registry:one-identifier", "identifier", "no identifier", drop("identifier")),
  breaks(
    "registry:one-identifier",
    "identifier",
    "identifier of another system",
    set("identifier[0].system", "http://example.org"),
  ),
  breaks(
    "registry:one-identifier",
    "identifier",
    "two URLs",
    append("identifier", { system: "urn:ietf:rfc:3986", value: "http://test.nhs.uk/4" }),
  ),
  ...[
    "test3",
    "/Appointment/1",
    "urn:uuid:0c3151bd-1cbf-4d64-b04d-cd9187a4c6e0",
    "ftp://test.nhs.uk/3",
    "http:/test.nhs.uk",
    "https://",
    "http://test.nhs.uk/a b",
    "http://test.nhs.uk/a ",
    "http://test.nhs.uk/%zz",
    "http://test.nhs.uk\\a",
    "http://test.nhs.uk/é",
  ].map((value) =>
    breaks("registry:identifier-url", "identifier[0].value", `identifier ${value}`, set("identifier[0].value", value)),
  ),
  breaks("registry:identifier-url", "identifier[0].value", "identifier without value", drop("identifier[0].value")),
  breaks(
    "registry:one-participant",
    "participant",
    "two participants",
    append("participant", { actor: { reference: "Location/1" }, status: "accepted" }),
  ),
  breaks(
    "registry:patient",
    "participant[0].actor",
    "a location",
    set("participant[0].actor", { reference: "Location/1" }),
  ),
  breaks(
    "registry:patient",
    "participant[0].actor",
    "a patient of another system",
    set("participant[0].actor.identifier.system", "http://example.org"),
  ),
  breaks(
    "registry:patient",
    "participant[0]",
    "a type of participant only",
    all(
      drop("participant[0].actor"),
      set("participant[0].type", [{ coding: [{ system: "http://hl7.org/fhir/participant-type", code: "emergency" }] }]),
    ),
  ),
  ...["1234554320", "123455432", "12345543210", "123 455 4321", "123455432X", "1234567890"].map((value) =>
    breaks(
      "registry:nhs-number",
      "participant[0].actor.identifier.value",
      `NHS number ${value}`,
      set("participant[0].actor.identifier.value", value),
    ),
  ),
  breaks(
    "registry:nhs-number",
    "participant[0].actor.reference",
    "reference with a wrong check digit",
    set("participant[0].actor", { reference: "https://demographics.spineservices.nhs.uk/1234554320" }),
  ),
  breaks(
    "registry:same-patient",
    "participant[0].actor",
    "two patients in one actor",
    set("participant[0].actor.reference", "https://demographics.spineservices.nhs.uk/9434765919"),
  ),
  breaks("registry:no-description", "description", "description", set("description", "x")),
  breaks(
    "registry:no-description",
    "description",
    "an extension of description",
    set("_description", { extension: [{ url: "http://example.org/x", valueString: "free text" }] }),
  ),
  breaks(
    "registry:no-modifier-extension",
    "modifierExtension",
    "a modifier",
    set("modifierExtension", [{ url: "http://example.org/not", valueBoolean: true }]),
  ),
  breaks(
    "registry:no-modifier-extension",
    "participant[0].modifierExtension",
    "a modifier of the participant",
    set("participant[0].modifierExtension", [{ url: "http://example.org/not", valueBoolean: true }]),
  ),
  breaks("registry:no-slot", "slot", "slot", set("slot", [{ reference: "Slot/1" }])),
  breaks(
    "registry:no-supporting-information",
    "supportingInformation",
    "supportingInformation",
    set("supportingInformation", [{ reference: "Basic/1" }]),
  ),
  breaks(
    "registry:no-contained",
    "contained",
    "contained",
    all(
      set("contained", [
        {
          resourceType: "Slot",
          id: "s",
          schedule: { reference: "Schedule/1" },
          status: "busy",
          start: "2019-01-17T14:00:00Z",
          end: "2019-01-17T14:10:00Z",
        },
      ]),
      set("extension", [{ url: "http://example.org/slot", valueReference: { reference: "#s" } }]),
    ),
  ),
];

/** Returns all issues after a change, since each change must cause exactly one fault. */
function found(make: () => Record<string, unknown>, mutation: ResourceEdit, rules: RuleSet): string[] {
  const resource = make();
  mutation(resource);
  return validateAppointment(resource as never, { rules }).map(({ rule, expression }) => `${rule} ${expression}`);
}

const expected = (rule: string, path: string) => [`${rule} Appointment${path === "" ? "" : `.${path}`}`];

describe("one fault in a valid Appointment", () => {
  it("has no issue before the change", () => {
    expect(validateAppointment(fullAppointment() as never, { rules: "careconnect" })).toEqual([]);
    expect(validateAppointment(entry() as never, { rules: "registry" })).toEqual([]);
  });

  it("is tested with at least 150 faults", () => {
    expect(BASE.length + PROFILE.length + ENTRY.length).toBeGreaterThanOrEqual(150);
  });

  it.each(BASE)("%s", (_name, mutation, rule, path) => {
    expect(found(fullAppointment, mutation, "base")).toEqual(expected(rule, path));
  });

  it.each(PROFILE)("%s", (_name, mutation, rule, path) => {
    expect(found(fullAppointment, mutation, "careconnect")).toEqual(expected(rule, path));
  });

  it.each(ENTRY)("%s", (_name, mutation, rule, path) => {
    expect(found(entry, mutation, "registry")).toEqual(expected(rule, path));
  });
});
