const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const TEN_DIGITS = /(?<!\d)\d{3}[ -]?\d{3}[ -]?\d{4}(?!\d)/g;
/** What identifiers are made of: request ids, ASIDs, trace ids, client ids, interaction ids, FHIR ids. */
const IDENTIFIER = /^[A-Za-z0-9._:/@|~+=-]{1,200}$/;

/**
 * Text that a caller chose, made fit for log and audit: anything that is not shaped like an identifier is replaced as a whole,
 * and so is whatever could be an NHS number. The result is printable ASCII of at most 200 characters.
 */
export function withoutPatientData(text: string): string {
  if (UUID.test(text)) return text;
  if (!IDENTIFIER.test(text)) return "[withheld]";
  return text.replace(TEN_DIGITS, (digits) => (passesModulus11(digits) ? "[withheld]" : digits));
}

/** NHS Data Dictionary, NHS NUMBER: weights 10 to 2, check digit 11 minus the remainder. */
function passesModulus11(text: string): boolean {
  const digits = text.replace(/\D/g, "");
  let sum = 0;
  for (let index = 0; index < 9; index++) sum += Number(digits[index]) * (10 - index);
  const check = (11 - (sum % 11)) % 11;
  return check === Number(digits[9]);
}
