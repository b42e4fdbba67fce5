import { RegistryError } from "../errors.js";

/** Query parameters. Each has a decoded value and its original text; a plus and an encoded space are equal only in the former. */
export type Parameters = readonly (readonly [name: string, value: string, written: string])[];

/** The parameters of a URL, in order. */
export function parseQuery(url: string): Parameters {
  const mark = url.indexOf("?");
  return mark === -1 ? NONE : parseParameters(url.slice(mark + 1));
}

/** The parameters of a query or a form, in order. */
export function parseParameters(text: string): Parameters {
  const written = text.split("&").filter((each) => each !== "");
  return [...new URLSearchParams(text)].map(([name, value], index) => {
    const pair = written[index] ?? "";
    const equals = pair.indexOf("=");
    return [name, value, equals === -1 ? "" : pair.slice(equals + 1)];
  });
}
const NONE: Parameters = [];

/** The first value of a parameter. */
export function parameter(parameters: Parameters, name: string): string | undefined {
  for (const [each, value] of parameters) if (each === name) return value;
  return undefined;
}

/** Supported by every interaction. */
const GENERAL = ["_format", "_pretty"];

/**
 * @param hint text appended to the sentence on an unknown parameter
 * @throws RegistryError `parameter-invalid` naming a parameter that is unknown or given twice
 */
export function requireKnown(parameters: Parameters, known: readonly string[], hint = ""): void {
  const seen = new Set<string>();
  for (const [name] of parameters) {
    if (!GENERAL.includes(name) && !known.includes(name)) throw invalidParameter(name, `is not known here${hint}`);
    if (seen.has(name)) throw invalidParameter(name, "is given more than once");
    seen.add(name);
  }
}

/** Parses `_pretty`. @throws RegistryError `parameter-invalid` */
export function getPretty(parameters: Parameters): boolean {
  const value = parameter(parameters, "_pretty");
  if (value === undefined || value === "false") return false;
  if (value === "true") return true;
  throw invalidParameter("_pretty", "must be true or false");
}

/** @param what completes the sentence that begins with the parameter */
export function invalidParameter(name: string, what: string): RegistryError {
  // The name is the caller's text: reported only if it cannot contain an NHS number.
  const shown = /^[A-Za-z_][A-Za-z_.:$-]{0,99}$/.test(name) ? `The parameter ${name}` : "A parameter";
  return new RegistryError("parameter-invalid", { message: `${shown} ${what}.` });
}
