import fc from "fast-check";
import { toNumber } from "../model/number-lexeme.js";
import { resourceTypes, rowsOf } from "../model/types.js";
import type { ElementRow, TypeRow } from "../model/types.js";
import type { AnyResource } from "../resources.js";

type Random = () => number;
type Shape = Record<string, unknown>;

/**
 * Resources of every STU3 type, generated from the rows: any element, any choice, any length of list, siblings of
 * primitives.
 */
export function resources(): fc.Arbitrary<AnyResource> {
  return fc
    .tuple(fc.constantFrom(...resourceTypes()), fc.integer(), fc.integer({ min: 0, max: 4 }))
    .map(([type, seed, depth]) => makeResource(type, sequence(seed), depth));
}

function makeResource(type: string, random: Random, depth: number): AnyResource {
  return { resourceType: type, ...makeObject(rowsOf(type), random, depth, false) };
}

/** Generates numbers from 0 to 1, always the same for a seed (mulberry32). */
function sequence(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const pick = <T>(list: readonly T[], random: Random): T => list[Math.floor(random() * list.length)] as T;

function makeObject(type: TypeRow, random: Random, depth: number, filled = true): Shape {
  const object: Shape = {};
  const elements = new Map<number, ElementRow[]>();
  for (const row of type.elements) elements.set(row.order, [...(elements.get(row.order) ?? []), row]);
  for (const rows of elements.values()) {
    const row = pick(rows, random);
    if (row.min === 0 && (depth <= 0 || random() > 4 / elements.size)) continue;
    put(object, row, random, depth);
  }
  // ele-1: an element needs content other than an id. Use the first child that needs little, or an extension.
  if (filled && Object.keys(object).every((name) => name === "id")) {
    const simple = type.elements.find(
      ({ kind, codes, name }) => kind === "primitive" && codes === undefined && name !== "id",
    );
    if (simple !== undefined) put(object, simple, random, 0);
    else object["extension"] = [{ url: "urn:x", valueBoolean: true }];
  }
  return object;
}

function put(object: Shape, row: ElementRow, random: Random, depth: number): void {
  if (row.kind !== "primitive") {
    object[row.jsonName] = row.many ? list(random, () => makeItem(row, random, depth)) : makeItem(row, random, depth);
    return;
  }
  // Each item has a value, a value with an id or extensions, or only the latter.
  const make = (): [unknown, Shape | null] => {
    const sibling = !row.attribute && random() < 0.15 ? makeObject(rowsOf("Element"), random, depth - 2) : null;
    return [sibling !== null && row.codes === undefined && random() < 0.3 ? null : makePrimitive(row, random), sibling];
  };
  const items = row.many ? list(random, make) : [make()];
  const values = items.map(([value]) => value);
  const siblings = items.map(([, sibling]) => sibling);
  if (values.some((value) => value !== null)) object[row.jsonName] = row.many ? values : values[0];
  if (siblings.some((sibling) => sibling !== null)) object[row.siblingName] = row.many ? siblings : siblings[0];
}

function list<T>(random: Random, make: () => T): T[] {
  return Array.from({ length: 1 + Math.floor(random() * 3) }, make);
}

function makeItem(row: ElementRow, random: Random, depth: number): unknown {
  if (row.kind === "xhtml") return pick(NARRATIVES, random);
  if (row.kind === "resource")
    return makeResource(pick(["Patient", "Basic", "Binary", "Slot"], random), random, depth - 2);
  return makeObject(rowsOf(row.type), random, depth - 1);
}

const NARRATIVES = [
  '<div xmlns="http://www.w3.org/1999/xhtml"><p>Plain</p></div>',
  "<div xmlns=\"http://www.w3.org/1999/xhtml\">a &lt; b &#233; \u{1f3e5} <!-- kept --><b class='x'>\n  c</b><br/></div>",
  '<h:div xmlns:h="http://www.w3.org/1999/xhtml"><h:p><![CDATA[<raw> & so]]></h:p></h:div>',
];
const TEXTS = [
  "a",
  " ",
  "\t\n",
  "quo\"te & <tag> ' ]]>",
  "caf\u00e9 \u0301\u2028",
  "\u{1f3e5}\u{10ffff}",
  "\r\n x",
  "0",
  "\u0085",
];
const VALUES: Readonly<Record<string, readonly string[]>> = {
  string: TEXTS,
  markdown: [...TEXTS, "# Head\n\n* item"],
  uri: ["urn:x", "http://example.org/a?b=c&d=%20", "#local", "\u00e9"],
  oid: ["urn:oid:1.2.3", "urn:oid:0"],
  id: ["a", "A-1.b", "x".repeat(64)],
  code: ["c", "two words", "\u{1f3e5}"],
  base64Binary: ["QQ==", "QUJD\nREVG", "QUJD"],
  date: ["2019", "2019-02", "2020-02-29"],
  dateTime: ["2019", "2019-02-01T10:51:23Z", "2019-02-01T10:51:23.62000+13:59"],
  instant: ["2019-02-01T10:51:23.620+00:00", "1999-12-31T23:59:59Z"],
  time: ["00:00:00", "23:59:59.123456"],
  decimal: ["0", "-0", "1.50", "100", "0.00000000000000001", "1234567890123456789012345678901234567890", "-3.14"],
  integer: ["0", "-1", "2147483647", "-2147483648"],
  unsignedInt: ["0", "2147483647"],
  positiveInt: ["1", "2147483647"],
};
const NUMERIC = new Set(["decimal", "integer", "unsignedInt", "positiveInt"]);

/** The ids of elements contain no white space. */
const IDS = ["a", "x1", "_", "caf\u00e9", "\u{1f3e5}", 'quo"te&<tag>'];
const LANGUAGES = ["en", "en-GB", "zh-Hans-CN", "de-DE-1996", "x-private", "i-klingon"];

function makePrimitive(row: ElementRow, random: Random): unknown {
  if (row.codes !== undefined) return pick([...row.codes], random);
  if (row.attribute && row.name === "id") return pick(IDS, random);
  if (row.language) return pick(LANGUAGES, random);
  if (row.type === "boolean") return random() < 0.5;
  const lexeme = pick(VALUES[row.type] ?? TEXTS, random);
  return NUMERIC.has(row.type) ? toNumber(lexeme) : lexeme;
}
