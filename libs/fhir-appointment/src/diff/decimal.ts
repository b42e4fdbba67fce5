const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d{1,15}))?$/;

/**
 * Returns one text for all spellings of a decimal with the same value and the same precision: `1.50` and `15.0e-1`, but
 * not `1.5` (STU3 datatypes.html#decimal: the precision of the decimal value has significance). Returns `undefined` for
 * anything else.
 */
export function canonicalDecimal(lexeme: string): string | undefined {
  const match = DECIMAL.exec(lexeme);
  if (match === null) return undefined;
  const [, sign, whole, fraction = "", exponent = "0"] = match;
  const digits = `${whole}${fraction}`.replace(/^0+/, "");
  return `${digits === "" ? "" : sign}${digits}e${Number(exponent) - fraction.length}`;
}
