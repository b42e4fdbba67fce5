const PERCENT = "%[0-9A-Fa-f]{2}";
const NAME = "[A-Za-z0-9\\-._~!$&'()*+,;=:@]";
const PATH = "[A-Za-z0-9\\-._~!$&'()*+,;=:@/]";
const AUTHORITY = `(?:${NAME}|${PERCENT})*(?:\\[[0-9A-Za-z:.]+\\](?::[0-9]*)?)?`;
const QUERY = `(?:[A-Za-z0-9\\-._~!$&'()*+,;=:@/?]|${PERCENT})*`;

/** RFC 3986, appendix A: `URI`. */
const URI = new RegExp(
  `^[A-Za-z][A-Za-z0-9+.-]*:` +
    `(?://${AUTHORITY}(?:/(?:${PATH}|${PERCENT})*)?|(?!//)(?:${PATH}|${PERCENT})*)` +
    `(?:\\?${QUERY})?(?:#${QUERY})?$`,
);

/**
 * Returns true for a URI with its scheme (RFC 3986, 3). It must contain only URI characters, and each percent sign must
 * precede two hexadecimal digits.
 */
export function isUri(text: string): boolean {
  return URI.test(text);
}

/** Returns true for an http or https URL with a host that a client can use as written. */
export function isHttpUrl(text: string): boolean {
  return /^https?:\/\/[^/?#]/i.test(text) && isUri(text) && URL.canParse(text);
}
