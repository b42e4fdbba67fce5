import type { Fields } from "../model/fields.js";
import type { Issue } from "../issue.js";
import { rootOf } from "../model/place.js";
import { broken } from "../validation/broken.js";
import { careConnectAppointment1 } from "./careconnect-appointment-1.js";
import { checkExtensions } from "./check-extensions.js";
import { checkValues } from "./check-values.js";
import { ownersOf } from "./elements-at.js";
import type { Profile } from "./profile.js";

/**
 * What a profile demands beyond base STU3, which `validateBase` checks. Without `profile`: CareConnect-Appointment-1. A broken
 * `required` rule is an error, a code outside an extensible binding a warning. Never throws.
 */
export function validateProfile(
  resource: { readonly resourceType: string },
  profile: Profile = careConnectAppointment1,
): Issue[] {
  const place = rootOf(resource.resourceType);
  if (resource.resourceType !== profile.type)
    return [
      broken(place, `${profile.key}:type`, "structure", `The profile ${profile.url} is for ${profile.type} only.`),
    ];
  const fields = resource as unknown as Fields;
  const root = { type: profile.type, fields, place };
  const resourceItself = { ...root, container: undefined };
  const issues = checkExtensions(root, profile);
  for (const constraint of profile.elements) {
    const [, ...steps] = constraint.path.split(".");
    const name = steps.pop() ?? "";
    const rule = `${profile.key}:${[...steps, name].join(".")}`;
    for (const owner of ownersOf(root, steps))
      for (const issue of checkValues(owner, name, constraint, rule, resourceItself)) issues.push(issue);
  }
  return issues;
}
