import { CODES, DEFINITIONS } from "./rows.generated.js";

/** The STU3 definition of one element of a type. A choice element has one row for each of its types. */
export interface ElementRow {
  /** Name in FHIRPath: `value` for `valueString`. */
  readonly name: string;
  /** Name in JSON and XML: `valueString`. */
  readonly jsonName: string;
  /** Name of the property with the ids and extensions of a primitive: `_valueString`. */
  readonly siblingName: string;
  /** FHIR type: `instant`, `Identifier`, `AppointmentParticipant` (a backbone element), `Resource` (any resource), `xhtml`. */
  readonly type: string;
  readonly kind: "primitive" | "complex" | "resource" | "xhtml";
  readonly min: 0 | 1;
  readonly many: boolean;
  readonly choice: boolean;
  /** The codes of a required binding. */
  readonly codes: ReadonlySet<string> | undefined;
  /** True if the code is a language of BCP 47: the maximum value set of its binding is all-languages. */
  readonly language: boolean;
  /** True for an XML attribute instead of an element: `id` of every element, `url` of an extension. */
  readonly attribute: boolean;
  /** Position in the definition; the rows of one choice share it. */
  readonly order: number;
}

export interface TypeRow {
  readonly name: string;
  readonly base: string | undefined;
  readonly isResource: boolean;
  /** In the order of the definition, inherited elements first. */
  readonly elements: readonly ElementRow[];
  readonly byJsonName: ReadonlyMap<string, ElementRow>;
  /** Primitive elements that may have ids and extensions, by the name of their sibling property. */
  readonly bySiblingName: ReadonlyMap<string, ElementRow>;
  /** One list for each required element: the rows of which one must be present. */
  readonly required: readonly (readonly ElementRow[])[];
  /** The rows of each choice element, by its name in FHIRPath. */
  readonly choices: ReadonlyMap<string, readonly ElementRow[]>;
  /** The rows of each element, by its name in FHIRPath: one, or those of a choice. */
  readonly byName: ReadonlyMap<string, readonly ElementRow[]>;
}

export const PRIMITIVES: ReadonlySet<string> = new Set(
  "boolean integer decimal string uri base64Binary instant date dateTime time code oid id unsignedInt positiveInt markdown".split(
    " ",
  ),
);

const types = new Map<string, TypeRow>();
const codeSets = new Map<string, ReadonlySet<string>>();

/**
 * Returns the rows of a type, compiled on first use; `undefined` if STU3 has no such type.
 *
 * @example
 * ```ts
 * assert.equal(typeRow("Nothing"), undefined);
 * ```
 */
export function typeRow(name: string): TypeRow | undefined {
  const known = types.get(name);
  if (known !== undefined) return known;
  const text = Object.hasOwn(DEFINITIONS, name) ? DEFINITIONS[name] : undefined;
  if (text === undefined) return undefined;
  const type = compile(name, text);
  types.set(name, type);
  return type;
}

/**
 * Like {@link typeRow}, for a name that comes from another row.
 *
 * @example
 * ```ts
 * assert.equal(rowsOf("Appointment").byJsonName.get("start")?.type, "instant");
 * ```
 */
export function rowsOf(name: string): TypeRow {
  const type = typeRow(name);
  if (type === undefined) throw new TypeError(`STU3 has no type ${name}`);
  return type;
}

/** Returns the rows of a resource type; `undefined` for anything else, including the abstract bases. */
export function resourceRow(name: unknown): TypeRow | undefined {
  if (typeof name !== "string" || name === "DomainResource" || name === "Resource") return undefined;
  const type = typeRow(name);
  return type?.isResource === true ? type : undefined;
}

/**
 * Returns every concrete resource type of STU3.
 *
 * @example
 * ```ts
 * assert.equal(resourceTypes().length, 117);
 * ```
 */
export function resourceTypes(): string[] {
  return Object.keys(DEFINITIONS).filter((name) => resourceRow(name) !== undefined);
}

const CARDINALITY = { "?": [0, false], "!": [1, false], "*": [0, true], "+": [1, true] } as const;

function compile(name: string, text: string): TypeRow {
  const [base, ...own] = text.split(" ");
  const inherited = base ? rowsOf(base) : undefined;
  const isResource = name === "Resource" || inherited?.isResource === true;
  const elements: ElementRow[] = [...(inherited?.elements ?? [])];
  const choices = new Map(inherited?.choices);
  let order = (elements.at(-1)?.order ?? 0) + 1;
  for (const line of own) {
    const rows = elementRows(line, order++, name, isResource);
    elements.push(...rows);
    if (rows[0]?.choice) choices.set(rows[0].name, rows);
  }
  const required = new Map<number, ElementRow[]>();
  for (const row of elements) if (row.min === 1) required.set(row.order, [...(required.get(row.order) ?? []), row]);
  return {
    name,
    base: base || undefined,
    isResource,
    elements,
    byJsonName: new Map(elements.map((row) => [row.jsonName, row])),
    bySiblingName: new Map(
      elements.filter(({ kind, attribute }) => kind === "primitive" && !attribute).map((row) => [row.siblingName, row]),
    ),
    required: [...required.values()],
    choices,
    byName: new Map([...elements.map((row) => [row.name, [row]] as const), ...choices]),
  };
}

function elementRows(line: string, order: number, owner: string, isResource: boolean): ElementRow[] {
  const [, name = "", cardinality = "?", list = "", codeSet] = /^(\w+)([?!*+])([\w,]+)(?:=(.*))?$/.exec(line) ?? [];
  const [min, many] = CARDINALITY[cardinality as keyof typeof CARDINALITY];
  const names = list.split(",");
  return names.map((type) => ({
    name,
    ...namesInJson(names.length > 1 ? name + type.charAt(0).toUpperCase() + type.slice(1) : name),
    type,
    kind: PRIMITIVES.has(type)
      ? "primitive"
      : type === "xhtml"
        ? "xhtml"
        : type === "Resource"
          ? "resource"
          : "complex",
    min,
    many,
    choice: names.length > 1,
    codes: codeSet === undefined ? undefined : getCodes(codeSet),
    language: type === "code" && isLanguage(name, owner),
    attribute: !isResource && (name === "id" || (owner === "Extension" && name === "url")),
    order,
  }));
}

/** Returns true for the name of a language element. The language of a mapping is a programming language. */
function isLanguage(name: string, owner: string): boolean {
  return (name === "language" && owner !== "ElementDefinitionMapping") || name === "displayLanguage";
}

/** Interns the names: lookups with interned keys are much faster than with newly concatenated strings. */
function namesInJson(jsonName: string): { jsonName: string; siblingName: string } {
  const [siblingName = ""] = Object.keys({ [`_${jsonName}`]: 0 });
  return { jsonName, siblingName };
}

/** Returns the codes of a value set. All elements bound to it share one set. */
function getCodes(name: string): ReadonlySet<string> {
  let codes = codeSets.get(name);
  if (codes === undefined) codeSets.set(name, (codes = new Set(CODES[name]?.split(" "))));
  return codes;
}
