import type { SearchToken } from "@appointment-registry/registry-contract";
import { decodeSearchToken, formatSearchToken } from "@appointment-registry/registry-contract";
import { RegistryError } from "../../errors.js";
import type { BusinessIdentifier } from "../../store/store.js";

/**
 * Parses the identifier of a conditional create (STU3 http.html, 2.21.0.8.1): `identifier=system|value`. The part before `identifier` that
 * makes it a URL is optional.
 * @throws RegistryError `header-invalid`
 */
export function parseIfNoneExist(field: string | undefined): BusinessIdentifier | undefined {
  if (field === undefined) return undefined;
  // A question mark after the first equals sign is part of the value.
  const [, path = "", query = ""] = /^(?:([^?=]*)\?)?(.*)$/s.exec(field.trim()) ?? [];
  // HAPI's client also adds the format of its responses here; it does not select anything.
  const parameters = query.split("&").filter((each) => !/^_(?:format|pretty)=/.test(each));
  const [parameter = ""] = parameters;
  const isCondition = parameters.length === 1 && /^(?:.*\/)?(?:Appointment)?$/.test(path);
  const token = isCondition ? getToken(parameter) : undefined;
  if (token === undefined || "anySystem" in token) {
    throw new RegistryError("header-invalid", { message: "If-None-Exist is not of the form identifier=system|value." });
  }
  return token;
}

/** The inverse of `parseIfNoneExist`. */
export function formatIfNoneExist({ system = "", value }: BusinessIdentifier): string {
  return `identifier=${encodeURIComponent(formatSearchToken({ system, value }))}`;
}

function getToken(parameter: string): SearchToken | undefined {
  return parameter.startsWith("identifier=") ? decodeSearchToken(parameter.slice("identifier=".length)) : undefined;
}
