import { isFields } from "../model/fields.js";
import type { Fields } from "../model/fields.js";
import { has, hasChoice, toNumber, row } from "./invariant.js";
import type { Invariant } from "./invariant.js";
import { isInOrder } from "./period.js";

const UCUM = "http://unitsofmeasure.org";

const codeWithValue = (quantity: Fields) => has(quantity, "code") || !has(quantity, "value");
const systemIs = (quantity: Fields, expected: string) => !has(quantity, "system") || quantity.system === expected;
const notNegative = (value: unknown) => (toNumber(value) ?? 0) >= 0;
const withoutComparator = (quantity: unknown) => !isFields(quantity) || !has(quantity, "comparator");

/** Requires one child if another is present. */
const needs = (type: string, key: string, name: string, other: string, message: string) =>
  row(type, key, `${name} ${other}`, (element) => !has(element, name) || has(element, other), message);

/** StructureDefinition SampledData.data: decimals, E, U or L with single spaces between (fhir-base.xsd, SampledDataDataType). */
const SAMPLE = String.raw`(?:-?(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)|[EUL])`;
const SAMPLES = new RegExp(`^${SAMPLE}(?: ${SAMPLE})*$`);

/** The STU3 3.0.2 invariants of the data types. */
export const INVARIANTS_OF_TYPES: readonly Invariant[] = [
  row(
    "Extension",
    "ext-1",
    "extension value",
    (extension) => has(extension, "extension") !== hasChoice(extension, "value"),
    "An extension must have either a value or extensions of its own, and not both.",
  ),
  row(
    "Period",
    "per-1",
    "start end",
    ({ start, end }) => typeof start !== "string" || typeof end !== "string" || isInOrder(start, end),
    "The start of a period must not be after its end.",
  ),
  needs("Attachment", "att-1", "data", "contentType", "An attachment with data must have a contentType."),
  needs("ContactPoint", "cpt-2", "value", "system", "A contact point with a value must have a system."),
  needs("Quantity", "qty-3", "code", "system", "A quantity with a code for its unit must have the system of the code."),
  row(
    "Age",
    "age-1",
    "code value system",
    (age) => codeWithValue(age) && systemIs(age, UCUM) && (toNumber(age.value) ?? 1) > 0,
    "An age must have a positive value with a UCUM code for a unit of time.",
  ),
  row(
    "Count",
    "cnt-3",
    "code value system",
    (count) =>
      codeWithValue(count) &&
      systemIs(count, UCUM) &&
      (!has(count, "code") || count.code === "1") &&
      !String(count.value).includes("."),
    "A count must be a whole number with the UCUM code `1`.",
  ),
  row(
    "Distance",
    "dis-1",
    "code value system",
    (distance) => codeWithValue(distance) && systemIs(distance, UCUM),
    "A distance must have a UCUM code for a unit of length.",
  ),
  row(
    "Duration",
    "drt-1",
    "code value system",
    (duration) => !has(duration, "code") || (duration.system === UCUM && has(duration, "value")),
    "A duration with a code must have a value, and UCUM as its system.",
  ),
  row(
    "Money",
    "mny-1",
    "code value system",
    (money) => codeWithValue(money) && systemIs(money, "urn:iso:std:iso:4217"),
    "An amount of money must have a currency code of the system urn:iso:std:iso:4217.",
  ),
  row(
    "Range",
    "rng-2",
    "low high low.value high.value low.code high.code",
    ({ low, high }) =>
      !isFields(low) ||
      !isFields(high) ||
      low.code !== high.code ||
      (toNumber(low.value) ?? -Infinity) <= (toNumber(high.value) ?? Infinity),
    "The low of a range must not be greater than its high.",
  ),
  row(
    "Range",
    "sqty-1",
    "low high low.comparator high.comparator",
    ({ low, high }) => withoutComparator(low) && withoutComparator(high),
    "The low and the high of a range must not have a comparator.",
  ),
  row(
    "SampledData",
    "sqty-1",
    "origin origin.comparator",
    ({ origin }) => withoutComparator(origin),
    "The origin of sampled data must not have a comparator.",
  ),
  row(
    "SampledData",
    "sampled-data:data",
    "data",
    ({ data }) => typeof data !== "string" || SAMPLES.test(data),
    "The data must be decimal numbers, E, U or L with single spaces between.",
  ),
  row(
    "Ratio",
    "rat-1",
    "numerator denominator extension",
    (ratio) => has(ratio, "numerator") === has(ratio, "denominator") && has(ratio, "numerator", "extension"),
    "A ratio must have both numerator and denominator, or neither and an extension.",
  ),
  needs("TimingRepeat", "tim-1", "duration", "durationUnit", "A timing with a duration must have a durationUnit."),
  needs("TimingRepeat", "tim-2", "period", "periodUnit", "A timing with a period must have a periodUnit."),
  row(
    "TimingRepeat",
    "tim-4",
    "duration",
    ({ duration }) => notNegative(duration),
    "The duration of a timing must not be negative.",
  ),
  row(
    "TimingRepeat",
    "tim-5",
    "period",
    ({ period }) => notNegative(period),
    "The period of a timing must not be negative.",
  ),
  needs("TimingRepeat", "tim-6", "periodMax", "period", "A timing with a periodMax must have a period."),
  needs("TimingRepeat", "tim-7", "durationMax", "duration", "A timing with a durationMax must have a duration."),
  needs("TimingRepeat", "tim-8", "countMax", "count", "A timing with a countMax must have a count."),
  row(
    "TimingRepeat",
    "tim-9",
    "offset when",
    (repeat) =>
      !has(repeat, "offset") ||
      (has(repeat, "when") &&
        !(Array.isArray(repeat.when) && repeat.when.some((when) => ["C", "CM", "CD", "CV"].includes(when as string)))),
    "A timing with an offset must have a when, and not C, CM, CD or CV.",
  ),
  row(
    "TimingRepeat",
    "tim-10",
    "timeOfDay when",
    (repeat) => !has(repeat, "timeOfDay") || !has(repeat, "when"),
    "A timing must not have both a timeOfDay and a when.",
  ),
];
