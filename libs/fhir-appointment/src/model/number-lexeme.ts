/**
 * A number whose JavaScript value does not say how it was written: `1.50`, forty digits, `-0`. Behaves as the nearest
 * number in arithmetic and keeps the lexeme, which is what FHIR calls its precision (STU3 datatypes.html#decimal).
 *
 * @example
 * ```ts
 * assert.equal(Number(new NumberLexeme("1.50")) + 1, 2.5);
 * ```
 */
export class NumberLexeme extends Number {
  constructor(readonly lexeme: string) {
    super(lexeme);
  }
  override toString(): string {
    return this.lexeme;
  }
}

const JSON_NUMBER = /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?$/;

/** The number that a JSON or XML lexeme stands for, or `undefined` if it is none by the grammar of JSON. */
export function toNumber(lexeme: string): number | NumberLexeme | undefined {
  if (!JSON_NUMBER.test(lexeme)) return undefined;
  const value = Number(lexeme);
  return String(value) === lexeme ? value : new NumberLexeme(lexeme);
}

/**
 * How a number is written in JSON and in XML.
 *
 * @example
 * ```ts
 * assert.equal(lexemeOf(new NumberLexeme("1.50")), "1.50");
 * ```
 */
export function lexemeOf(value: number | NumberLexeme): string {
  return value instanceof NumberLexeme ? value.lexeme : String(value);
}

export function isNumber(value: unknown): value is number | NumberLexeme {
  return typeof value === "number" || value instanceof NumberLexeme;
}
