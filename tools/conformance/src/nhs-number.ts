import { randomInt } from "node:crypto";

/**
 * Numbers from 999 000 0000 to 999 999 9999 are not issued to anyone. The first tenth is reserved for entries that no test searches for.
 */
export const madeUpNhsNumber = (): string => numbered(() => `9990${digits(5)}`);

/** Returns a number that `madeUpNhsNumber` never returns. Another run may have used it. */
export const searchedNhsNumber = (): string => numbered(() => `999${randomInt(1, 10)}${digits(5)}`);

const digits = (length: number): string => String(randomInt(10 ** length)).padStart(length, "0");

/** Returns nine digits and the modulus 11 check digit. */
function numbered(nine: () => string): string {
  for (;;) {
    const first = nine();
    const check = checkDigit(first);
    if (check !== 10) return `${first}${check}`;
  }
}

/** Returns the same number with a wrong check digit. */
export const miscounted = (nhsNumber: string): string =>
  nhsNumber.slice(0, 9) + String((Number(nhsNumber[9]) + 1) % 10);

/** A deliberate copy of the rule: the kit is a black-box test and must not share a fault with the registry. */
function checkDigit(nine: string): number {
  const sum = [...nine].reduce((total, digit, index) => total + Number(digit) * (10 - index), 0);
  return (11 - (sum % 11)) % 11;
}
