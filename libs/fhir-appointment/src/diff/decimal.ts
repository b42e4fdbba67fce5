const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/;

/**
 * True where two decimals, as written, have the same value and the same precision: `1.50` equals `1.50` and `15.0e-1`, not
 * `1.5` (STU3 datatypes.html#decimal: the precision of the decimal value has significance).
 */
export function sameDecimal(before: string, after: string): boolean {
  if (before === after) return true;
  const one = canonical(before);
  return one !== undefined && one === canonical(after);
}

/** Sign, significant digits and the power of ten of the last one. */
function canonical(lexeme: string): string | undefined {
  const match = DECIMAL.exec(lexeme);
  if (match === null) return undefined;
  const [, sign, whole, fraction = "", exponent = "0"] = match;
  const digits = `${whole}${fraction}`.replace(/^0+/, "");
  return `${digits === "" ? "" : sign}${digits}e${Number(exponent) - fraction.length}`;
}
