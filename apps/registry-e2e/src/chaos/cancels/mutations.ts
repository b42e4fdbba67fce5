/* eslint-disable regexp/no-super-linear-move -- our own entries */

/** Returns numbers in [0, 1). The same seed gives the same sequence. */
export type Random = () => number;

/** Changes the text of a resource. Returns the text unchanged if the mutation does not apply. */
type Mutation = (text: string, random: Random) => string;

const pick = <T>(from: readonly T[], random: Random): T => from[Math.floor(random() * from.length)] as T;

/** Replaces one randomly chosen match of a pattern. */
function one(text: string, pattern: RegExp, random: Random, change: (match: RegExpMatchArray) => string): string {
  const matches = [...text.matchAll(pattern)];
  if (matches.length === 0) return text;
  const match = pick(matches, random);
  return text.slice(0, match.index) + change(match) + text.slice(match.index + match[0].length);
}

const EXTENSION = { url: "https://mutated.example/extension", valueString: "mutated" };
const INSTANT = /(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d+)?(Z|[+-]\d\d:\d\d)/g;

/** Rewrites an instant in another notation for the same, or nearly the same, time. */
const respelled: Mutation = (text, random) =>
  one(text, INSTANT, random, ([, time = "", fraction = "", zone = ""]) =>
    pick(
      [
        `${time}${fraction}${zone === "Z" ? "+00:00" : "Z"}`,
        `${time}${fraction === "" ? ".000" : `${fraction}000`}${zone}`,
        `${time}${fraction.replace(/0+$/, "").replace(/^\.$/, "")}${zone}`,
        `${time}${fraction === "" ? ".0000000001" : `${fraction}1`}${zone}`,
        new Date(Date.parse(`${time}${zone}`) + 3_600_000).toISOString().replace(/\.000Z$/, `${fraction}+01:00`),
      ],
      random,
    ),
  );

