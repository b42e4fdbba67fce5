/**
 * A number whose JavaScript value does not preserve its spelling: `1.50`, forty digits, `-0`. It behaves as the nearest
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

/**
 * Returns the number of a JSON or XML lexeme, or `undefined` if the lexeme does not match the grammar of JSON numbers.
 */
export function toNumber(lexeme: string): number | NumberLexeme | undefined {
  if (!JSON_NUMBER.test(lexeme)) return undefined;
  const value = Number(lexeme);
  return String(value) === lexeme ? value : new NumberLexeme(lexeme);
}

/**
 * Returns the spelling of a number in JSON and XML.
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
