/**
 * Corrupts a document as a text editor, a faulty proxy or an attacker may: with flipped, removed, duplicated, spliced
 * and inserted bytes.
 */
export function corruptBytes(source: Uint8Array, other: Uint8Array, next: () => number): Uint8Array {
  let bytes = Buffer.from(source);
  const place = (): number => Math.floor(next() * (bytes.length + 1));
  for (let times = 1 + Math.floor(next() * 3); times > 0; times--) {
    const [from, to] = [place(), place()].sort((a, b) => a - b) as [number, number];
    const kind = Math.floor(next() * 6);
    if (kind === 0 && bytes.length > 0) bytes[Math.min(from, bytes.length - 1)] = Math.floor(next() * 256);
    else if (kind === 1) bytes = bytes.subarray(0, from);
    else if (kind === 2) bytes = Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)]);
    else if (kind === 3) bytes = Buffer.concat([bytes.subarray(0, to), bytes.subarray(from)]);
    else if (kind === 4) {
      const start = Math.floor(next() * other.length);
      const piece = other.subarray(start, start + Math.floor(next() * 400));
      bytes = Buffer.concat([bytes.subarray(0, from), piece, bytes.subarray(from)]);
    } else {
      const spice = Buffer.from(SPICES[Math.floor(next() * SPICES.length)] ?? "");
      bytes = Buffer.concat([bytes.subarray(0, from), spice, bytes.subarray(from)]);
    }
  }
  return bytes;
}

const SPICES = [
  ..."<>&\"'/=:;!?-[]{},\\\t\r\n\u0000\u0001\u0085\u00b7\u00e9\u2028\ufffe\ufeff",
  "\u{10000}",
  "<!--",
  "-->",
  "--",
  "<![CDATA[",
  "]]>",
  "<?xml version='1.0'?>",
  "<?a b?>",
  "<!DOCTYPE a [<!ENTITY b 'c'>]>",
  "&amp;",
  "&#0;",
  "&#x10FFFF;",
  "&#xD800;",
  "&nbsp;",
  "&lt",
  ' xmlns=""',
  ' xmlns:a="urn:a"',
  ' xmlns:b="urn:a" a:x="" b:x=""',
  " xmlns:xml='http://www.w3.org/XML/1998/namespace'",
  "<a:b/>",
  "<a:b:c/>",
  "<é/>",
  ' id="x"',
  "/>",
  "null",
  "[",
  "{",
  '"__proto__":{}',
  '"\\ud800"',
  "1E400",
  "-0",
];
