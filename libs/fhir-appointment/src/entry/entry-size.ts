import type { Issue, IssueType } from "../issue.js";
import { isNumber, lexemeOf } from "../model/number-lexeme.js";
import { placeAt } from "../model/place-at.js";
import { violation } from "../issues/violation.js";
import { writtenSize } from "../write-resource.js";

/**
 * Limits of an entry of the registry. An Appointment with only the required elements needs less than a tenth of them.
 */
export const ENTRY_LIMITS = {
  /** Bytes of UTF-8 without indentation, in the format in which the entry is larger. */
  size: 64 * 1024,
  /** Objects and values, including ids and urls. */
  elements: 2_000,
  /** Nesting depth of elements; the Appointment has depth 1. */
  nesting: 16,
  /** Length of one value, in UTF-16 code units. */
  stringLength: 16 * 1024,
  /** Digits after the decimal point of a second or a number. */
  fractionDigits: 18,
} as const;

const { size, elements, nesting, stringLength, fractionDigits } = ENTRY_LIMITS;

/** The rules on the size of an entry, by key. Each text is the message of the issue for a violation. */
export const ENTRY_SIZE_RULES = {
  "registry:entry-size": `An entry must have at most ${size} bytes, written as JSON and as XML.`,
  "registry:entry-elements": `An entry must have at most ${elements} elements.`,
  "registry:entry-nesting": `The elements of an entry must be nested at most ${nesting} deep.`,
  "registry:string-length": `A value of an entry must have at most ${stringLength} characters.`,
  "registry:fraction-digits": `A time or number of an entry must have at most ${fractionDigits} digits after its point.`,
} as const;

type Rule = keyof typeof ENTRY_SIZE_RULES;
type Step = string | number;

const FRACTION_OF_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.(\d+)/;
const FRACTION_OF_NUMBER = /^-?\d*\.(\d+)/;

/**
 * Checks only whether an Appointment is too large for an entry of the registry. Returns the first fault of each kind.
 * The size is checked only if everything else is within its limits, because writing costs most.
 * @param mostBytes a limit lower than `ENTRY_LIMITS.size`
 *
 * @example
 * ```ts
 * assert.deepEqual(checkEntrySize(entry), []);
 * assert.equal(checkEntrySize(entry, 100)[0]?.rule, "registry:entry-size");
 * ```
 */
export function checkEntrySize(appointment: { readonly resourceType?: string }, mostBytes: number = size): Issue[] {
  const found = new Map<Rule, readonly Step[]>();
  const note = (rule: Rule, steps: readonly Step[]): void => void (found.has(rule) || found.set(rule, [...steps]));
  const steps: Step[] = [];
  let count = 0;
  let units = 0;

  /** @returns true to continue */
  function visit(value: unknown, depth: number): boolean {
    if (Array.isArray(value)) {
      // An array's members are elements; the array itself is not.
      return value.every((each, index) => enter(index, each, depth));
    }
    if (++count > elements) note("registry:entry-elements", []);
    if (count > elements) return false;
    if (typeof value === "string") {
      units += value.length;
      if (value.length > stringLength) note("registry:string-length", steps);
      else if ((FRACTION_OF_TIME.exec(value)?.[1]?.length ?? 0) > fractionDigits)
        note("registry:fraction-digits", steps);
    } else if (isNumber(value)) {
      if ((FRACTION_OF_NUMBER.exec(lexemeOf(value))?.[1]?.length ?? 0) > fractionDigits)
        note("registry:fraction-digits", steps);
    } else if (typeof value === "object" && value !== null) {
      if (depth > nesting) {
        note("registry:entry-nesting", steps.slice(0, nesting));
        return false;
      }
      return Object.entries(value).every(([name, each]) => each === undefined || enter(name, each, depth + 1));
    }
    return true;
  }

  function enter(step: Step, value: unknown, depth: number): boolean {
    steps.push(step);
    const goesOn = visit(value, depth);
    steps.pop();
    return goesOn;
  }

  visit(appointment, 1);
  if (found.size === 0 && mayExceed(count, units, mostBytes) && getSize(appointment) > mostBytes)
    note("registry:entry-size", []);
  return [...found].map(([rule, at]) => faultAt(appointment, rule, at));
}

/**
 * Returns true if this many elements with this many characters may exceed the limit in bytes. XML markup and escapes
 * are the largest possible overhead.
 */
function mayExceed(count: number, units: number, bytes: number): boolean {
  return count * BYTES_OF_MARKUP + units * BYTES_OF_CHARACTER > bytes;
}
const BYTES_OF_MARKUP = 160;
const BYTES_OF_CHARACTER = 6;

function getSize(appointment: { readonly resourceType?: string }): number {
  try {
    return writtenSize(appointment, true);
  } catch (error) {
    // Its structure cannot be written, which is a different fault.
    if (error instanceof TypeError) return 0;
    throw error;
  }
}

const CODES: Readonly<Record<Rule, IssueType>> = {
  "registry:entry-size": "too-long",
  "registry:entry-elements": "too-costly",
  "registry:entry-nesting": "too-costly",
  "registry:string-length": "too-long",
  "registry:fraction-digits": "value",
};

function faultAt(appointment: object, rule: Rule, steps: readonly Step[]): Issue {
  const place = placeAt({ ...appointment, resourceType: "Appointment" }, steps);
  return { ...violation(place, rule, CODES[rule], ENTRY_SIZE_RULES[rule]), spineCode: "FHIR_CONSTRAINT_VIOLATION" };
}
