/** A search token (STU3 search.html, 2.21.1.9): a value with its system, without a system, or of any system. */
export type SearchToken =
  { readonly system?: string; readonly value: string } | { readonly anySystem: true; readonly value: string };

/**
 * Decodes a token from a URL, a form or an `If-None-Exist` field. Within a URL, which cannot contain a space, a plus is
 * literal; elsewhere it is a space (form encoding). Returns `undefined` also if the percent-encoding is malformed.
 */
export function decodeSearchToken(written: string): SearchToken | undefined {
  let text: string;
  try {
    text = decodeURIComponent(written.replaceAll("+", PLUS));
  } catch {
    return undefined;
  }
  const token = parseSearchToken(text);
  if (token === undefined) return undefined;
  const { value } = token;
  const meant = { ...token, value: canonicalValue(value.replaceAll("\0", /^https?:\/\//i.test(value) ? "+" : " ")) };
  return "system" in meant ? { ...meant, system: meant.system.replaceAll("\0", "+") } : meant;
}

/** NUL, which no FHIR string contains. */
const PLUS = "%00";

/**
 * Parses `[system]|[value]`, `|[value]` or `[value]`, already percent-decoded. A backslash escapes a comma, a bar, a
 * dollar sign or a backslash (STU3 search.html, "Escaping Search Parameters"). An unescaped comma separates
 * alternatives. If no second token follows the comma, it is part of the value, for clients that do not escape. Returns
 * `undefined` if there is no value or more than one token.
 */
export function parseSearchToken(text: string): SearchToken | undefined {
  const parts = splitUnescaped(text);
  if (parts === undefined) return undefined;
  const { system, value } = parts;
  if (value === "") return undefined;
  if (system === undefined) return { anySystem: true, value };
  return system === "" ? { value } : { system, value };
}

/** The inverse of `parseSearchToken`, not percent-encoded. */
export function formatSearchToken(token: SearchToken): string {
  const value = escapeText(token.value);
  return "anySystem" in token ? value : `${escapeText(token.system ?? "")}|${value}`;
}

/**
 * Returns the canonical value for comparing identifiers. An http or https URL is normalised (RFC 3986, 6.2.2): scheme
 * and host become lower case, and percent-encoding is used exactly where it is needed. Any other value is returned
 * unchanged.
 */
export function canonicalValue(value: string): string {
  // eslint-disable-next-line regexp/no-super-linear-backtracking -- the end always matches
  const [, origin, rest] = /^(https?:\/\/[^/?#]*)([\s\S]*)$/i.exec(value) ?? [];
  if (origin === undefined || rest === undefined) return value;
  return (
    normalized(origin)
      .toLowerCase()
      .replace(/%[0-9a-f]{2}/g, (triplet) => triplet.toUpperCase()) + normalized(rest)
  );
}

const UNRESERVED = /[A-Za-z0-9._~-]/;

function normalized(text: string): string {
  return text
    .replace(/%([0-9A-Fa-f]{2})/g, (triplet, hex: string) => {
      const character = String.fromCharCode(parseInt(hex, 16));
      return UNRESERVED.test(character) ? character : triplet.toUpperCase();
    })
    .replace(/[^\x21\x23-\x3b\x3d\x3f-\x5b\x5d\x5f\x61-\x7a\x7e\ud800-\udfff]+/gu, encodeURIComponent);
}

function splitUnescaped(text: string): { system: string | undefined; value: string } | undefined {
  let system: string | undefined;
  let value = "";
  let hasComma = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    const next = text.charAt(at + 1);
    if (character === "\\" && next !== "" && "\\,$|".includes(next)) {
      value += next;
      at += 1;
    } else if (character === "|" && hasComma) {
      // This is the bar of a second token.
      return undefined;
    } else if (character === "|" && system === undefined) {
      [system, value] = [value, ""];
    } else {
      if (character === ",") hasComma = true;
      value += character;
    }
  }
  return { system, value };
}

function escapeText(text: string): string {
  return text.replace(/[\\,$|]/g, (character) => `\\${character}`);
}
