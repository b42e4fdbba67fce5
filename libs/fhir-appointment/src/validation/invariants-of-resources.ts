import { isFields } from "../model/fields.js";
import type { Fields } from "../model/fields.js";
import { has, hasChoice, items, toNumber, row } from "./invariant.js";
import type { Invariant } from "./invariant.js";
import { isInOrder } from "./period.js";
import { typeOfReference } from "./reference-type.js";

const bothOrNeither = (element: Fields, one: string, other: string) => has(element, one) === has(element, other);
const noneOfUseHome = (value: unknown) => !items(value).some(({ use }) => use === "home");

/**
 * Returns true if a reference may be to one of the types. A reference without a type, or a local one, may be to
 * anything.
 */
const mayBe = (reference: unknown, ...types: readonly string[]) => {
  const literal = isFields(reference) ? reference.reference : undefined;
  const type = typeof literal === "string" ? typeOfReference(literal) : undefined;
  return type === undefined || types.includes(type);
};

/** Restricts `onBehalfOf` to agents of these types. */
const onBehalf = (type: string, key: string, ...types: readonly string[]) =>
  row(
    type,
    key,
    "onBehalfOf agent member",
    (element) => !has(element, "onBehalfOf") || mayBe(element.agent ?? element.member, ...types),
    `onBehalfOf is only for an agent that is a ${types.join(" or a ")}.`,
  );

/** Restricts a reason for not doing something to elements with a flag that it was not done. */
const reasonOnlyIf = (type: string, key: string, reason: string, flag: string) =>
  row(
    type,
    key,
    `${reason} ${flag}`,
    (element) => !has(element, reason) || element[flag] === true,
    `${reason} is only allowed where ${flag} is true.`,
  );

