import { describe, expect, it } from "@jest/globals";
import { XMLParser } from "fast-xml-parser";
import { hasSharedData, sharedBytes, sharedText } from "../testing/shared-data.js";
import { parseResource } from "../read-resource.js";
import { resourceTypes, rowsOf, typeRow } from "./types.js";
import type { TypeRow } from "./types.js";

const present = hasSharedData("definitions", "the rows against HL7's StructureDefinitions and XML schemas");
const some = present ? describe : describe.skip;

/** Base types that no element has as its type. */
const ABSTRACT = new Set(["Element", "BackboneElement", "Resource", "DomainResource", "xhtml"]);

interface Line {
  path: string;
  min: number;
  many: boolean;
  types: string[];
}

/** Returns the rows of a type, one line for each element. */
function linesOf(type: TypeRow, path: string): Line[] {
  const lines: Line[] = [];
  for (const row of type.elements) {
    const last = lines.at(-1);
    const place = `${path}.${row.name}${row.choice ? "[x]" : ""}`;
    if (last?.path === place) {
      last.types.push(row.type);
      continue;
    }
    // A type that is named after a different element is a reference to the content of that element.
    const own = row.type === type.name + row.name.charAt(0).toUpperCase() + row.name.slice(1);
    const backbone = own || typeRow(row.type)?.base === "BackboneElement";
    lines.push({ path: place, min: row.min, many: row.many, types: [backbone ? "BackboneElement" : row.type] });
    if (own) lines.push(...linesOf(rowsOf(row.type), place));
  }
  return lines;
}

const print = ({ path, min, many, types }: Line): string =>
  `${path} ${min}..${many ? "*" : "1"} ${[...new Set(types)].sort().join("|")}`;

some("HL7's StructureDefinitions", () => {
  interface Definition {
    type: string;
    snapshot: {
      element: {
        path: string;
        min: number;
        max: string;
        contentReference?: string;
        type?: { code?: string; _code?: { extension: { valueString: string }[] } }[];
      }[];
    };
  }
  const bundles = present ? ["profiles-types.xml", "profiles-resources.xml"] : [];
  const definitions = bundles.flatMap((name) => {
    const read = parseResource<"Bundle">(sharedBytes("definitions", name), { format: "xml" });
    const entries = read.kind === "resource" ? (read.resource.entry ?? []) : [];
    return entries.flatMap(({ resource }) => {
      const definition = resource as unknown as Definition & { resourceType: string; name: string };
      const isOne = definition.resourceType === "StructureDefinition" && typeRow(definition.name) !== undefined;
      return isOne && !ABSTRACT.has(definition.name) ? [definition] : [];
    });
  });

  it("are those of all resources and of the data types", () => {
    expect(definitions.length).toBeGreaterThan(145);
  });

  it.each(definitions.map((each) => [each.name, each] as const))(
    "%s and the rows agree on every element",
    (name, { type, snapshot }) => {
      const wanted = snapshot.element
        .filter(({ path }) => path !== type)
        .map(({ path, min, max, type: types, contentReference }): Line => {
          // A code of XML Schema marks id and url as strings and URIs. A reference to other content is a backbone
          // element.
          const codes = (types ?? []).map(
            ({ code, _code }) => code ?? _code?.extension.map((each) => each.valueString).join(),
          );
          const plain = codes.map((code) => (code === undefined || /^(?:xsd|xs):/.test(code) ? "string" : code));
          return {
            path,
            min,
            many: max !== "1",
            types: contentReference === undefined ? plain : ["BackboneElement"],
          };
        })
        .map(print);
      const rows = linesOf(rowsOf(name), type).map(print);
      // `*` stands for every type. The definitions list all types, but give id and url the types of XML Schema.
      const tidy = (line: string): string =>
        line
          .replace(/(\.id 0\.\.1) (?:id|string)$/, "$1")
          .replace(/(\.url 1\.\.1) (?:uri|string)$/, "$1")
          .replace(/ (?:Element|BackboneElement)$/, " BackboneElement");
      expect(rows.map(tidy)).toEqual(wanted.map(tidy));
    },
  );
});

