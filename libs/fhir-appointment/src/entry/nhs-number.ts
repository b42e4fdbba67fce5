/**
 * Returns true for ten digits of which the last is the modulus 11 check digit of the other nine (NHS Data Dictionary,
 * NHS NUMBER). Spaces and hyphens are for display only and make the number invalid here.
 *
 * @example
 * ```ts
 * assert.equal(isValidNhsNumber("9434765919"), true);
 * ```
 */
export function isValidNhsNumber(value: string): boolean {
  if (!/^[0-9]{10}$/.test(value)) return false;
  let sum = 0;
  for (let i = 0; i < 9; i++) sum += (value.charCodeAt(i) - ZERO) * (10 - i);
  const check = 11 - (sum % 11);
  return check !== 10 && (check === 11 ? 0 : check) === value.charCodeAt(9) - ZERO;
}

const ZERO = "0".charCodeAt(0);
