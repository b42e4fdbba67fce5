import type { Issue } from "../issue.js";
import type { ModelPlace } from "../model/place.js";
import { violation } from "../issues/violation.js";
import type { Collector } from "../issues/collector.js";
import { walk } from "../validation/walk.js";
import { checkValues } from "./check-values.js";
import type { Owner } from "./elements-at.js";
import type { ExtensionSlice, Profile } from "./profile.js";

/** Checks the extensions that a profile defines, wherever in the resource they are. */
export function checkExtensions(resource: Owner, profile: Profile, issues: Collector): void {
  const byUrl = getSlices(profile);
  const counts = new Map<ExtensionSlice, number>();
  walk(resource.type, resource.fields, resource.place, (type, fields, place, owner, within) => {
    const slice = type === "Extension" ? byUrl.get(fields.url) : undefined;
    if (slice === undefined) return;
    const rule = getRule(profile, slice);
    const misplaced = checkPlace(slice, resource, place, owner, rule);
    if (misplaced !== undefined) {
      issues.add(misplaced);
      return;
    }
    if (place.parent === resource.place) {
      const count = (counts.get(slice) ?? 0) + 1;
      counts.set(slice, count);
      if (count === slice.max + 1) {
        const message = `The profile allows this extension ${atMost(slice.max)}.`;
        issues.add(violation(place, `${rule}.max`, "structure", message));
      }
    }
    const self = { type: "Extension", fields, place };
    issues.addAll(checkValues(self, "value", slice.value, `${rule}.value`, within));
  });
  for (const slice of profile.extensions)
    if ((counts.get(slice) ?? 0) < slice.min) {
      const message = `The profile requires the extension ${slice.url}.`;
      issues.add(violation(resource.place, `${getRule(profile, slice)}.min`, "required", message));
    }
}

/**
 * Checks the place of an extension (STU3 extensibility.html). Its definition determines whether it is a modifier and in
 * which context it is allowed.
 */
function checkPlace(
  { modifier = false, context }: ExtensionSlice,
  resource: Owner,
  place: ModelPlace,
  owner: string,
  rule: string,
): Issue | undefined {
  const isModifier = place.name === "modifierExtension";
  if (isModifier !== modifier) {
    const message = isModifier
      ? "This extension is not a modifier: it must not be a modifierExtension."
      : "This extension is a modifier: it must be a modifierExtension.";
    return violation(place, `${rule}.modifier`, "extension", message);
  }
  if (place.parent === resource.place || context.includes(owner)) return undefined;
  return violation(place, `${rule}.context`, "extension", `This extension is only for ${context.join(" and ")}.`);
}

const compiled = new WeakMap<Profile, ReadonlyMap<unknown, ExtensionSlice>>();

function getSlices(profile: Profile): ReadonlyMap<unknown, ExtensionSlice> {
  let slices = compiled.get(profile);
  if (slices === undefined)
    compiled.set(profile, (slices = new Map(profile.extensions.map((each) => [each.url, each]))));
  return slices;
}

const getRule = (profile: Profile, { slice }: ExtensionSlice) => `${profile.key}:extension.${slice}`;
const atMost = (count: number) => (count === 0 ? "nowhere" : count === 1 ? "at most once" : `at most ${count} times`);
