import type { Filter } from "mongodb";
import type { AppointmentDocument } from "./document.js";

/**
 * Every insert of an appointment with an identifier takes the next number of that identifier; a unique index prevents a number from being
 * taken twice. An insert based on earlier reads therefore fails if another insert of the identifier, plain or conditional, happened in
 * between (decision 0051). Numbers are never released.
 *
 * The claim with number 0 is just the token: this is the claim of a conditional create in registries of version 0.1.
 */
export function getClaim(token: string, number: number): string {
  return number === 0 ? token : `${token}#${number}`;
}

/** Documents that hold a claim on one of `tokens`. */
export function getHolders(tokens: readonly string[]): Filter<AppointmentDocument>[] {
  // Tokens have a fixed length, so no other token begins with one of them; "$" sorts after "#".
  return tokens.map((token) => ({ claims: { $elemMatch: { $gte: token, $lt: `${token}$` } } }));
}

/** The next free claim on each of `tokens`, according to `holders`. */
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
