import { illegalCharacter } from "./characters.js";

/** A tag without prefix, reference or comment. The only namespace is XHTML. */
const TAG =
  /<(?:\/[a-z][a-z0-9]*|[a-z][a-z0-9]*(?: (?:xmlns="http:\/\/www\.w3\.org\/1999\/xhtml"|(?!xmlns)[a-z]+="[^"<&]*"))*\/?)>/y;
const ATTRIBUTES = / [a-z]+="[^"]*"/g;

/**
 * Returns true for texts that are certainly one well-formed element: most narratives, at a fraction of the cost of a
 * scan. False implies nothing.
 */
export function isPlainElement(text: string): boolean {
  if (/[&\r]/.test(text) || text.includes("]]>") || illegalCharacter(text) >= 0) return false;
  const open: string[] = [];
  let at = 0;
  do {
    TAG.lastIndex = at;
    if (!TAG.test(text)) return false;
    const end = TAG.lastIndex;
    if (text.charCodeAt(at + 1) === SLASH) {
      if (open.pop() !== text.slice(at + 2, end - 1)) return false;
    } else {
      const isEmpty = text.charCodeAt(end - 2) === SLASH;
      const space = text.indexOf(" ", at);
      const hasAttributes = space > 0 && space < end;
      if (hasAttributes && !areDistinct(text.slice(space, end))) return false;
      if (!isEmpty) open.push(text.slice(at + 1, hasAttributes ? space : end - 1));
    }
    if (open.length === 0) return end === text.length;
    at = text.indexOf("<", end);
  } while (at > 0);
  return false;
}

const SLASH = 0x2f;

function areDistinct(attributes: string): boolean {
  // A second attribute begins after a quote.
  if (!attributes.includes('" ')) return true;
  const names = (attributes.match(ATTRIBUTES) ?? []).map((each) => each.slice(0, each.indexOf("=")));
  return new Set(names).size === names.length;
}
