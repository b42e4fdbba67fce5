import type { Fields } from "../model/fields.js";
import type { Issue } from "../issue.js";
import { getRoot } from "../model/place.js";
import { violation } from "../issues/violation.js";
import { Collector } from "../issues/collector.js";
import { careConnectAppointment1 } from "./careconnect-appointment-1.js";
import { checkExtensions } from "./check-extensions.js";
import { checkValues } from "./check-values.js";
import { getOwners } from "./elements-at.js";
import type { Profile, ValueConstraint } from "./profile.js";

/**
 * Checks the requirements of a profile beyond base STU3, which `validateBase` checks. Default profile:
 * CareConnect-Appointment-1. A broken `required` rule is an error, a code outside an extensible binding a warning.
 * Never throws.
 *
 * @example
 * ```ts
 * assert.deepEqual(validateProfile(entry), []);
 * ```
 */
export function validateProfile(
  resource: { readonly resourceType: string },
  profile: Profile = careConnectAppointment1,
): Issue[] {
  const place = getRoot(resource.resourceType);
  if (resource.resourceType !== profile.type)
    return [
      violation(place, `${profile.key}:type`, "structure", `The profile ${profile.url} is for ${profile.type} only.`),
    ];
  const fields = resource as unknown as Fields;
  const root = { type: profile.type, fields, place };
  const resourceItself = { container: undefined, ...root };
  const issues = new Collector();
  checkExtensions(root, profile, issues);
  for (const { constraint, steps, name, rule } of getConstraints(profile))
    for (const owner of getOwners(root, steps))
      issues.addAll(checkValues(owner, name, constraint, rule, resourceItself));
  return issues.issues;
}

interface Located {
  readonly constraint: ValueConstraint;
  /** Steps to the parent of the constrained element. */
  readonly steps: readonly string[];
  readonly name: string;
  readonly rule: string;
}

const located = new WeakMap<Profile, readonly Located[]>();

function getConstraints(profile: Profile): readonly Located[] {
  let constraints = located.get(profile);
  if (constraints === undefined) {
    constraints = profile.elements.map((constraint) => {
      const [, ...steps] = constraint.path.split(".");
      const rule = `${profile.key}:${steps.join(".")}`;
      return { constraint, name: steps.pop() ?? "", steps, rule };
    });
    located.set(profile, constraints);
  }
  return constraints;
}