some("HL7's XML schemas", () => {
  type Node = Record<string, unknown>;
  const parser = new XMLParser({ preserveOrder: true, ignoreAttributes: false, attributeNamePrefix: "" });
  const tagOf = (node: Node): string => Object.keys(node).find((key) => key !== ":@") ?? "";
  const childrenOf = (node: Node): Node[] => node[tagOf(node)] as Node[];
  const attributesOf = (node: Node): Record<string, string> => (node[":@"] ?? {}) as Record<string, string>;
  const descend = (node: Node, wanted: string): Node[] =>
    tagOf(node) === wanted
      ? [node]
      : childrenOf(node).flatMap((child) =>
          typeof child === "object" && tagOf(child) !== "#text" ? descend(child, wanted) : [],
        );

  const complexTypes = new Map<string, Node>();
  const codeLists = new Map<string, string[]>();
  for (const name of present ? ["fhir-base.xsd", ...resourceTypes().map((type) => `${type.toLowerCase()}.xsd`)] : []) {
    const schema = (parser.parse(sharedText("xsd", name)) as Node[]).find((node) => tagOf(node) === "xs:schema") ?? {};
    for (const node of childrenOf(schema)) {
      const own = attributesOf(node)["name"] ?? "";
      if (tagOf(node) === "xs:complexType") complexTypes.set(own, node);
      if (tagOf(node) === "xs:simpleType") {
        const codes = descend(node, "xs:enumeration").map((each) => attributesOf(each)["value"] ?? "");
        if (codes.length > 0) codeLists.set(own, codes);
      }
    }
  }

  interface SchemaElement {
    name: string;
    type: string;
    min: string;
    many: boolean;
    group: string;
  }
  function elementsOf(name: string): SchemaElement[] {
    const node = complexTypes.get(name);
    if (node === undefined) return [];
    const elements: SchemaElement[] = [];
    let choice = 0;
    const visit = (each: Node, outer?: Record<string, string>, group = ""): void => {
      const attributes = attributesOf(each);
      if (tagOf(each) === "xs:choice") {
        choice += 1;
        for (const child of childrenOf(each)) visit(child, attributes, `choice ${choice}`);
      } else if (tagOf(each) === "xs:element") {
        const { minOccurs = "1", maxOccurs = "1" } = outer ?? attributes;
        elements.push({
          name: attributes["name"] ?? (attributes["ref"] ?? "").replace(/^.*:/, ""),
          type: attributes["type"] ?? "xhtml",
          min: minOccurs,
          many: maxOccurs !== "1",
          group,
        });
      } else if (tagOf(each) !== "#text" && tagOf(each) !== "xs:annotation") {
        for (const child of childrenOf(each)) visit(child);
      }
    };
    visit(node);
    return elements;
  }

  /** Returns one line for each difference between the rows of a type and the schema. */
  function disagreements(ours: string, theirs: string, seen = new Set<string>()): string[] {
    if (seen.has(ours)) return [];
    seen.add(ours);
    const found: string[] = [];
    const type = rowsOf(ours);
    const inherited = type.base === undefined ? 0 : rowsOf(type.base).elements.length;
    // Attributes are not elements in the schema.
    const rows = type.elements.slice(inherited).filter((row) => !row.attribute);
    const elements = elementsOf(theirs);
    const names = { ours: rows.map((row) => row.jsonName).sort(), theirs: elements.map(({ name }) => name).sort() };
    if (names.ours.join() !== names.theirs.join())
      found.push(`${ours}: elements ${names.ours.join()} | ${names.theirs.join()}`);
    const order = (list: { name: string; group: string }[]): string =>
      list
        .map(({ name, group }, index) => (group === "" ? name : list[index - 1]?.group === group ? "" : "[x]"))
        .join();
    const ourOrder = rows.map((row) => ({ name: row.jsonName, group: row.choice ? row.name : "" }));
    if (order(ourOrder) !== order(elements)) found.push(`${ours}: order ${order(ourOrder)} | ${order(elements)}`);
    for (const row of rows) {
      const element = elements.find(({ name }) => name === row.jsonName);
      if (element === undefined) continue;
      const place = `${ours}.${row.jsonName}`;
      if (String(row.min) !== element.min || row.many !== element.many) found.push(`${place}: cardinality`);
      if (row.type !== element.type) found.push(...typeFaults(place, row.type, row.codes, element.type, seen));
    }
    return found;
  }

  function typeFaults(
    place: string,
    ours: string,
    codes: ReadonlySet<string> | undefined,
    theirs: string,
    seen: Set<string>,
  ): string[] {
    if (theirs === "ResourceContainer") return ours === "Resource" ? [] : [`${place}: ${ours} | ${theirs}`];
    const list = codeLists.get(`${theirs}-list`);
    if (list !== undefined) {
      const same = ours === "code" && codes !== undefined && [...codes].sort().join() === [...list].sort().join();
      return same ? [] : [`${place}: codes ${[...(codes ?? [])].join()} | ${list.join()}`];
    }
    if (theirs.includes(".") && typeRow(ours) !== undefined) return disagreements(ours, theirs, seen);
    return [`${place}: ${ours} | ${theirs}`];
  }

  it("and the rows agree on every resource type: elements, order, cardinality, types, codes", () => {
    const seen = new Set<string>();
    expect(resourceTypes().length).toBe(117);
    expect(resourceTypes().flatMap((type) => disagreements(type, type, seen))).toEqual([]);
  });

  /** Deliberate differences. */
  const ON_PURPOSE = [
    // The schema has a separate type with a pattern; the definition has a string.
    "SampledData.data: string | SampledDataDataType",
  ];

  it("and the rows agree on every data type", () => {
    const types = [...complexTypes.keys()].filter((name) => {
      const row = typeRow(name);
      return row !== undefined && !row.isResource && !name.includes(".");
    });
    expect(types.length).toBeGreaterThan(30);
    const seen = new Set<string>();
    expect(types.flatMap((type) => disagreements(type, type, seen))).toEqual(ON_PURPOSE);
  });
});
