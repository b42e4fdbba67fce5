const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};

/** Escapes text for element content and attributes of XML 1.0 and HTML. Characters that XML cannot contain become U+FFFD. */
export const escape = (text: string): string =>
  text
    // eslint-disable-next-line no-control-regex -- XML 1.0, 2.2: characters that no document may have
    .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|\p{Surrogate}/gu, "\uFFFD")
    .replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);

/**
 * Returns one line for a terminal. Control characters and changes of the writing direction become U+FFFD, since they could misrepresent the
 * text.
 */
export const printable = (text: string): string =>
  text.replace(/\s+/g, " ").replace(/\p{Cc}|\p{Bidi_Control}|\p{Surrogate}/gu, "\uFFFD");
