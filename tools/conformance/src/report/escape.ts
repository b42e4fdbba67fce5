const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};

/** Text for element content and attributes of XML 1.0 and HTML; what XML cannot hold becomes U+FFFD. */
export const escape = (text: string): string =>
  text
    // eslint-disable-next-line no-control-regex -- XML 1.0, 2.2: characters that no document may have
    .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|\p{Surrogate}/gu, "\uFFFD")
    .replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);

/** One line for a terminal: an escape sequence, or a change of the writing direction, would show another text than it is. */
export const printable = (text: string): string =>
  text.replace(/\s+/g, " ").replace(/\p{Cc}|\p{Bidi_Control}|\p{Surrogate}/gu, "\uFFFD");
