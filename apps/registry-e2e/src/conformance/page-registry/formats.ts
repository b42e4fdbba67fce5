import { DOMParser } from "@xmldom/xmldom";
import type { Element } from "@xmldom/xmldom";

export type Json = Record<string, unknown>;

const NAMESPACE = "http://hl7.org/fhir";
const names = (text: string): readonly string[] => text.split(" ");
/** Repeating elements of an Appointment. `identifier` does not repeat within an actor. */
const MANY = new Set(
  names("identifier participant extension profile security tag coding serviceType specialty reason slot"),
);
const NUMBERS = new Set(["minutesDuration", "priority", "valueDecimal"]);
/** The elements of an Appointment and of its parts, in the order of STU3. */
const ORDER = names(
  "id meta versionId lastUpdated profile contained extension use type system version code value reference identifier actor " +
    "required status serviceCategory serviceType specialty appointmentType reason indication priority description " +
    "supportingInformation start end minutesDuration slot created comment incomingReferral participant security tag display period",
);

export const ELEMENTS: ReadonlySet<string> = new Set(["resourceType", ...ORDER]);

/** @throws Error if the text cannot be read */
export function readXml(text: string): Json {
  const fail = (message: string): never => {
    throw new Error(message);
  };
  const { documentElement } = new DOMParser({ onError: (_, message) => fail(message) }).parseFromString(
    text,
    "text/xml",
  );
  const root = documentElement as Element;
  if (root.namespaceURI !== NAMESPACE) fail("This is not FHIR.");
  return { resourceType: root.localName ?? "", ...members(root) };
}

function members(element: Element): Json {
  const read: Json = {};
  for (const name of ["id", "url"]) if (element.hasAttribute(name)) read[name] = element.getAttribute(name);
  for (const child of Array.from(element.childNodes).filter(({ nodeType }) => nodeType === 1) as Element[]) {
    const name = child.localName ?? "";
    const text = child.getAttribute("value");
    const value = !child.hasAttribute("value") ? members(child) : NUMBERS.has(name) ? Number(text) : text;
    const repeats = MANY.has(name) && element.localName !== "actor";
    read[name] = repeats ? [...((read[name] ?? []) as unknown[]), value] : value;
  }
  return read;
}

export function writeXml({ resourceType, ...resource }: Json): string {
  const type = String(resourceType);
  const content = elements(type === "Appointment" ? (sorted(resource) as Json) : resource);
  return `<${type} xmlns="${NAMESPACE}">${content}</${type}>`;
}

const elements = (value: Json): string =>
  Object.entries(value)
    .flatMap(([name, each]) => (Array.isArray(each) ? each : [each]).map((one: unknown) => element(name, one)))
    .join("");

function element(name: string, value: unknown): string {
  if (typeof value !== "object" || value === null) return `<${name} value="${escaped(String(value))}"/>`;
  const { url, ...rest } = value as Json;
  if ("resourceType" in rest) return `<${name}>${writeXml(rest)}</${name}>`;
  return url === undefined || name === "link"
    ? `<${name}>${elements(value as Json)}</${name}>`
    : `<${name} url="${escaped(String(url))}">${elements(rest)}</${name}>`;
}

/** Sorts the members of JSON, which callers may send in any order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).toSorted(([a], [b]) => ORDER.indexOf(a) - ORDER.indexOf(b));
  return Object.fromEntries(members.map(([name, each]) => [name, sorted(each)]));
}

const escaped = (text: string): string =>
  text.replace(/[&<"]/g, (each) => (each === "&" ? "&amp;" : each === "<" ? "&lt;" : "&quot;"));
