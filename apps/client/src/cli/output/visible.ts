import type { Format } from "@appointment-registry/fhir-appointment";

/**
 * Characters that act on a terminal or deceive its reader: controls (C0, C1), format characters (bidirectional,
 * zero-width, tags), line and paragraph separators, lone surrogates, and default-ignorable characters.
 */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Default_Ignorable_Code_Point}\ufdd0-\ufdef]/gu;

const SHORT: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/** Writes such characters in one line of text as escapes: `\n`, `\u009b`, `\u{e0041}`. Idempotent. */
export function visible(text: string): string {
  return text.replace(INVISIBLE, (character) => {
    const hex = (character.codePointAt(0) as number).toString(16);
    return SHORT[character] ?? (hex.length > 4 ? `\\u{${hex}}` : `\\u${hex.padStart(4, "0")}`);
  });
}

/**
 * Writes such characters in JSON or XML with the escapes of the format. The document keeps its meaning and its line
 * breaks.
 */
export function visibleDocument(text: string, format: Format): string {
  return text.replace(INVISIBLE, (character) => {
    if (character === "\n" || character === "\t") return character;
    if (format === "xml") return `&#x${(character.codePointAt(0) as number).toString(16)};`;
    return character.replace(/[^]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
  });
}
