/**
 * Writes DER (X.690) that no library produces: constraints, odd extensions, and lists of hundreds of thousands of
 * entries.
 */
export function derElement(tag: number, ...contents: readonly Uint8Array[]): Buffer {
  const length = contents.reduce((total, each) => total + each.length, 0);
  return Buffer.concat([Buffer.from([tag, ...lengthOctets(length)]), ...contents]);
}

export const derSequence = (...contents: readonly Uint8Array[]): Buffer => derElement(0x30, ...contents);

/** @param hex hexadecimal digits of a non-negative number */
export function derInteger(hex: string): Buffer {
  const octets = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, "hex");
  return derElement(0x02, (octets[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.of(0), octets]) : octets);
}

export function derOid(dotted: string): Buffer {
  const [first, second, ...rest] = dotted.split(".").map(Number) as [number, number, ...number[]];
  return derElement(0x06, Buffer.from([first * 40 + second, ...rest].flatMap(base128)));
}

export function derTime(date: Date): Buffer {
  const digits = date.toISOString().replace(/\.\d+Z$|[-:T]/g, "");
  const year = date.getUTCFullYear();
  return year < 2050
    ? derElement(0x17, Buffer.from(`${digits.slice(2)}Z`))
    : derElement(0x18, Buffer.from(`${digits}Z`));
}

/** RFC 5280, 4.2 */
export function derExtension(oid: string, critical: boolean, value: Uint8Array): Buffer {
  const flag = critical ? [Buffer.from([0x01, 0x01, 0xff])] : [];
  return derSequence(derOid(oid), ...flag, derElement(0x04, value));
}

function lengthOctets(length: number): number[] {
  if (length < 0x80) return [length];
  const octets: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest % 256);
  return [0x80 | octets.length, ...octets];
}

function base128(arc: number): number[] {
  const octets = [arc % 128];
  for (let rest = Math.floor(arc / 128); rest > 0; rest = Math.floor(rest / 128)) octets.unshift(0x80 | (rest % 128));
  return octets;
}
