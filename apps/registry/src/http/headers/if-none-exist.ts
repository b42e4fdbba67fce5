import { RegistryError } from "../../errors.js";
import type { BusinessIdentifier } from "../../store/store.js";

/**
 * The identifier a conditional create asks for (STU3 http.html, 2.21.0.8.1): `identifier=system|value`, where the part before
 * `identifier` that makes it a URL may be there as well.
 * @throws RegistryError `header-invalid`
 */
export function parseIfNoneExist(field: string | undefined): BusinessIdentifier | undefined {
  if (field === undefined) return undefined;
  const query = new URLSearchParams(field.trim().replace(/^(?:[^?=]*\/)?(?:Appointment)?\?/, ""));
  // HAPI's client adds the format of its answers here too; it says nothing of what is looked for.
  const parameters = [...query].filter(([name]) => name !== "_format" && name !== "_pretty");
  const [name, value = ""] = parameters[0] ?? [];
  const bar = value.indexOf("|");
  if (parameters.length !== 1 || name !== "identifier" || bar === -1 || bar === value.length - 1) {
    throw new RegistryError("header-invalid", { message: "If-None-Exist is not of the form identifier=system|value." });
  }
  // In a search token no system is written as nothing before the bar; a space can only have been a plus.
  const system = value.slice(0, bar).replaceAll(" ", "+");
  const text = value.slice(bar + 1).replaceAll(" ", "+");
  return system === "" ? { value: text } : { system, value: text };
}

/** The inverse of `parseIfNoneExist`. */
export function formatIfNoneExist({ system = "", value }: BusinessIdentifier): string {
  return `identifier=${encodeURIComponent(`${system}|${value}`)}`;
}