const texts: readonly Mutation[] = [
  (text) => text,
  respelled,
  (text, random) => one(text, /versionId(":| value=)"\d+"/g, random, ([, is = ""]) => `versionId${is}"77"`),
  (text, random) =>
    one(text, /lastUpdated(":| value=)"[^"]*"/g, random, ([, is = ""]) => `lastUpdated${is}"2001-01-01T00:00:00Z"`),
  (text, random) => one(text, /[a-z]{3,}/g, random, ([word]) => word.toUpperCase()),
  (text, random) => one(text, /[aeo]/g, random, ([letter]) => `${letter}\u0301`),
  (text, random) => one(text, / /g, random, () => pick(["  ", "\u00a0", "\t", ""], random)),
  (text, random) => one(text, /\b\d+\b/g, random, ([digits]) => pick([`${digits}0`, `${Number(digits) + 1}`], random)),
];

type Tree = Record<string, unknown> | unknown[];

/** Returns a mutation that changes the value at one place of a JSON text. */
const inTree =
  (change: (parent: Tree, key: string, random: Random) => void): Mutation =>
  (text, random) => {
    const places: [Tree, string][] = [];
    const visit = (value: unknown): void => {
      if (typeof value !== "object" || value === null) return;
      for (const key of Object.keys(value)) {
        places.push([value as Tree, key]);
        visit((value as Record<string, unknown>)[key]);
      }
    };
    const tree = JSON.parse(text) as Tree;
    visit(tree);
    const [parent, key] = pick(places, random);
    change(parent, key, random);
    return JSON.stringify(tree);
  };
const at = (tree: Tree, key: string): unknown => (tree as Record<string, unknown>)[key];
const put = (tree: Tree, key: string, value: unknown): void => {
  (tree as Record<string, unknown>)[key] = value;
};
const shuffled = <T>(values: readonly T[], random: Random): T[] =>
  values
    .map((value) => [random(), value] as const)
    .sort(([a], [b]) => a - b)
    .map(([, value]) => value);

const json: readonly Mutation[] = [
  inTree((parent, key, random) => {
    const value = at(parent, key);
    if (Array.isArray(value)) put(parent, key, shuffled(value, random));
    else if (typeof value === "object" && value !== null)
      put(parent, key, Object.fromEntries(shuffled(Object.entries(value), random)));
  }),
  inTree((parent, key) =>
    Array.isArray(parent) ? parent.splice(Number(key), 1) : Reflect.deleteProperty(parent, key),
  ),
  inTree((parent, key) => {
    if (Array.isArray(parent)) parent.push(structuredClone(parent[Number(key)]));
  }),
  inTree((parent, key) => {
    if (!Array.isArray(parent)) parent[`_${key}`] = { extension: [EXTENSION] };
  }),
  inTree((parent, key, random) => {
    const value = at(parent, key);
    if (typeof value === "object" && value !== null && !Array.isArray(value))
      Object.assign(
        value,
        pick([{ extension: [EXTENSION] }, { id: "mutated" }, { unknown: 1 }, { fhir_comments: ["c"] }], random),
      );
  }),
  inTree((parent, key, random) => put(parent, key, pick([null, "", {}, [], 0, false, "mutated"], random))),
  (text) => JSON.stringify(JSON.parse(text), null, 2),
  (text) => `\ufeff${text}`,
  (text, random) =>
    one(
      text,
      /(?<=[":a-z ])[a-z](?=[a-z]*")/g,
      random,
      ([letter]) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`,
    ),
  (text, random) =>
    one(
      text,
      /":(\d+)(?=[,}])/g,
      random,
      ([, digits = ""]) => `":${pick([`${digits}.0`, `${digits}e0`, `0${digits}`, `-${digits}`], random)}`,
    ),
  (text, random) => one(text, /"(\w+)":"([^"]*)"/g, random, ([pair]) => `${pair},${pair}`),
];

const xml: readonly Mutation[] = [
  (text, random) => one(text, /></g, random, () => pick([">\n  <", "><!-- c --><", "><?p i?><", "> x <"], random)),
  (text) => text.replaceAll("><", ">\n<"),
  (text, random) => one(text, / value="([^"]*)"/g, random, ([, value = ""]) => ` value='${value}'`),
  (text, random) => one(text, / value="([^"]*)"/g, random, ([, value = ""]) => ` value=" ${value} "`),
  (text, random) =>
    one(text, /(?<= value="[^"]*)[a-z](?=[^"]*")/g, random, ([letter]) =>
      pick([`&#${letter.charCodeAt(0)};`, `&#x${letter.charCodeAt(0).toString(16)};`], random),
    ),
  (text, random) =>
    one(text, /<(\w+)( [^>]*)?\/>/g, random, ([, name = "", rest = ""]) => `<${name}${rest}></${name}>`),
  (text, random) => one(text, /<(\w+) value="[^"]*"\/>/g, random, () => ""),
  (text, random) => one(text, /<(\w+) value="[^"]*"\/>/g, random, ([element]) => element + element),
  (text, random) => one(text, /(<\w+ value="[^"]*"\/>)(<\w+ value="[^"]*"\/>)/g, random, ([, a = "", b = ""]) => b + a),
  (text, random) =>
    one(text, /<(\w+) (value="[^"]*")\/>/g, random, ([, name = "", value = ""]) =>
      pick(
        [
          `<${name} id="mutated" ${value}/>`,
          `<${name} ${value}><extension url="${EXTENSION.url}"><valueString value="mutated"/></extension></${name}>`,
          `<x:${name} xmlns:x="http://hl7.org/fhir" ${value}/>`,
          `<${name} xmlns:x="https://mutated.example" x:a="b" ${value}/>`,
        ],
        random,
      ),
    ),
  (text, random) =>
    pick(['<?xml version="1.0" encoding="UTF-8"?>', "\ufeff", "<!-- before -->", "<?p i?>"], random) + text,
  (text, random) =>
    one(
      text,
      /<(b|i|p)>([^<]+)<\/\1>/g,
      random,
      ([, name = "", inner = ""]) => `<${name}><![CDATA[${inner}]]></${name}>`,
    ),
];

/** Returns the text of a resource as a caller might send it back, with one to three changes. Many of them keep its meaning. */
export function mutated(text: string, format: "json" | "xml", random: Random): string {
  const all = [...texts, ...(format === "json" ? json : xml)];
  let changed = text;
  for (let left = 1 + Math.floor(random() * 3); left > 0; left -= 1) {
    try {
      changed = pick(all, random)(changed, random);
    } catch {
      // An earlier change left a text that is no longer JSON.
    }
  }
  return changed;
}
