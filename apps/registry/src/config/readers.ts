import { isIPv4, isIPv6 } from "node:net";

/** Reads the text of a setting. Returns `undefined` if it is invalid. */
export type Reader<T> = (written: string) => T | undefined;

/** Trims white space; rejects an empty text. */
export const text: Reader<string> = (written) => {
  const trimmed = written.trim();
  return trimmed === "" ? undefined : trimmed;
};

export function matching(pattern: RegExp): Reader<string> {
  return (written) => (pattern.test(written) ? written : undefined);
}

export function oneOf<const T extends string>(values: readonly T[]): Reader<T> {
  return (written) => values.find((value) => value === written);
}

export function wholeNumber(least: number, most: number): Reader<number> {
  return (written) => {
    if (!/^\d{1,15}$/.test(written)) return undefined;
    const value = Number(written);
    return value >= least && value <= most ? value : undefined;
  };
}

/** One or more items separated by white space. */
export function listOf<T>(item: Reader<T>): Reader<T[]> {
  return (written) => {
    const items = text(written)?.split(/\s+/).map(item);
    return items?.includes(undefined) === false ? (items as T[]) : undefined;
  };
}

/** An absolute http or https URL without query or fragment. */
export const absoluteUrl: Reader<string> = (written) => {
  const trimmed = written.trim();
  return /^https?:\/\/[^?#]+$/i.test(trimmed) && URL.canParse(trimmed) ? trimmed : undefined;
};

/** An IPv4 or IPv6 address, or a range in CIDR notation (RFC 4632, RFC 4291 section 2.3). */
export const addresses: Reader<string> = (written) => {
  const [address = "", prefix, ...more] = written.split("/");
  // A scope belongs to an interface of this host and does not identify a peer.
  const bits = isIPv4(address) ? 32 : isIPv6(address) && !address.includes("%") ? 128 : undefined;
  if (bits === undefined || more.length > 0) return undefined;
  return prefix === undefined || (/^(0|[1-9]\d{0,2})$/.test(prefix) && Number(prefix) <= bits) ? written : undefined;
};
