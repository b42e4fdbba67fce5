import { FHIR_NAMESPACE } from "./read-xml.js";
import { SCHEMAS, getType } from "./schemas.js";

type Value = Readonly<Record<string, unknown>>;

/** Returns FHIR XML of a resource, in the order of STU3's definitions. Members that STU3 does not define come last. */
export function writeXml(resource: object): string {
  const { resourceType, ...members } = resource as Value;
  return element(String(resourceType), members, String(resourceType), ` xmlns="${FHIR_NAMESPACE}"`);
}

function element(name: string, value: Value, type: string | undefined, attributes = ""): string {
  const isExtension = type === "Extension" || type === "NestedExtension";
  const isResource = attributes !== "" || "resourceType" in value;
  const own = ["id", ...(isExtension ? ["url"] : [])].filter((each) => !isResource && value[each] !== undefined);
  const opened = `${name}${attributes}${own.map((each) => ` ${each}="${escape(String(value[each]))}"`).join("")}`;
  const inner = members(value, type)
    .filter((each) => !own.includes(each) && each !== "resourceType")
    .map((each) => member(each, value, type))
    .join("");
  return inner === "" ? `<${opened}/>` : `<${opened}>${inner}</${name}>`;
}

/** Returns names in the order of the definition, without duplicates. `_status` is merged with `status`. */
function members(value: Value, type = ""): string[] {
  const names = new Set(Object.keys(value).map((name) => name.replace(/^_/, "")));
  const known = Object.keys(SCHEMAS[type]?.properties ?? {});
  return [...known.filter((name) => names.has(name)), ...[...names].filter((name) => !known.includes(name))];
}

function member(name: string, holder: Value, type = ""): string {
  const [value, sibling] = [holder[name], holder[`_${name}`]];
  const memberType = getType(SCHEMAS[type]?.properties?.[name]);
  const count = Math.max(...[value, sibling].map((each) => (Array.isArray(each) ? each.length : 1)));
  const at = (each: unknown, index: number): unknown =>
    Array.isArray(each) ? (each as unknown[])[index] : index === 0 ? each : undefined;
  return Array.from({ length: count }, (_, index) => one(name, at(value, index), at(sibling, index), memberType)).join(
    "",
  );
}

function one(name: string, value: unknown, sibling: unknown, type: string | undefined): string {
  if (name === "div") return String(value);
  if (typeof value === "object" && value !== null) {
    const { resourceType } = value as { resourceType?: unknown };
    if (typeof resourceType !== "string") return element(name, value as Value, type ?? typeNamed(name));
    return `<${name}>${element(resourceType, value as Value, resourceType)}</${name}>`;
  }
  const attribute = value === undefined || value === null ? "" : ` value="${escape(String(value))}"`;
  const { id, ...rest } = (sibling ?? {}) as Value;
  const inner = members(rest, "Element")
    .map((each) => member(each, rest, "Element"))
    .join("");
  const opened = `${name}${id === undefined ? "" : ` id="${escape(String(id))}"`}${attribute}`;
  return inner === "" ? `<${opened}/>` : `<${opened}>${inner}</${name}>`;
}

const typeNamed = (name: string): string | undefined => /^value([A-Z]\w*)$/.exec(name)?.[1];

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\t": "&#9;",
  "\n": "&#10;",
  "\r": "&#13;",
};
const escape = (text: string): string => text.replace(/[&<>"\t\n\r]/g, (each) => ESCAPES[each] ?? each);
