import { isNumber } from "../../model/number-lexeme.js";
import { placeAt } from "../../model/place-at.js";
import { toExpression } from "../../model/place.js";
import type { Change, Mutant, Random } from "./mutant.js";
import { pick } from "./mutant.js";
import { NARRATIVES, anyText, anyValue } from "./values.js";

type Shape = Record<string, unknown>;
type Steps = readonly (string | number)[];

/** Returns a JSON document of the resource with this number of changes. */
export function jsonMutant(resource: Shape & { resourceType: string }, changes: number, random: Random): Mutant {
  const copy = structuredClone(resource);
  const made: Change[] = [];
  while (made.length < changes) {
    const change = mutate(copy, random);
    if (change !== undefined) made.push(change);
  }
  return { format: "json", text: JSON.stringify(copy), changes: made };
}

interface Node {
  readonly holder: Shape | unknown[];
  readonly key: string | number;
  readonly steps: Steps;
}

function getNodes(value: unknown, steps: Steps = [], found: Node[] = []): Node[] {
  if (typeof value !== "object" || value === null) return found;
  for (const key of Object.keys(value)) {
    if (key === "resourceType" && steps.length === 0) continue;
    const step = Array.isArray(value) ? Number(key) : key;
    const node = { holder: value as Shape, key: step, steps: [...steps, step] };
    found.push(node);
    getNodes((value as Shape)[key], node.steps, found);
  }
  return found;
}

const at = ({ holder, key }: Node): unknown => (holder as Shape)[key];
const put = ({ holder, key }: Node, value: unknown): void => {
  (holder as Shape)[key] = value;
};
const remove = ({ holder, key }: Node): void => {
  if (Array.isArray(holder)) holder.splice(Number(key), 1);
  else Reflect.deleteProperty(holder, key);
};
const isObject = (value: unknown): value is Shape =>
  typeof value === "object" && value !== null && !Array.isArray(value) && !isNumber(value);

/** The kinds of changes to a node. Each returns true if it applied. */
const KINDS: Readonly<Record<string, (node: Node, random: Random) => boolean>> = {
  remove: (node) => {
    remove(node);
    return true;
  },
  replace: (node, random) => {
    put(node, anyValue(random));
    return true;
  },
  text: (node, random) => {
    if (typeof at(node) !== "string") return false;
    put(node, anyText(random));
    return true;
  },
  decorate: (node, random) => {
    const value = at(node);
    if (typeof value !== "string") return false;
    const piece = pick([" ", "\t", "\n", "\u00a0", "\u0000", "0", "x", "-", "é", "\\", '"'], random);
    const place = Math.floor(random() * (value.length + 1));
    put(node, value.slice(0, place) + piece + value.slice(place));
    return true;
  },
  "only an id": (node) => {
    const { holder, key } = node;
    if (typeof key === "string" && !key.startsWith("_") && !isObject(at(node)) && !Array.isArray(at(node))) {
      Reflect.deleteProperty(holder, key);
      (holder as Shape)[`_${key}`] = { id: "only" };
    } else if (isObject(at(node))) put(node, { id: "only" });
    else return false;
    return true;
  },
  "only an extension": ({ holder, key }) => {
    if (typeof key !== "string" || key.startsWith("_") || typeof (holder as Shape)[key] !== "string") return false;
    Reflect.deleteProperty(holder, key);
    (holder as Shape)[`_${key}`] = { extension: [{ url: "http://example.org/absent", valueCode: "unknown" }] };
    return true;
  },
  "id beside": ({ holder, key }, random) => {
    if (typeof key !== "string" || key.startsWith("_") || typeof (holder as Shape)[key] !== "string") return false;
    (holder as Shape)[`_${key}`] = pick([{}, { id: "b" }, { id: "a b" }, { id: "a1" }, null, [], { other: 1 }], random);
    return true;
  },
  id: (node, random) => {
    const value = at(node);
    if (!isObject(value)) return false;
    value["id"] = pick(["a1", "s1", "new", "a b", "", " ", 1, null, "a\tb"], random);
    return true;
  },
  wrap: (node) => {
    put(node, [at(node)]);
    return true;
  },
  unwrap: (node) => {
    const value = at(node);
    if (!Array.isArray(value)) return false;
    put(node, value[0]);
    return true;
  },
  repeat: (node) => {
    const value = at(node);
    if (!Array.isArray(node.holder)) return false;
    node.holder.push(structuredClone(value));
    return true;
  },
  rename: ({ holder, key }, random) => {
    if (typeof key !== "string") return false;
    const name = pick([`${key}X`, key.toUpperCase(), `_${key}`, `${key} `, key.slice(1), "value", "extension"], random);
    if (name === "" || name in (holder as Shape)) return false;
    (holder as Shape)[name] = (holder as Shape)[key];
    Reflect.deleteProperty(holder, key);
    return true;
  },
  "unknown child": (node, random) => {
    const value = at(node);
    if (!isObject(value)) return false;
    value[pick(["colour", "valueThing", "fhir_comment", "__proto__x", "a b", "_", "div"], random)] = "x";
    return true;
  },
  narrative: (node, random) => {
    if (node.key !== "div") return false;
    put(node, pick(NARRATIVES, random));
    return true;
  },
  "second value": (node, random) => {
    const value = at(node);
    if (!isObject(value) || typeof value["url"] !== "string") return false;
    value[pick(["valueString", "valueCode", "extension"], random)] = pick<unknown>(
      ["x", [{ url: "a", valueCode: "x" }]],
      random,
    );
    return true;
  },
  modifier: (node) => {
    const value = at(node);
    if (!isObject(node.holder) || node.key !== "extension" || !Array.isArray(value)) return false;
    node.holder["modifierExtension"] = [structuredClone(value[0])];
    return true;
  },
};

const NAMES = Object.keys(KINDS);

function mutate(resource: Shape & { resourceType: string }, random: Random): Change | undefined {
  const nodes = getNodes(resource);
  const kind = pick(NAMES, random);
  // Rare places are as likely as common ones.
  const node = kind === "narrative" ? nodes.find(({ key }) => key === "div") : pick(nodes, random);
  if (node === undefined) return undefined;
  const expression = toExpression(placeAt(resource, node.steps));
  if (KINDS[kind]?.(node, random) !== true) return undefined;
  // The copy is the last item of the list.
  const last = Array.isArray(node.holder) ? node.holder.length - 1 : 0;
  return { kind, expression: kind === "repeat" ? expression.replace(/\[\d+\]$/, `[${last}]`) : expression };
}
