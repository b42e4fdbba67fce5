import { randomInt } from "node:crypto";

/** A number of the range 999 000 0000 to 999 999 9999, which is issued to nobody, with its modulus 11 check digit. */
export function madeUpNhsNumber(): string {
  for (;;) {
    const digits = `999${String(randomInt(1_000_000)).padStart(6, "0")}`;
    const check = checkDigit(digits);
    if (check !== 10) return `${digits}${check}`;
  }
}

/** The same number with a check digit that is wrong. */
export const miscounted = (nhsNumber: string): string =>
  nhsNumber.slice(0, 9) + String((Number(nhsNumber[9]) + 1) % 10);

function checkDigit(nine: string): number {
  const sum = [...nine].reduce((total, digit, index) => total + Number(digit) * (10 - index), 0);
  return (11 - (sum % 11)) % 11;
}
