/**
 * A token without white space around it, as in files of secrets. Throws `TypeError` for what a header field cannot carry
 * (RFC 6750, 2.1).
 */
export function tokenText(token: unknown): string {
  const text = typeof token === "string" ? token.trim() : "";
  if (text === "") throw new TypeError("The token is empty.");
  if (/^bearer\s/i.test(text)) throw new TypeError('The token must not start with "Bearer".');
  if (!/^[A-Za-z0-9\-._~+/]+=*$/.test(text)) throw new TypeError("The token has invalid characters.");
  return text;
}
