import type { Fields } from "../diff/equality.js";
import type { Issue } from "../issue.js";
import type { ModelPlace } from "../model/place.js";
import { broken } from "../validation/broken.js";
import type { Contained } from "../validation/references.js";
import { walk } from "../validation/walk.js";
import { checkValues } from "./check-values.js";
import type { Owner } from "./elements-at.js";
import type { ExtensionSlice, Profile } from "./profile.js";

/** Holds the extensions that a profile knows to what it says of them, wherever in the resource they stand. */
export function checkExtensions(resource: Owner, profile: Profile, contained: Contained): Issue[] {
  const issues: Issue[] = [];
  const byUrl = slicesOf(profile);
  const counts = new Map<ExtensionSlice, number>();
  walk(resource.type, resource.fields, resource.place, "", (type, fields, place, owner) => {
    const slice = type === "Extension" ? byUrl.get(fields.url) : undefined;
    if (slice === undefined) return;
    const rule = ruleOf(profile, slice);
    const ofResource = place.parent === resource.place && place.name === "extension";
    if (!ofResource && !slice.context.includes(owner)) {
      issues.push(
        broken(place, `${rule}.context`, "extension", `This extension is only for ${slice.context.join(" and ")}.`),
      );
      return;
    }
    const count = (counts.get(slice) ?? 0) + 1;
    if (ofResource) counts.set(slice, count);
    if (ofResource && count === slice.max + 1)
      issues.push(broken(place, `${rule}.max`, "structure", `The profile allows this extension ${atMost(slice.max)}.`));
    issues.push(...checkSlice(fields, place, slice, rule, contained));
  });
  for (const slice of profile.extensions)
    if ((counts.get(slice) ?? 0) < slice.min)
      issues.push(
        broken(
          resource.place,
          `${ruleOf(profile, slice)}.min`,
          "required",
          `The profile requires the extension ${slice.url}.`,
        ),
      );
  return issues;
}

function checkSlice(fields: Fields, place: ModelPlace, { value }: ExtensionSlice, rule: string, contained: Contained) {
  return checkValues({ type: "Extension", fields, place }, "value", value, `${rule}.value`, contained);
}

const compiled = new WeakMap<Profile, ReadonlyMap<unknown, ExtensionSlice>>();

function slicesOf(profile: Profile): ReadonlyMap<unknown, ExtensionSlice> {
  let slices = compiled.get(profile);
  if (slices === undefined)
    compiled.set(profile, (slices = new Map(profile.extensions.map((each) => [each.url, each]))));
  return slices;
}

const ruleOf = (profile: Profile, { slice }: ExtensionSlice) => `${profile.key}:extension.${slice}`;
const atMost = (count: number) => (count === 0 ? "nowhere" : count === 1 ? "at most once" : `at most ${count} times`);
