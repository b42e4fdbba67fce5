/** One element of a DER encoding (X.690): the offsets of its contents, and of the element itself. */
export interface DerElement {
  readonly tag: number;
  readonly from: number;
  readonly start: number;
  readonly end: number;
}

export const INTEGER = 0x02;
export const BIT_STRING = 0x03;
export const OCTET_STRING = 0x04;
export const OBJECT_IDENTIFIER = 0x06;
export const BOOLEAN = 0x01;
export const ENUMERATED = 0x0a;
export const UTC_TIME = 0x17;
export const GENERALIZED_TIME = 0x18;
export const SEQUENCE = 0x30;
export const SET = 0x31;

/** The bytes are not DER, or do not have the expected structure. */
export class DerError extends Error {
  override readonly name: string = "DerError";
}

/**
 * Returns the element at `at`, which must end before or at `end`.
 * @throws DerError
 */
export function readElement(der: Uint8Array, at: number, end: number = der.length): DerElement {
  if (at + 2 > end) throw new DerError("The encoding ends within an element.");
  const tag = der[at] as number;
  if ((tag & 0x1f) === 0x1f) throw new DerError("Tags above 30 are not used in certificates.");
  let length = der[at + 1] as number;
  let start = at + 2;
  if (length >= 0x80) {
    const octets = length & 0x7f;
    if (octets === 0 || octets > 4 || start + octets > end) throw new DerError("An element has no definite length.");
    length = 0;
    for (const last = start + octets; start < last; start++) length = length * 256 + (der[start] as number);
  }
  if (start + length > end) throw new DerError("An element is longer than what holds it.");
  return { tag, from: at, start, end: start + length };
}

/** The elements within a constructed one. */
export function readChildren(der: Uint8Array, { start, end }: DerElement): DerElement[] {
  const children: DerElement[] = [];
  for (let at = start; at < end; at = (children.at(-1) as DerElement).end) children.push(readElement(der, at, end));
  return children;
}

/** @throws DerError if the element is missing or has another tag */
export function expectTag(element: DerElement | undefined, ...tags: readonly number[]): DerElement {
  if (element === undefined || !tags.includes(element.tag))
    throw new DerError("An element is missing or of another type.");
  return element;
}

export function getContents(der: Uint8Array, { start, end }: DerElement): Uint8Array {
  return der.subarray(start, end);
}

/** The whole element, including tag and length. */
export function getEncoding(der: Uint8Array, { from, end }: DerElement): Uint8Array {
  return der.subarray(from, end);
}

/** Returns the identifier in dotted notation. */
export function readObjectIdentifier(der: Uint8Array, element: DerElement | undefined): string {
  const { start, end } = expectTag(element, OBJECT_IDENTIFIER);
  const arcs: number[] = [];
  let arc = 0;
  for (let at = start; at < end; at++) {
    const octet = der[at] as number;
    arc = arc * 128 + (octet & 0x7f);
    if (!Number.isSafeInteger(arc)) throw new DerError("An object identifier has an arc that is too large.");
    if (octet >= 0x80) continue;
    if (arcs.length === 0) arcs.push(Math.min(2, Math.floor(arc / 40)), arc - 40 * Math.min(2, Math.floor(arc / 40)));
    else arcs.push(arc);
    arc = 0;
  }
  return arcs.join(".");
}

/** Serial numbers are compared without leading zero octets. */
export function readInteger(der: Uint8Array, element: DerElement | undefined): Uint8Array {
  const { start, end } = expectTag(element, INTEGER, ENUMERATED);
  let first = start;
  while (first < end - 1 && der[first] === 0) first++;
  return der.subarray(first, end);
}

export function readSmallInteger(der: Uint8Array, element: DerElement | undefined): number {
  const octets = readInteger(der, element);
  if (octets.length === 0 || octets.length > 4) throw new DerError("A number is out of range.");
  return octets.reduce((value, octet) => value * 256 + octet, 0);
}

/** The bits of a BIT STRING of at most 32, the first one being the most significant: `bit(n)` of X.680 is `1 << (31 - n)`. */
export function readBits(der: Uint8Array, element: DerElement | undefined): number {
  const { start, end } = expectTag(element, BIT_STRING);
  let bits = 0;
  for (let index = 0; index < 4; index++)
    bits = (bits << 8) | (start + 1 + index < end ? (der[start + 1 + index] as number) : 0);
  return bits;
}

/** Epoch milliseconds of a UTCTime or GeneralizedTime in the only form that RFC 5280, 4.1.2.5 allows. */
export function readTime(der: Uint8Array, element: DerElement | undefined): number {
  const { tag, start, end } = expectTag(element, UTC_TIME, GENERALIZED_TIME);
  const text = Buffer.from(der.subarray(start, end)).toString("latin1");
  const digits = tag === UTC_TIME ? (text < "5" ? "20" : "19") + text : text;
  const match = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(digits);
  if (match === null) throw new DerError("A time is not written as RFC 5280 requires.");
  const [year, month, day, hour, minute, second] = match.slice(1).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  return Date.UTC(year, month - 1, day, hour, minute, second);
}
