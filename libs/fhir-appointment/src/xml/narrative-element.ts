import { isXmlText } from "../model/primitives.js";
import { normalizeDiv } from "./narrative.js";
import { isPlainElement } from "./plain-element.js";
import { ScanFault, XHTML_NAMESPACE, scanElement, scanXml } from "./scan.js";

const EVENTS = { open: (): void => undefined, close: (): void => undefined, text: (): void => undefined };
const UNBOUNDED = { attributes: Infinity, stringLength: Infinity };

/**
 * Returns a narrative as one element that can be part of another document. A narrative that was accepted as a separate
 * document loses its declaration, and the comments and processing instructions around the div. Throws a TypeError if it
 * is not well formed.
 */
export function narrativeElement(narrative: unknown): string {
  if (typeof narrative !== "string") throw new TypeError("The narrative div must be a string of XHTML.");
  if (isPlainElement(narrative)) return narrative;
  const div = normalizeDiv(narrative);
  if (isElement(div)) return div;
  try {
    return getRoot(div);
  } catch (error) {
    if (!(error instanceof ScanFault)) throw error;
    throw new TypeError(`The narrative is not well-formed XHTML. ${error.message}`, { cause: error });
  }
}

/** Like {@link narrativeElement}, but a narrative that is not well formed is shown as text. */
export function narrativeElementOrText(narrative: unknown): string {
  try {
    return narrativeElement(narrative);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const text = xmlText(String(narrative)).replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
    return `<div xmlns="${XHTML_NAMESPACE}">${normalizeDiv(text)}</div>`;
  }
}

/** Replaces each character that XML does not allow with U+FFFD. */
export function xmlText(text: string): string {
  return isXmlText(text) ? text : text.replace(NOT_ALLOWED, "\ufffd");
}

const NOT_ALLOWED = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

function isElement(text: string): boolean {
  try {
    scanElement(text, () => EVENTS, UNBOUNDED);
    return true;
  } catch (error) {
    if (!(error instanceof ScanFault)) throw error;
    return false;
  }
}

function getRoot(document: string): string {
  let start = 0;
  let end = 0;
  let depth = 0;
  scanXml(
    document,
    () => ({
      ...EVENTS,
      open(_tag, position) {
        if (depth++ === 0) start = document.lastIndexOf("<", position - 1);
      },
      close(_tag, position) {
        if (--depth === 0) end = position;
      },
    }),
    UNBOUNDED,
  );
  return document.slice(start, end);
}
