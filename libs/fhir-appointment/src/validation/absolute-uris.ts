import type { Fields } from "../model/fields.js";
import type { Issue } from "../issue.js";
import { getPlace } from "../model/place.js";
import type { ModelPlace } from "../model/place.js";
import { rowsOf } from "../model/types.js";
import type { ElementRow } from "../model/types.js";
import { isUri } from "../model/uri.js";
import { violation } from "../issues/violation.js";

/**
 * Checks that the url of an extension is absolute (STU3 extensibility.html#Extension). Only inside another extension
 * may it be relative to that one's.
 */
export function checkExtensionUrl({ url }: Fields, place: ModelPlace, owner: string): Issue[] {
  if (typeof url !== "string" || url === "" || owner === "Extension" || /^[A-Za-z][A-Za-z0-9+.-]*:/.test(url))
    return [];
  return [
    violation(
      getPlace(place, URL_ROW),
      "extension:url-absolute",
      "extension",
      "The url of an extension must be an absolute URL.",
    ),
  ];
}

const URL_ROW = rowsOf("Extension").byJsonName.get("url") as ElementRow;

/**
 * Checks that a system is absolute (STU3 datatypes.html#Coding and #Identifier): it should be resolvable, and a
 * relative one is not. Real senders use relative ones, so this is a warning.
 */
export function checkSystem(type: "Coding" | "Identifier", { system }: Fields, place: ModelPlace): Issue[] {
  if (!isRelative(system)) return [];
  const message = `The system of ${type === "Coding" ? "a Coding" : "an Identifier"} should be an absolute URI.`;
  const issue = violation(getPlace(place, SYSTEM_ROWS[type]), "uri:system-absolute", "value", message);
  return [{ ...issue, severity: "warning" }];
}

/** Checks that the value is a URI if the system is urn:ietf:rfc:3986 (STU3 datatypes.html#Identifier). */
export function checkIdentifierUri({ system, value }: Fields, place: ModelPlace): Issue[] {
  if (system !== "urn:ietf:rfc:3986" || typeof value !== "string" || value === "" || isUri(value)) return [];
  const message = "The value of an identifier of the system urn:ietf:rfc:3986 must be an absolute URI.";
  return [violation(getPlace(place, VALUE_ROW), "identifier:uri", "value", message)];
}

const VALUE_ROW = rowsOf("Identifier").byJsonName.get("value") as ElementRow;

const SYSTEM_ROWS = {
  Coding: rowsOf("Coding").byJsonName.get("system") as ElementRow,
  Identifier: rowsOf("Identifier").byJsonName.get("system") as ElementRow,
};

const isRelative = (uri: unknown): boolean =>
  typeof uri === "string" && uri !== "" && !/^[A-Za-z][A-Za-z0-9+.-]*:/.test(uri);
