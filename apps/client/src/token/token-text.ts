/**
 * Returns a token without surrounding white space, which files of secrets contain. Throws `TypeError` for a value that
 * a header field cannot carry (RFC 6750, 2.1).
 */
export function tokenText(token: unknown): string {
  const text = typeof token === "string" ? token.trim() : "";
  if (text === "") throw new TypeError("The token is empty.");
  if (/^bearer\s/i.test(text)) throw new TypeError('The token must not start with "Bearer".');
  if (!/^[A-Za-z0-9\-._~+/]+=*$/.test(text)) throw new TypeError("The token has invalid characters.");
  return text;
}
