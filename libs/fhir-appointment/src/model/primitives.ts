import { isNumber, lexemeOf } from "./number-lexeme.js";

/**
 * The lexical rules of the STU3 primitive types (datatypes.html#primitive; patterns as in the XML schema), by type. A
 * grammar takes the value as written and returns true if it belongs to the type.
 */
const GRAMMARS: Record<string, (lexeme: string) => boolean> = {
  boolean: (text) => text === "true" || text === "false",
  integer: (text) => /^-?(?:0|[1-9][0-9]*)$/.test(text) && Number(text) >= -2147483648 && Number(text) <= 2147483647,
  unsignedInt: (text) => /^(?:0|[1-9][0-9]*)$/.test(text) && Number(text) <= 2147483647,
  positiveInt: (text) => /^[1-9][0-9]*$/.test(text) && Number(text) <= 2147483647,
  decimal: (text) => /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?$/.test(text),
  string: isText,
  markdown: isText,
  uri: (text) => /^[!-~]+$/.test(text) || (/^[^\t\n\r ]+$/.test(text) && isXmlText(text)),
  oid: (text) => /^urn:oid:(?:0|[1-9][0-9]*)(?:\.(?:0|[1-9][0-9]*))*$/.test(text),
  id: (text) => /^[A-Za-z0-9.-]{1,64}$/.test(text),
  code: (text) => /^[!-~]+$/.test(text) || (/^[^\t\n\r ]+(?: [^\t\n\r ]+)*$/.test(text) && isXmlText(text)),
  base64Binary: isBase64,
  date: (text) => isDate(text),
  dateTime: (text) => isDate(text) || isInstant(text),
  instant: isInstant,
  time: (text) => /^(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]+)?$/.test(text),
};

/** Descriptions of the form of a value, by type, for messages. */
export const FORMS: Readonly<Record<string, string>> = {
  boolean: "true or false",
  integer: "a whole number of 32 bits",
  unsignedInt: "a whole number from 0 to 2147483647",
  positiveInt: "a whole number from 1 to 2147483647",
  decimal: "a decimal number without exponent",
  string: "text that is not empty and has no control characters",
  markdown: "text that is not empty and has no control characters",
  uri: "a URI without white space",
  oid: "a URI of the form urn:oid:1.2.3",
  id: "1 to 64 letters, digits, '-' or '.'",
  code: "a code without leading, trailing or consecutive white space",
  base64Binary: "base64 with zeros in the unused bits",
  date: "an existing date in the form YYYY, YYYY-MM or YYYY-MM-DD",
  dateTime: "an existing date, or an existing date with time and zone",
  instant: "an existing date with time, seconds and zone",
  time: "a time in the form hh:mm:ss",
};

export type PrimitiveFault = "type" | "empty" | "value" | "too-long";

/** String types. None of them "may exceed 1MB in size" (StructureDefinition string): 1024 * 1024 characters. */
const STRINGS = new Set(["string", "markdown", "code"]);
const LONGEST_STRING = 1024 * 1024;

const NUMERIC = new Set(["integer", "decimal", "unsignedInt", "positiveInt"]);

/** Returns the fault of a value of a primitive type in the JSON shape, if it has one. */
export function primitiveFault(type: string, value: unknown): PrimitiveFault | undefined {
  const grammar = GRAMMARS[type];
  if (grammar === undefined) return "type";
  if (typeof value === "string") {
    if (NUMERIC.has(type) || type === "boolean") return "type";
    if (value === "") return "empty";
    if (value.length > LONGEST_STRING && STRINGS.has(type) && characters(value) > LONGEST_STRING) return "too-long";
    return grammar(value) ? undefined : "value";
  }
  if (typeof value === "boolean") return type === "boolean" ? undefined : "type";
  if (isNumber(value)) return NUMERIC.has(type) ? (grammar(lexemeOf(value)) ? undefined : "value") : "type";
  return "type";
}

// Characters that XML 1.0 does not allow, including lone surrogates. They cannot be written as XML at all.
const NOT_TEXT = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;

// Most texts consist only of these characters, which can be tested quickly.
const PLAIN = /^[ -~]*$/;

function isText(text: string): boolean {
  return text !== "" && isXmlText(text);
}

/** Returns true if XML 1.0 can represent the text. */
export function isXmlText(text: string): boolean {
  return PLAIN.test(text) || !NOT_TEXT.test(text);
}

/** Returns the number of Unicode characters, some of which JavaScript counts twice. */
function characters(text: string): number {
  let count = text.length;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code >= 0xdc00 && code <= 0xdfff) count -= 1;
  }
  return count;
}

/** Checks the lexical space of xs:base64Binary: unused bits of the last character are zero. */
function isBase64(text: string): boolean {
  const packed = /[\t\n\r ]/.test(text) ? text.replace(/[\t\n\r ]+/g, "") : text;
  if (packed.length === 0 || packed.length % 4 !== 0) return false;
  return /^[A-Za-z0-9+/]*(?:[AQgw]==|[AEIMQUYcgkosw048]=)?$/.test(packed);
}

const DATE = /^-?(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/;

function isDate(text: string): boolean {
  const match = DATE.exec(text);
  if (match === null || match[1] === "0000") return false;
  return match[2] === undefined || exists(match[1], match[2], match[3] ?? "01");
}

const INSTANT =
  /^(\d{4})-(\d\d)-(\d\d)T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:Z|[+-](?:(?:0\d|1[0-3]):[0-5]\d|14:00))$/;

function isInstant(text: string): boolean {
  const match = INSTANT.exec(text);
  return match !== null && match[1] !== "0000" && exists(match[1], match[2], match[3]);
}

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function exists(year = "", month = "", day = ""): boolean {
  const y = Number(year);
  const leap = (y % 4 === 0 && y % 100 !== 0) || y % 400 === 0;
  const days = month === "02" && leap ? 29 : (DAYS[Number(month) - 1] ?? 0);
  return Number(day) >= 1 && Number(day) <= days;
}
