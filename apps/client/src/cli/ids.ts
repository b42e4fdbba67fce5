import { CliError } from "./exit-codes.js";

/** Grammar of `id` (STU3, datatypes.html#id). `.` and `..` match it, but URL resolution removes them. */
const ID = /^[A-Za-z0-9\-.]{1,64}$/;

export const ID_GRAMMAR = `1 to 64 letters, digits, "-" and "."`;

/** Returns true if a text can be the id of a resource or of a version in a URL. */
export const isId = (text: string): boolean => ID.test(text) && text !== "." && text !== "..";

/** Throws `CliError` if a text is not an id: a URL with it would identify something else. */
export function requireId(text: string): void {
  if (!isId(text)) throw new CliError(`"${text}" is not an id (${ID_GRAMMAR}); nothing was sent.`);
}
