import { isFields } from "../diff/equality.js";
import type { Fields } from "../diff/equality.js";
import { has, hasChoice, numberOf } from "./invariant.js";
import type { Invariant } from "./invariant.js";
import { isInOrder } from "./period.js";

const UCUM = "http://unitsofmeasure.org";

const codeWithValue = ({ code, value }: Fields) => code !== undefined || value === undefined;
const systemIs = ({ system }: Fields, expected: string) => system === undefined || system === expected;
const notNegative = (value: unknown) => (numberOf(value) ?? 0) >= 0;
const needs = (element: Fields, name: string, other: string) => !has(element, name) || has(element, other);
const withoutComparator = (quantity: unknown) => !isFields(quantity) || quantity.comparator === undefined;

/** What STU3 3.0.2 states on its data types. */
export const INVARIANTS_OF_TYPES: readonly Invariant[] = [
  {
    key: "ext-1",
    type: "Extension",
    holds: (extension) => (extension.extension !== undefined) !== hasChoice(extension, "value"),
    message: "An extension must have either a value or extensions of its own, and not both.",
  },
  {
    key: "per-1",
    type: "Period",
    holds: ({ start, end }) => typeof start !== "string" || typeof end !== "string" || isInOrder(start, end),
    message: "The start of a period must not be after its end.",
  },
  {
    key: "att-1",
    type: "Attachment",
    holds: (attachment) => needs(attachment, "data", "contentType"),
    message: "An attachment with data must have a contentType.",
  },
  {
    key: "cpt-2",
    type: "ContactPoint",
    holds: (contact) => needs(contact, "value", "system"),
    message: "A contact point with a value must have a system.",
  },
  {
    key: "qty-3",
    type: "Quantity",
    holds: (quantity) => needs(quantity, "code", "system"),
    message: "A quantity with a code for its unit must have the system of the code.",
  },
  {
    key: "age-1",
    type: "Age",
    holds: (age) => codeWithValue(age) && systemIs(age, UCUM) && (numberOf(age.value) ?? 1) > 0,
    message: "An age must have a positive value with a UCUM code for a unit of time.",
  },
  {
    key: "cnt-3",
    type: "Count",
    holds: (count) =>
      codeWithValue(count) &&
      systemIs(count, UCUM) &&
      (count.code === undefined || count.code === "1") &&
      !String(count.value).includes("."),
    message: "A count must be a whole number with the UCUM code `1`.",
  },
  {
    key: "dis-1",
    type: "Distance",
    holds: (distance) => codeWithValue(distance) && systemIs(distance, UCUM),
    message: "A distance must have a UCUM code for a unit of length.",
  },
  {
    key: "drt-1",
    type: "Duration",
    holds: ({ code, system, value }) => code === undefined || (system === UCUM && value !== undefined),
    message: "A duration with a code must have a value, and UCUM as its system.",
  },
  {
    key: "mny-1",
    type: "Money",
    holds: (money) => codeWithValue(money) && systemIs(money, "urn:iso:std:iso:4217"),
    message: "An amount of money must have a currency code of the system urn:iso:std:iso:4217.",
  },
  {
    key: "rng-2",
    type: "Range",
    holds: ({ low, high }) =>
      !isFields(low) ||
      !isFields(high) ||
      low.code !== high.code ||
      (numberOf(low.value) ?? -Infinity) <= (numberOf(high.value) ?? Infinity),
    message: "The low of a range must not be greater than its high.",
  },
  {
    key: "sqty-1",
    type: "Range",
    holds: ({ low, high }) => withoutComparator(low) && withoutComparator(high),
    message: "The low and the high of a range must not have a comparator.",
  },
  {
    key: "sqty-1",
    type: "SampledData",
    holds: ({ origin }) => withoutComparator(origin),
    message: "The origin of sampled data must not have a comparator.",
  },
  {
    key: "rat-1",
    type: "Ratio",
    holds: (ratio) => has(ratio, "numerator") === has(ratio, "denominator") && has(ratio, "numerator", "extension"),
    message: "A ratio must have both numerator and denominator, or neither and an extension.",
  },
  {
    key: "txt-2",
    type: "Narrative",
    holds: ({ div }) => typeof div !== "string" || /<img\b/.test(div) || /[^\s\u00a0]/.test(withoutMarkup(div)),
    message: "A narrative must have some text or an image.",
  },
  {
    key: "tim-1",
    type: "TimingRepeat",
    holds: (repeat) => needs(repeat, "duration", "durationUnit"),
    message: "A timing with a duration must have a durationUnit.",
  },
  {
    key: "tim-2",
    type: "TimingRepeat",
    holds: (repeat) => needs(repeat, "period", "periodUnit"),
    message: "A timing with a period must have a periodUnit.",
  },
  {
    key: "tim-4",
    type: "TimingRepeat",
    holds: ({ duration }) => notNegative(duration),
    message: "The duration of a timing must not be negative.",
  },
  {
    key: "tim-5",
    type: "TimingRepeat",
    holds: ({ period }) => notNegative(period),
    message: "The period of a timing must not be negative.",
  },
  {
    key: "tim-6",
    type: "TimingRepeat",
    holds: (repeat) => needs(repeat, "periodMax", "period"),
    message: "A timing with a periodMax must have a period.",
  },
  {
    key: "tim-7",
    type: "TimingRepeat",
    holds: (repeat) => needs(repeat, "durationMax", "duration"),
    message: "A timing with a durationMax must have a duration.",
  },
  {
    key: "tim-8",
    type: "TimingRepeat",
    holds: (repeat) => needs(repeat, "countMax", "count"),
    message: "A timing with a countMax must have a count.",
  },
  {
    key: "tim-9",
    type: "TimingRepeat",
    holds: (repeat) =>
      !has(repeat, "offset") ||
      (Array.isArray(repeat.when) && !repeat.when.some((when) => ["C", "CM", "CD", "CV"].includes(when as string))),
    message: "A timing with an offset must have a when, and not C, CM, CD or CV.",
  },
  {
    key: "tim-10",
    type: "TimingRepeat",
    holds: (repeat) => !has(repeat, "timeOfDay") || !has(repeat, "when"),
    message: "A timing must not have both a timeOfDay and a when.",
  },
];

/** Comments and tags removed; white space written as an entity or a character reference is white space. */
function withoutMarkup(div: string): string {
  return div
    .replace(/<!--[\s\S]*?-->/g, "")
    .replace(/<[^>]*>/g, "")
    .replace(/&(?:nbsp|#160|#xa0|#x20|#32|#9|#10|#13|#x9|#xa|#xd);/gi, " ");
}
