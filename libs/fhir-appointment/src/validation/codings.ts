import { isFields } from "../model/fields.js";
import type { Fields } from "../model/fields.js";
import type { Issue } from "../issue.js";
import { isLanguageTag } from "../model/language-tag.js";
import { getPlace } from "../model/place.js";
import type { ModelPlace } from "../model/place.js";
import { rowsOf } from "../model/types.js";
import type { ElementRow } from "../model/types.js";
import { SDS_JOB_ROLE_CODES } from "./sds-job-role-codes.js";
import { violation } from "../issues/violation.js";

const LANGUAGES = "urn:ietf:bcp:47";

const codes = (list: string): ((code: string) => boolean) => {
  const all = new Set(list.split(" "));
  return (code) => all.has(code);
};

/**
 * The code systems that the library contains completely (FHIR 3.0.2 and Care Connect, CodeSystem.content `complete`).
 */
const SYSTEMS: ReadonlyMap<unknown, (code: string) => boolean> = new Map([
  [LANGUAGES, isLanguageTag],
  ["http://hl7.org/fhir/identifier-type", codes("UDI SNO SB PLAC FILL")],
  ["http://hl7.org/fhir/participant-type", codes("translator emergency")],
  [
    "http://hl7.org/fhir/v3/ParticipationType",
    codes(
      "PART _ParticipationAncillary ADM ATND CALLBCK CON DIS ESC REF _ParticipationInformationGenerator AUT INF TRANS ENT WIT CST DIR " +
        "ALY BBY CAT CSM TPA DEV NRD RDV DON EXPAGNT EXPART EXPTRGT EXSRC PRD SBJ SPC IND BEN CAGNT COV GUAR HLD RCT RCV IRCP NOT " +
        "PRCP REFB REFT TRC LOC DST ELOC ORG RML VIA PRF DIST PPRF SPRF RESP VRF AUTHEN LA",
    ),
  ],
  ["https://fhir.hl7.org.uk/STU3/CodeSystem/CareConnect-DeliveryChannel-1", codes("In-person Telephone Video")],
  [
    "https://fhir.hl7.org.uk/STU3/CodeSystem/CareConnect-SDSJobRoleName-1",
    (code: string) => SDS_JOB_ROLE_CODES.has(code),
  ],
]);

/** Reports a code that is not in its code system, if the library contains the whole system. */
export function checkCode({ system, code }: Fields, place: ModelPlace): Issue[] {
  const known = SYSTEMS.get(system);
  if (known === undefined || typeof code !== "string" || known(code)) return [];
  return [
    violation(
      getPlace(place, CODE),
      "code:unknown",
      "code-invalid",
      "The code system of this coding has no such code.",
    ),
  ];
}

const CODE = rowsOf("Coding").byJsonName.get("code") as ElementRow;

/** Concepts whose binding has all-languages as its maximum value set. */
const LANGUAGE_CONCEPTS: ReadonlySet<string> = new Set([
  "ClaimResponseProcessNote.language",
  "DeviceComponent.languageCode",
  "ExplanationOfBenefitProcessNote.language",
  "PatientCommunication.language",
  "Practitioner.communication",
]);

/**
 * Checks a concept that is a language: one of its codings should be a BCP 47 code. HL7's own examples have others, so
 * this is a warning.
 */
export function checkLanguageConcept({ coding }: Fields, place: ModelPlace, owner: string): Issue[] {
  if (!Array.isArray(coding) || !LANGUAGE_CONCEPTS.has(`${owner}.${place.name}`)) return [];
  if (coding.length === 0 || coding.some((each) => isFields(each) && each.system === LANGUAGES)) return [];
  const message = `One of the codings should be a language of the system ${LANGUAGES}.`;
  return [{ ...violation(place, "code:language", "code-invalid", message), severity: "warning" }];
}
