import type { DerElement } from "./der.js";
import {
  DerError,
  SEQUENCE,
  SET,
  getContents,
  expectTag,
  readChildren,
  readElement,
  readObjectIdentifier,
} from "./der.js";

/** RFC 5280, 4.2.1.10, with the bases grouped by the context tag of their GeneralName. */
export interface NameConstraints {
  readonly permitted: readonly Subtree[];
  readonly excluded: readonly Subtree[];
}
interface Subtree {
  readonly tag: number;
  readonly base: Uint8Array;
}

/** The names of a certificate to which name constraints apply. */
export interface ConstrainedNames {
  /** Name, DER. */
  readonly subjectName: Uint8Array;
  /** GeneralNames, DER. */
  readonly alternativeNames: readonly Uint8Array[];
}

const EMAIL = 0x81;
const DNS = 0x82;
const DIRECTORY = 0xa4;
const URI = 0x86;
const IP = 0x87;
const UNKNOWN_FORM = -1;
const EMAIL_ADDRESS_ATTRIBUTE = "1.2.840.113549.1.9.1";

/** String types of a DirectoryString and of those that older authorities use (X.680, table 8). */
const DECODERS: Readonly<Record<number, (value: Buffer) => string>> = {
  0x0c: (value) => value.toString("utf8"),
  0x13: (value) => value.toString("latin1"),
  0x14: (value) => value.toString("latin1"),
  0x16: (value) => value.toString("latin1"),
  0x1e: (value) =>
    Buffer.from(value.subarray(0, value.length & ~1))
      .swap16()
      .toString("utf16le"),
};

/** Returns the same text for two names if RFC 5280, 7.1 treats them as equal, ignoring case and runs of spaces. */
export function canonicalName(name: Uint8Array): string {
  return relativeNames(name).join("\n");
}

function relativeNames(name: Uint8Array): string[] {
  return readChildren(name, expectTag(readElement(name, 0), SEQUENCE)).map((relative) =>
    getAttributes(name, relative)
      .map(({ type, value }) => `${type}=${value}`)
      .sort()
      .join("+"),
  );
}

function getAttributes(name: Uint8Array, relative: DerElement): { readonly type: string; readonly value: string }[] {
  return readChildren(name, expectTag(relative, SET)).map((attribute) => {
    const [type, value] = readChildren(name, expectTag(attribute, SEQUENCE));
    const element = value ?? attribute;
    const decode = DECODERS[element.tag];
    const bytes = Buffer.from(getContents(name, element));
    const text =
      decode === undefined
        ? `#${element.tag}:${bytes.toString("hex")}`
        : JSON.stringify(decode(bytes).normalize("NFKC").trim().replace(/\s+/g, " ").toLowerCase());
    return { type: readObjectIdentifier(name, type), value: text };
  });
}

export function readNameConstraints(der: Uint8Array, sequence: DerElement): NameConstraints {
  const trees = readChildren(der, sequence);
  const read = (tag: number): Subtree[] =>
    trees
      .filter((tree) => tree.tag === tag)
      .flatMap((tree) => readChildren(der, tree))
      .map((subtree) => {
        const [base, ...bounds] = readChildren(der, expectTag(subtree, SEQUENCE));
        const element = base as DerElement;
        // RFC 5280 does not use minimum and maximum.
        return { tag: bounds.length > 0 ? UNKNOWN_FORM : element.tag, base: getContents(der, element).slice() };
      });
  return { permitted: read(0xa0), excluded: read(0xa1) };
}

/**
 * Returns whether a certificate with these names may be below an authority with these constraints (RFC 5280, 6.1.4 (b), (c)). A name that
 * cannot be compared with a constraint of its form is not allowed.
 */
export function areNamesAllowed({ permitted, excluded }: NameConstraints, names: ConstrainedNames): boolean {
  if ([...permitted, ...excluded].some(({ tag }) => tag === UNKNOWN_FORM)) return false;
  try {
    return getGeneralNames(names).every((name) => isAllowed({ permitted, excluded }, name));
  } catch (error) {
    if (error instanceof DerError) return false;
    throw error;
  }
}

function isAllowed({ permitted, excluded }: NameConstraints, { tag, value }: GeneralName): boolean {
  const matches = (subtrees: readonly Subtree[]): (boolean | undefined)[] =>
    subtrees.filter((subtree) => subtree.tag === tag).map(({ base }) => MATCHERS[tag]?.(value, base));
  const [inside, outside] = [matches(permitted), matches(excluded)];
  if ([...inside, ...outside].includes(undefined)) return false;
  return (inside.length === 0 || inside.includes(true)) && !outside.includes(true);
}

interface GeneralName {
  readonly tag: number;
  readonly value: Uint8Array;
}

function getGeneralNames({ subjectName, alternativeNames }: ConstrainedNames): GeneralName[] {
  const names = alternativeNames.map((name): GeneralName => {
    const element = readElement(name, 0);
    return { tag: element.tag, value: getContents(name, element) };
  });
  const relative = readChildren(subjectName, readElement(subjectName, 0));
  if (relative.length > 0) names.push({ tag: DIRECTORY, value: subjectName });
  if (names.some(({ tag }) => tag === EMAIL)) return names;
  for (const { type, value } of relative.flatMap((each) => getAttributes(subjectName, each))) {
    if (type === EMAIL_ADDRESS_ATTRIBUTE && value.startsWith('"')) {
      names.push({ tag: EMAIL, value: Buffer.from(JSON.parse(value) as string, "latin1") });
    }
  }
  return names;
}

/** Return whether the name is within the subtree; undefined if they cannot be compared. */
const MATCHERS: Readonly<Record<number, (name: Uint8Array, base: Uint8Array) => boolean | undefined>> = {
  [DIRECTORY]: (name, base) => {
    const outer = relativeNames(base);
    const inner = relativeNames(name);
    return outer.every((relative, index) => inner[index] === relative);
  },
  [DNS]: (name, base) => isWithinDomain(getText(name), getText(base)),
  [EMAIL]: (name, base) => {
    const [address, tree] = [getText(name), getText(base)];
    if (tree.includes("@")) return address === tree;
    const host = address.slice(address.lastIndexOf("@") + 1);
    return tree.startsWith(".") ? host.endsWith(tree) : host === tree;
  },
  [URI]: (name, base) => {
    const [uri, tree] = [getText(name), getText(base)];
    const host = URL.canParse(uri) ? new URL(uri).hostname : undefined;
    if (host === undefined || host === "") return undefined;
    return tree.startsWith(".") ? host.endsWith(tree) : host === tree;
  },
  [IP]: (name, base) =>
    base.length === 2 * name.length &&
    name.every((octet, index) => ((octet ^ (base[index] as number)) & (base[name.length + index] as number)) === 0),
};

function isWithinDomain(name: string, base: string): boolean {
  return base === "" || name === base || name.endsWith(base.startsWith(".") ? base : `.${base}`);
}

function getText(value: Uint8Array): string {
  return Buffer.from(value).toString("latin1").toLowerCase();
}
