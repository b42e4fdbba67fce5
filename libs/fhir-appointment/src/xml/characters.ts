/** Character classes of XML 1.0 (fifth edition) and the names of Namespaces in XML 1.0. */

// Common documents have none of these characters, and the test for them is cheap. A match is checked again.
// eslint-disable-next-line no-control-regex -- these are the characters that XML excludes
const SUSPICIOUS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ud800-\udfff\ufffe\uffff]/;
const ILLEGAL = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;

/**
 * Returns the index of the first character that XML does not allow (2.2), lone surrogates included; -1 if there is
 * none.
 */
export function illegalCharacter(text: string): number {
  return SUSPICIOUS.test(text) ? text.search(ILLEGAL) : -1;
}

/** Replaces each character that XML does not allow with its JSON escape: `\\u0008`. */
export function withoutIllegal(text: string): string {
  if (illegalCharacter(text) === -1) return text;
  return text.replace(new RegExp(ILLEGAL, "gu"), (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}

/** Returns true for a code point that a character reference may represent. */
export function isCharacter(code: number): boolean {
  return (
    (code >= 0x20 && code <= 0xd7ff) ||
    code === 0x9 ||
    code === 0xa ||
    code === 0xd ||
    (code >= 0xe000 && code <= 0xfffd) ||
    (code >= 0x10000 && code <= 0x10ffff)
  );
}

export function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x09 || code === 0x0d;
}

/** Removes the white space around a text. */
export function trimSpace(text: string): string {
  let from = 0;
  let to = text.length;
  while (from < to && isSpace(text.charCodeAt(from))) from += 1;
  while (to > from && isSpace(text.charCodeAt(to - 1))) to -= 1;
  return text.slice(from, to);
}

/** Replaces every line end with one line feed (2.11). */
export function normalizeLines(text: string): string {
  return text.includes("\r") ? text.replace(/\r\n?/g, "\n") : text;
}

const START =
  "A-Z_a-z\\u00C0-\\u00D6\\u00D8-\\u00F6\\u00F8-\\u02FF\\u0370-\\u037D\\u037F-\\u1FFF\\u200C\\u200D\\u2070-\\u218F" +
  "\\u2C00-\\u2FEF\\u3001-\\uD7FF\\uF900-\\uFDCF\\uFDF0-\\uFFFD\\u{10000}-\\u{EFFFF}";
const PART = `${START}\\-.0-9\\u00B7\\u0300-\\u036F\\u203F\\u2040`;
// eslint-disable-next-line no-misleading-character-class -- the classes list code points, no characters are joined
const QUALIFIED = new RegExp(`[${START}][${PART}]*(?::[${START}][${PART}]*)?`, "uy");

const FIRST = 1;
const LATER = 2;
const ascii = new Uint8Array(128);
for (const character of "ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz") {
  ascii[character.charCodeAt(0)] = FIRST | LATER;
}
for (const character of "-.0123456789") ascii[character.charCodeAt(0)] = LATER;

/** Returns the index after the qualified name (at most one colon) that begins at `at`; `at` if none does. */
export function nameEnd(text: string, at: number): number {
  let end = at;
  let wanted = FIRST;
  for (;;) {
    const code = text.charCodeAt(end);
    if (code >= 0x80) return slowNameEnd(text, at);
    if (code === COLON) {
      if (wanted === FIRST || text.indexOf(":", at) < end) return end;
      wanted = FIRST;
    } else if (((ascii[code] ?? 0) & wanted) !== 0) wanted = LATER;
    else return end > at && wanted === FIRST ? end - 1 : end;
    end += 1;
  }
}

const COLON = 0x3a;

function slowNameEnd(text: string, at: number): number {
  QUALIFIED.lastIndex = at;
  const match = QUALIFIED.exec(text);
  return match === null ? at : at + match[0].length;
}
