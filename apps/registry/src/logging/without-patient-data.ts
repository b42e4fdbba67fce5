import { isValidNhsNumber } from "@appointment-registry/fhir-appointment";

const UUIDS = /([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})/i;
const MAY_HOLD_NHS_NUMBER = /\d{3}[ -]?\d{3}[ -]?\d{4}/;
const TEN_DIGITS = /(?<!\d)\d{3}[ -]?\d{3}[ -]?\d{4}(?!\d)/g;
/** What identifiers are made of: request ids, ASIDs, trace ids, client ids, interaction ids, FHIR ids. */
const IDENTIFIER = /^[A-Za-z0-9._:/@|~+=-]{1,200}$/;
const WITHHELD = "[withheld]";

/**
 * Text that a caller chose, made fit for log and audit: anything that is not shaped like an identifier is replaced as a whole,
 * and so is whatever could be an NHS number. UUIDs are left alone: some hold ten digits that pass the check by chance.
 */
export function withoutPatientData(text: string): string {
  if (!IDENTIFIER.test(text)) return WITHHELD;
  if (!MAY_HOLD_NHS_NUMBER.test(text)) return text;
  return text
    .split(UUIDS)
    .map((part, index) => (index % 2 === 1 ? part : part.replace(TEN_DIGITS, withheldIfNhsNumber)))
    .join("");
}

/** For what machines make and people do not (ASIDs, trace ids, URNs): a word without a digit or a colon may be a name. */
export function machineIdentifier(text: string): string {
  return /[\d:]/.test(text) ? withoutPatientData(text) : WITHHELD;
}

function withheldIfNhsNumber(digits: string): string {
  return isValidNhsNumber(digits.replace(/\D/g, "")) ? WITHHELD : digits;
}
