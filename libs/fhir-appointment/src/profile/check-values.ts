import { isFields } from "../model/fields.js";
import type { Issue } from "../issue.js";
import { getPlace } from "../model/place.js";
import { violation } from "../issues/violation.js";
import { oneOf, referredType } from "../validation/references.js";
import type { WalkedResource } from "../validation/walk.js";
import { isBound } from "./binding.js";
import { rowsNamed, getValues } from "./elements-at.js";
import type { FoundElement, Owner } from "./elements-at.js";
import type { ValueConstraint } from "./profile.js";

/** Checks the values of one element against a profile. `rule` is the first part of the keys: `[profile]:[path]`. */
export function checkValues(
  owner: Owner,
  name: string,
  constraint: ValueConstraint,
  rule: string,
  resource: WalkedResource,
): readonly Issue[] {
  const found = getValues(owner, name);
  if (found.length === 0 && (constraint.min ?? 0) === 0) return NONE;
  const issues = checkCardinality(owner, name, found, constraint, rule);
  for (const each of found)
    issues.push(
      ...checkType(each, constraint, rule),
      ...checkFixed(each, constraint, rule),
      ...checkTarget(each, constraint, rule, resource),
      ...checkBinding(each, constraint, rule),
    );
  return issues;
}

const NONE: readonly Issue[] = [];

function checkCardinality(
  owner: Owner,
  name: string,
  found: readonly FoundElement[],
  { min = 0, max = Infinity }: ValueConstraint,
  rule: string,
): Issue[] {
  const [row] = rowsNamed(owner.type, name);
  if (row === undefined) return [];
  if (found.length < min)
    return [violation(owner.place, `${rule}.min`, "required", `The profile requires ${name} here.`)];
  const first = found[max];
  if (first === undefined) return [];
  const message =
    max === 0 ? `The profile does not allow ${name} here.` : `The profile allows ${name} at most ${max} times.`;
  return [violation(first.place, `${rule}.max`, "structure", message)];
}

function checkType({ row, place }: FoundElement, { types }: ValueConstraint, rule: string): Issue[] {
  if (types === undefined || types.includes(row.type)) return [];
  return [
    violation(place, `${rule}.type`, "structure", `The profile requires a value of the type ${types.join(" or ")}.`),
  ];
}

function checkFixed({ value, place }: FoundElement, { fixed }: ValueConstraint, rule: string): Issue[] {
  if (fixed === undefined || value === undefined || String(value) === String(fixed)) return [];
  return [violation(place, `${rule}.fixed`, "value", `The profile fixes this value to ${JSON.stringify(fixed)}.`)];
}

function checkTarget(
  { row, value, place }: FoundElement,
  { targets }: ValueConstraint,
  rule: string,
  resource: WalkedResource,
): Issue[] {
  if (targets === undefined || row.type !== "Reference" || !isFields(value)) return [];
  const { reference } = value;
  if (typeof reference !== "string") return [];
  const type = referredType(reference, resource);
  if (type === undefined || targets.includes(type)) return [];
  const [referenceRow] = rowsNamed("Reference", "reference");
  const at = referenceRow === undefined ? place : getPlace(place, referenceRow);
  return [violation(at, `${rule}.target`, "structure", `The profile requires a reference to ${oneOf(targets)}.`)];
}

function checkBinding({ value, place }: FoundElement, { binding }: ValueConstraint, rule: string): Issue[] {
  if (binding === undefined || value == null || isBound(value, binding)) return [];
  const required = binding.strength === "required";
  const issue = violation(
    place,
    `${rule}.binding`,
    "code-invalid",
    required
      ? `The code must come from the value set ${binding.valueSet}.`
      : `The code should come from the value set ${binding.valueSet}, unless none of its codes is suitable.`,
  );
  return [required ? issue : { ...issue, severity: "warning" }];
}