/** The STU3 3.0.2 invariants of Appointment and of the resources that may be contained in one. */
export const INVARIANTS_OF_RESOURCES: readonly Invariant[] = [
  row(
    "AppointmentParticipant",
    "app-1",
    "type actor",
    (participant) => has(participant, "type", "actor"),
    "A participant must have a type or an actor.",
  ),
  row(
    "Appointment",
    "app-2",
    "start end",
    (appointment) => bothOrNeither(appointment, "start", "end"),
    "An appointment must have both start and end, or neither.",
  ),
  row(
    "Appointment",
    "app-3",
    "start end status",
    // If one of the two is missing, app-2 reports it.
    (appointment) =>
      has(appointment, "start", "end") || appointment.status === "proposed" || appointment.status === "cancelled",
    "Only an appointment with the status proposed or cancelled may be without start and end.",
  ),
  row(
    "AppointmentResponse",
    "apr-1",
    "participantType actor",
    (response) => has(response, "participantType", "actor"),
    "An appointment response must have a participantType or an actor.",
  ),
  row(
    "PatientContact",
    "pat-1",
    "name telecom address organization",
    (contact) => has(contact, "name", "telecom", "address", "organization"),
    "A contact of a patient must have a name, telecom, address or organization.",
  ),
  row(
    "Organization",
    "org-1",
    "identifier name",
    (organization) => has(organization, "identifier", "name"),
    "An organization must have a name or an identifier.",
  ),
  row(
    "Organization",
    "org-2",
    "address",
    ({ address }) => noneOfUseHome(address),
    "An address of an organization must not have the use home.",
  ),
  row(
    "Organization",
    "org-3",
    "telecom",
    ({ telecom }) => noneOfUseHome(telecom),
    "A telecom of an organization must not have the use home.",
  ),
  row(
    "Condition",
    "con-3",
    "verificationStatus clinicalStatus",
    (condition) => condition.verificationStatus === "entered-in-error" || has(condition, "clinicalStatus"),
    "A condition must have a clinicalStatus unless its verificationStatus is entered-in-error.",
  ),
  row(
    "Condition",
    "con-4",
    "abatement clinicalStatus",
    (condition) =>
      // This is the common evaluation of the standard's expression: an abatement date passes, as in HL7's own example
      // f204.
      condition.abatementBoolean !== true ||
      ["resolved", "remission", "inactive"].includes(condition.clinicalStatus as string),
    "A condition that is abated must have the clinicalStatus inactive, resolved or remission.",
  ),
  row(
    "ConditionStage",
    "con-1",
    "summary assessment",
    (stage) => has(stage, "summary", "assessment"),
    "The stage of a condition must have a summary or an assessment.",
  ),
  row(
    "ConditionEvidence",
    "con-2",
    "code detail",
    (evidence) => has(evidence, "code", "detail"),
    "The evidence of a condition must have a code or a detail.",
  ),
  reasonOnlyIf("Procedure", "pro-1", "notDoneReason", "notDone"),
  onBehalf("ReferralRequestRequester", "rfr-1", "Device", "Practitioner"),
  row(
    "AllergyIntolerance",
    "ait-1",
    "verificationStatus clinicalStatus",
    (allergy) => allergy.verificationStatus === "entered-in-error" || has(allergy, "clinicalStatus"),
    "An allergy must have a clinicalStatus unless its verificationStatus is entered-in-error.",
  ),
  row(
    "AllergyIntolerance",
    "ait-2",
    "verificationStatus clinicalStatus",
    (allergy) => allergy.verificationStatus !== "entered-in-error" || !has(allergy, "clinicalStatus"),
    "An allergy whose verificationStatus is entered-in-error must not have a clinicalStatus.",
  ),
  row(
    "AuditEventEntity",
    "sev-1",
    "name query",
    (entity) => !has(entity, "name") || !has(entity, "query"),
    "An entity of an audit event must not have both a name and a query.",
  ),
  row(
    "CarePlanActivity",
    "cpl-3",
    "detail reference",
    (activity) => !has(activity, "detail") || !has(activity, "reference"),
    "An activity of a care plan must not have both a detail and a reference.",
  ),
  onBehalf("CareTeamParticipant", "ctm-1", "Practitioner"),
  reasonOnlyIf("Communication", "com-1", "notDoneReason", "notDone"),
  onBehalf("CommunicationRequestRequester", "cmr-1", "Practitioner", "Device"),
  row(
    "CompositionSection",
    "cmp-1",
    "text entry section",
    (section) => has(section, "text", "entry", "section"),
    "A section must have text, entries or sections.",
  ),
  row(
    "CompositionSection",
    "cmp-2",
    "emptyReason entry",
    (section) => !has(section, "emptyReason") || !has(section, "entry"),
    "A section with entries must not have an emptyReason.",
  ),
  row(
    "Consent",
    "ppc-1",
    "policy policyRule",
    (consent) => has(consent, "policy", "policyRule"),
    "A consent must have a policy or a policyRule.",
  ),
  row(
    "FamilyMemberHistory",
    "fhs-1",
    "age born",
    (history) => !hasChoice(history, "age") || !hasChoice(history, "born"),
    "A family member history must not have both age and born.",
  ),
  row(
    "FamilyMemberHistory",
    "fhs-2",
    "estimatedAge age",
    (history) => !has(history, "estimatedAge") || hasChoice(history, "age"),
    "A family member history with estimatedAge must have an age.",
  ),
  reasonOnlyIf("FamilyMemberHistory", "fhs-3", "notDoneReason", "notDone"),
  row(
    "GoalTarget",
    "gol-1",
    "detail measure",
    (target) => !hasChoice(target, "detail") || has(target, "measure"),
    "A target of a goal with a detail must have a measure.",
  ),
  row(
    "Group",
    "grp-1",
    "member actual",
    (group) => !has(group, "member") || group.actual === true,
    "Only an actual group has members.",
  ),
  row(
    "Immunization",
    "imm-1",
    "notGiven reaction explanation",
    (immunization) =>
      immunization.notGiven !== true ||
      (!has(immunization, "reaction") &&
        !(isFields(immunization.explanation) && has(immunization.explanation, "reason"))),
    "An immunization that was not given must not have a reaction or a reason why it was given.",
  ),
  row(
    "Immunization",
    "imm-2",
    "notGiven explanation",
    ({ notGiven, explanation }) => notGiven === true || !(isFields(explanation) && has(explanation, "reasonNotGiven")),
    "An immunization that was given must not have a reasonNotGiven.",
  ),
  row(
    "ImmunizationRecommendationRecommendation",
    "imr-1",
    "vaccineCode targetDisease",
    (recommendation) => has(recommendation, "vaccineCode", "targetDisease"),
    "A recommendation must have a vaccineCode or a targetDisease.",
  ),
  row("Linkage", "lnk-1", "item", ({ item }) => items(item).length > 1, "A linkage must have at least two items."),
  row(
    "List",
    "lst-1",
    "emptyReason entry",
    (list) => !has(list, "emptyReason") || !has(list, "entry"),
    "A list with entries must not have an emptyReason.",
  ),
  row(
    "List",
    "lst-2",
    "mode entry",
    ({ mode, entry }) => mode === "changes" || !items(entry).some((each) => has(each, "deleted")),
    "Entries are marked as deleted only in a list of the mode changes.",
  ),
  row(
    "Media",
    "mda-1",
    "height type",
    (media) => !has(media, "height") || media.type !== "audio",
    "Audio has no height.",
  ),
  row("Media", "mda-2", "width type", (media) => !has(media, "width") || media.type !== "audio", "Audio has no width."),
  row(
    "Media",
    "mda-3",
    "frames type",
    (media) => !has(media, "frames") || media.type === "photo",
    "Only a photo has frames.",
  ),
  row(
    "Media",
    "mda-4",
    "duration type",
    (media) => !has(media, "duration") || media.type !== "photo",
    "A photo has no duration.",
  ),
  row(
    "MedicationAdministrationDosage",
    "mad-1",
    "dose rate",
    (dosage) => has(dosage, "dose") || hasChoice(dosage, "rate"),
    "The dosage of a medication administration must have a dose or a rate.",
  ),
  reasonOnlyIf("MedicationAdministration", "mad-2", "reasonNotGiven", "notGiven"),
  row(
    "MedicationAdministration",
    "mad-3",
    "reasonCode notGiven",
    (administration) => !has(administration, "reasonCode") || administration.notGiven !== true,
    "A medication that was not given must not have a reason why it was given.",
  ),
  row(
    "MedicationDispense",
    "mdd-1",
    "whenPrepared whenHandedOver",
    ({ whenPrepared, whenHandedOver }) =>
      typeof whenPrepared !== "string" || typeof whenHandedOver !== "string" || isInOrder(whenPrepared, whenHandedOver),
    "A medication must not be handed over before it is prepared.",
  ),
  onBehalf("MedicationRequestRequester", "mps-1", "Device", "Practitioner"),
  row(
    "MedicationStatement",
    "mst-1",
    "reasonNotTaken taken",
    (statement) => !has(statement, "reasonNotTaken") || statement.taken === "n",
    "reasonNotTaken is only allowed where taken is n.",
  ),
  row(
    "Observation",
    "obs-6",
    "dataAbsentReason value",
    (observation) => !has(observation, "dataAbsentReason") || !hasChoice(observation, "value"),
    "An observation with a value must not have a dataAbsentReason.",
  ),
  row(
    "ObservationReferenceRange",
    "obs-3",
    "low high text",
    (range) => has(range, "low", "high", "text"),
    "A reference range must have a low, a high or a text.",
  ),
  row(
    "ParametersParameter",
    "inv-1",
    "part value resource",
    (parameter) =>
      [has(parameter, "part"), hasChoice(parameter, "value"), has(parameter, "resource")].filter(Boolean).length === 1,
    "A parameter must have exactly one of value, resource and part.",
  ),
  row(
    "RequestGroupAction",
    "rqg-1",
    "resource action",
    (action) => has(action, "resource") !== has(action, "action"),
    "An action must have a resource or actions, and not both.",
  ),
  row(
    "RiskAssessmentPrediction",
    "ras-2",
    "probability",
    ({ probabilityDecimal }) => (toNumber(probabilityDecimal) ?? 0) <= 100,
    "A probability must not be greater than 100.",
  ),
  row(
    "SequenceReferenceSeq",
    "seq-5",
    "chromosome genomeBuild",
    (sequence) => bothOrNeither(sequence, "chromosome", "genomeBuild"),
    "A reference sequence must have both chromosome and genomeBuild, or neither.",
  ),
  row(
    "Task",
    "inv-1",
    "authoredOn lastModified",
    ({ authoredOn, lastModified }) =>
      typeof authoredOn !== "string" || typeof lastModified !== "string" || isInOrder(authoredOn, lastModified),
    "A task must not be last modified before it was authored.",
  ),
];
