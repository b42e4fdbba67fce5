import type { Filter } from "mongodb";
import type { AppointmentDocument } from "./document.js";

/**
 * Every insert of an appointment with an identifier takes the next number of that identifier, and a unique index lets nobody take
 * a number twice. So an insert that was decided on what was seen before fails where another insert of the identifier came between,
 * plain or conditional (decision 0051). Numbers are never given back.
 *
 * The claim of number 0 is the token alone: what registries of version 0.1 claim for a conditional create.
 */
export function getClaim(token: string, number: number): string {
  return number === 0 ? token : `${token}#${number}`;
}

/** Documents that hold a claim on one of `tokens`. */
export function getHolders(tokens: readonly string[]): Filter<AppointmentDocument>[] {
  // Tokens have one length, so no other token begins with one of them; "$" sorts after "#".
  return tokens.map((token) => ({ claims: { $elemMatch: { $gte: token, $lt: `${token}$` } } }));
}

/** The next free claim on each of `tokens`, as far as `holders` show. */
export function nextClaims(
  tokens: readonly string[],
  holders: readonly Pick<AppointmentDocument, "claims">[],
): string[] {
  const next = new Map(tokens.map((token) => [token, 0]));
  for (const claim of holders.flatMap(({ claims = [] }) => claims)) {
    const [token = "", number = "0"] = claim.split("#");
    const free = next.get(token);
    if (free !== undefined) next.set(token, Math.max(free, Number(number) + 1));
  }
  return [...next].map(([token, number]) => getClaim(token, number));
}
