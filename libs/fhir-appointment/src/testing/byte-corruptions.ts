import fc from "fast-check";

type Mutate = (source: Buffer) => Buffer;

/** Fragments that cause trouble in the wrong place. */
const PIECES = [
  "<",
  ">",
  "/>",
  "&",
  "&#0;",
  "&#xD800;",
  "&lol;",
  '"',
  "'",
  "<!--",
  "-->",
  "<![CDATA[",
  "]]>",
  "<?xml version='1.1'?>",
  "<!DOCTYPE x [",
  ' xmlns=""',
  ' xmlns:x="http://hl7.org/fhir"',
  ' value="1"',
  "{",
  "}",
  "[",
  "]",
  ",",
  ":",
  "\\u0000",
  "\\ud800",
  "null",
  "1e999",
  "-",
  "__proto__",
  "\u0000",
  "\ufeff",
  "\u{1f3e5}",
].map((piece) => Buffer.from(piece));

/** Flips, removes, repeats, inserts and splices bytes at places anywhere in a document. */
export function byteCorruptions(): fc.Arbitrary<Mutate> {
  // Places in the middle are as likely as those at the ends.
  const place = fc.noBias(fc.integer({ min: 0, max: 999_999 })).map((part) => part / 1_000_000);
  const byte = fc.oneof(
    { weight: 5, arbitrary: fc.noBias(fc.integer({ min: 32, max: 126 })) },
    fc.integer({ max: 255, min: 0 }),
  );
  const one: fc.Arbitrary<Mutate> = fc.oneof(
    fc.tuple(place, byte).map(([at, flipped]) => (source: Buffer) => {
      const copy = Buffer.from(source);
      if (copy.length > 0) copy[index(copy, at)] = flipped;
      return copy;
    }),
    place.map((at) => (source: Buffer) => source.subarray(0, index(source, at))),
    fc.tuple(place, place).map(([from, to]) => (source: Buffer) => {
      const [start, end] = range(source, from, to);
      return Buffer.concat([source.subarray(0, start), source.subarray(end)]);
    }),
    fc.tuple(place, place, fc.integer({ min: 2, max: 20 })).map(([from, to, times]) => (source: Buffer) => {
      const [start, end] = range(source, from, to);
      const piece = source.subarray(start, end);
      return Buffer.concat([source.subarray(0, end), ...Array<Buffer>(times).fill(piece), source.subarray(end)]);
    }),
    fc.tuple(place, fc.constantFrom(...PIECES)).map(([at, piece]) => (source: Buffer) => {
      const start = index(source, at);
      return Buffer.concat([source.subarray(0, start), piece, source.subarray(start)]);
    }),
    fc.tuple(place, place).map(([from, to]) => (source: Buffer) => {
      const [start, end] = range(source, from, to);
      return Buffer.concat([source.subarray(end), source.subarray(start, end), source.subarray(0, start)]);
    }),
  );
  return fc
    .array(one, { minLength: 1, maxLength: 3 })
    .map((all) => (source: Buffer) => all.reduce((bytes, mutate) => mutate(bytes).subarray(0, 1_000_000), source));
}

function index(source: Buffer, at: number): number {
  return Math.min(source.length - 1, Math.floor(at * source.length));
}

function range(source: Buffer, from: number, to: number): [number, number] {
  return [index(source, Math.min(from, to)), index(source, Math.max(from, to))];
}
