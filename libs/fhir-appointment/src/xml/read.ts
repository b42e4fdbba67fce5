import type { IssueType } from "../issue.js";
import type { Limits } from "../limits.js";
import { toNumber } from "../model/number-lexeme.js";
import { getPlace, getRoot, toSteps, strangeAttribute, strangePlace } from "../model/place.js";
import type { ModelPlace } from "../model/place.js";
import { resourceRow, rowsOf } from "../model/types.js";
import type { ElementRow, TypeRow } from "../model/types.js";
import type { Wanted } from "../reading/findings.js";
import { UnreadableError } from "../reading/unreadable.js";
import type { AnyResource } from "../resources.js";
import { NarrativeCutter } from "./narrative-cutter.js";
import { isSpace, trimSpace } from "./characters.js";
import { childrenIn, misplaced } from "./order.js";
import type { Child } from "./order.js";
import { checkNarrativeTag, reportOnce } from "./narrative.js";
import { FHIR_NAMESPACE, ScanFault, quoted, scanXml } from "./scan.js";
import type { ScanPosition, XmlAttribute, XmlTag } from "./scan.js";

type Shape = Record<string, unknown>;

const ELEMENT = rowsOf("Element");
const SCHEMA_INSTANCE = "http://www.w3.org/2001/XMLSchema-instance";

/** Reports a fault that only the XML shows. The structure check reports faults that the JSON shape shows too. */
export type XmlReport = (place: ModelPlace, rule: string, code: IssueType, message: string, at?: ScanPosition) => void;

type Report = (place: ModelPlace, rule: string, code: IssueType, message: string) => void;

interface Frame {
  readonly kind: "complex" | "primitive" | "container" | "narrative" | "skipped";
  readonly parent: Frame | undefined;
  readonly row: ElementRow | undefined;
  /** The name, if there is no row: for the root, or for a skipped element. */
  readonly name: string;
  index: number | undefined;
  type: TypeRow | undefined;
  /** The object whose elements the children are; for a primitive, the one with its id and extensions. */
  object: Shape | undefined;
  lastOrder: number;
  /** All children, once one of them is out of order. */
  disordered: Child[] | undefined;
  /** Lists of primitives with an item that has no value. */
  gaps: Set<string> | undefined;
}

/**
 * Reads FHIR XML into the JSON shape. Keeps everything that is readable and reports the rest. Throws UnreadableError if
 * there is nothing to keep.
 */
export function readXml(text: string, limits: Limits, report: XmlReport): AnyResource {
  try {
    return scan(text, limits, report);
  } catch (error) {
    if (!(error instanceof ScanFault)) throw error;
    const code = error.rule === "xml:too-complex" ? "too-costly" : "structure";
    throw new UnreadableError(error.rule, error.message, { line: error.line, column: error.column }, code);
  }
}

/** Returns the position at which each wanted element of a readable document begins. */
export function xmlPositions(text: string, limits: Limits, wanted: Wanted): ReadonlyMap<string, ScanPosition> {
  const positions = new Map<string, ScanPosition>();
  const ignore = (): void => undefined;
  scan(text, limits, ignore, (steps, at) => {
    const key = wanted.keyOf(steps);
    if (key !== undefined && !positions.has(key)) positions.set(key, at());
  });
  return positions;
}

function scan(
  text: string,
  limits: Limits,
  report: XmlReport,
  located?: (steps: (string | number)[], at: () => ScanPosition) => void,
): AnyResource {
  let root: Shape | undefined;
  scanXml(
    text,
    (at) => {
      const reader = new Reader(
        text,
        limits,
        at,
        (place, rule, code, message) => report(place, rule, code, message, at()),
        report,
      );
      return {
        open(tag, position) {
          const frame = reader.open(tag, position);
          root ??= frame.object;
          if (located !== undefined && frame.kind !== "skipped") located(toSteps(placeIn(frame)), at);
        },
        close: (_tag, position) => reader.close(position),
        text: (characters) => reader.text(characters),
      };
    },
    limits,
  );
  return root as AnyResource;
}

class Reader {
  private top: Frame | undefined;
  private depth = 0;
  private elements = 0;
  private skippedDepth = 0;
  private cutter: NarrativeCutter | undefined;
  private reportNarrative: (rule: string, code: IssueType, message: string) => void = () => undefined;

  constructor(
    private readonly source: string,
    private readonly limits: Limits,
    private readonly at: () => ScanPosition,
    private readonly report: Report,
    /** Reports a fault at a place other than the current one. */
    private readonly reportLater: Report,
  ) {}

  open(tag: XmlTag, position: number): Frame {
    const { top } = this;
    // The element that names the type of a nested resource is not an element in JSON.
    if (top?.kind !== "container") this.count();
    if (top === undefined) return this.openRoot(tag);
    if (top.kind === "skipped") {
      this.skippedDepth += 1;
      return top;
    }
    if (top.kind === "narrative") {
      this.inNarrative(tag, false);
      return top;
    }
    if (top.kind === "container") return this.openResource(tag, top);
    const row = top.type?.byJsonName.get(tag.local);
    if (row === undefined || row.attribute) return this.strange(tag, top);
    // A div in another namespace is reported as a narrative.
    if (tag.uri !== FHIR_NAMESPACE && row.kind !== "xhtml") return this.strange(tag, top);
    return this.openElement(tag, row, top, position);
  }

  private count(): void {
    // The depths of the resource and of a narrative are counted separately.
    const depth = this.cutter === undefined ? ++this.depth : this.cutter.depth + 1;
    if (depth > this.limits.depth) throw this.tooComplex("is nested too deeply");
    if (++this.elements > this.limits.elements) throw this.tooComplex("has too many elements");
  }

  private openRoot(tag: XmlTag): Frame {
    if (tag.uri !== FHIR_NAMESPACE) {
      throw new UnreadableError(
        "xml:namespace",
        `The root element must be in the namespace ${FHIR_NAMESPACE}.`,
        this.at(),
      );
    }
    const type = resourceRow(tag.local);
    if (type === undefined) {
      throw new UnreadableError(
        "xml:root",
        `The root element ${quoted(tag.local)} is not a resource of STU3.`,
        this.at(),
      );
    }
    const frame = this.push("complex", undefined, type.name, type, { resourceType: type.name });
    this.attributes(tag, frame);
    return frame;
  }

  private openResource(tag: XmlTag, top: Frame): Frame {
    const type = tag.uri === FHIR_NAMESPACE ? resourceRow(tag.local) : undefined;
    if (type === undefined) return this.strange(tag, top);
    if (top.object?.["resourceType"] !== undefined) {
      this.report(placeIn(top), "structure:max", "structure", "Only one resource may be given here.");
      return this.skip(tag.name);
    }
    const object = Object.assign(top.object ?? {}, { resourceType: type.name });
    const frame = this.push("complex", undefined, type.name, type, object);
    this.attributes(tag, frame);
    return frame;
  }

  private openElement(tag: XmlTag, row: ElementRow, top: Frame, position: number): Frame {
    const owner = (top.object ??= this.siblingOf(top));
    const { jsonName } = row;
    if (row.kind === "primitive") return this.openPrimitive(tag, row, owner, top);
    if (!row.many && jsonName in owner) return this.repeated(tag, row, top);
    follow(row, top, owner);
    const object: Shape | undefined = row.kind === "xhtml" ? undefined : {};
    let index: number | undefined;
    if (row.many) {
      const list = (owner[jsonName] ??= []) as unknown[];
      index = list.push(object) - 1;
    } else owner[jsonName] = object;
    const kind = row.kind === "xhtml" ? "narrative" : row.kind === "resource" ? "container" : "complex";
    const frame = this.push(kind, row, jsonName, kind === "complex" ? rowsOf(row.type) : undefined, object, index);
    if (kind === "narrative") {
      const place = placeIn(frame);
      this.cutter = new NarrativeCutter(this.source, position);
      this.reportNarrative = reportOnce((rule, code, message) => this.report(place, rule, code, message));
      this.inNarrative(tag, true);
    } else this.attributes(tag, frame);
    return frame;
  }

  private openPrimitive(tag: XmlTag, row: ElementRow, owner: Shape, top: Frame): Frame {
    const { jsonName } = row;
    const written = valueOf(tag);
    let index: number | undefined;
    if (row.many) {
      follow(row, top, owner);
      const list = (owner[jsonName] ??= []) as unknown[];
      index = list.push(written === undefined ? null : typed(written, row.type)) - 1;
      if (written === undefined) (top.gaps ??= new Set()).add(jsonName);
      const siblings = owner[row.siblingName] as unknown[] | undefined;
      siblings?.push(null);
    } else {
      if (owner[jsonName] !== undefined || owner[row.siblingName] !== undefined) return this.repeated(tag, row, top);
      follow(row, top, owner);
      if (written !== undefined) owner[jsonName] = typed(written, row.type);
    }
    const frame = this.push("primitive", row, jsonName, ELEMENT, undefined, index);
    for (const attribute of tag.attributes) {
      if (attribute.name === "value") continue;
      if (attribute.name === "id") (frame.object ??= this.siblingOf(frame))["id"] = attribute.value;
      else this.attribute(attribute, frame);
    }
    return frame;
  }

  /** Returns the object with the id and extensions of a primitive, created on first use. */
  private siblingOf(frame: Frame): Shape {
    const owner = frame.parent?.object ?? {};
    const name = `_${frame.name}`;
    const object: Shape = {};
    if (frame.index === undefined) owner[name] = object;
    else {
      const values = owner[frame.name] as unknown[];
      const siblings = (owner[name] ??= new Array(values.length).fill(null)) as unknown[];
      siblings[frame.index] = object;
    }
    frame.object = object;
    return object;
  }

  close(position: number): void {
    const { top } = this;
    if (top === undefined) return;
    if (top.kind === "skipped" && this.skippedDepth > 0) {
      this.depth -= 1;
      this.skippedDepth -= 1;
      return;
    }
    if (top.kind === "narrative") {
      if (this.cutter?.close() === false) return;
      const owner = top.parent?.object ?? {};
      const div = this.cutter?.cut(position) ?? "";
      if (div.length > this.limits.stringLength) throw this.tooComplex("has a narrative that is too long");
      owner[top.name] = div;
      this.cutter = undefined;
    } else if (top.kind === "primitive" && top.object === undefined) closeWithoutSibling(top);
    if (top.disordered !== undefined) this.reportOrder(top, top.disordered);
    if (top.gaps !== undefined) closeGaps(top.object ?? {}, top.gaps);
    if (top.parent?.kind !== "container") this.depth -= 1;
    this.top = top.parent;
  }

  private reportOrder(frame: Frame, children: readonly Child[]): void {
    const parent = placeIn(frame);
    for (const { row, index } of misplaced(children)) {
      const message = `The element ${row.jsonName} is at a wrong position: the order of elements is fixed.`;
      this.reportLater(getPlace(parent, row, index), "xml:order", "structure", message);
    }
  }

  text(characters: string): void {
    const { top } = this;
    if (top === undefined || top.kind === "narrative" || top.kind === "skipped") return;
    if (!/[^\t\n\r ]/.test(characters)) return;
    this.report(placeIn(top), "xml:text", "structure", "Text is not allowed here: values are in value attributes.");
  }

  private inNarrative(tag: XmlTag, isRoot: boolean): void {
    this.cutter?.open(tag);
    checkNarrativeTag(tag, isRoot, this.reportNarrative);
  }

  private attributes(tag: XmlTag, frame: Frame): void {
    for (const attribute of tag.attributes) {
      const own = frame.row === undefined ? undefined : frame.type?.byJsonName.get(attribute.name);
      if (own?.attribute === true && frame.object !== undefined)
        frame.object[own.jsonName] = collapsed(attribute.value, own.type);
      else this.attribute(attribute, frame);
    }
  }

  private attribute({ name, local, uri }: XmlAttribute, frame: Frame): void {
    if (uri === "http://www.w3.org/2000/xmlns/") return;
    // Ignore a hint at the location of a schema, which xml.html allows: it has no effect on the resource.
    if (uri === SCHEMA_INSTANCE && local === "schemaLocation") return;
    const place = strangeAttribute(placeIn(frame), name);
    this.report(place, "xml:unknown-attribute", "structure", `The attribute ${quoted(name)} is not allowed here.`);
  }

  private strange(tag: XmlTag, top: Frame): Frame {
    const row = top.type?.byJsonName.get(tag.local);
    const list = row?.many === true ? top.object?.[row.jsonName] : undefined;
    // An element in a wrong namespace is assumed to be the next one with its name.
    const place =
      row === undefined || row.attribute
        ? strangePlace(placeIn(top), tag.local)
        : getPlace(placeIn(top), row, row.many ? (Array.isArray(list) ? list.length : 0) : undefined);
    const known = tag.uri === FHIR_NAMESPACE;
    const owner = top.kind === "container" ? "a place for a resource" : (top.type?.name ?? "a primitive");
    if (known)
      this.report(
        place,
        "structure:unknown-element",
        "structure",
        `STU3 has no element ${quoted(tag.local)} in ${owner}.`,
      );
    else this.report(place, "xml:namespace", "structure", `The element ${quoted(tag.local)} is in a wrong namespace.`);
    return this.skip(tag.local);
  }

  private repeated(tag: XmlTag, row: ElementRow, top: Frame): Frame {
    this.report(
      getPlace(placeIn(top), row),
      "structure:max",
      "structure",
      `The element ${tag.local} may be given only once.`,
    );
    return this.skip(tag.local);
  }

  private skip(name: string): Frame {
    return this.push("skipped", undefined, name, undefined, undefined);
  }

  private push(
    kind: Frame["kind"],
    row: ElementRow | undefined,
    name: string,
    type: TypeRow | undefined,
    object: Shape | undefined,
    index?: number,
  ): Frame {
    const parent = this.top;
    return (this.top = {
      kind,
      parent,
      row,
      name,
      index,
      type,
      object,
      lastOrder: 0,
      disordered: undefined,
      gaps: undefined,
    });
  }

  private tooComplex(what: string): ScanFault {
    const { line, column } = this.at();
    return new ScanFault("xml:too-complex", `The document ${what}.`, line, column);
  }
}

/** Records that an element comes next. */
function follow(row: ElementRow, parent: Frame, owner: Shape): void {
  const { type } = parent;
  if (row.order < parent.lastOrder && type !== undefined) parent.disordered ??= childrenIn(owner, type);
  parent.lastOrder = row.order;
  if (parent.disordered === undefined) return;
  const list = row.many ? owner[row.jsonName] : undefined;
  parent.disordered.push({ row, index: !row.many ? undefined : Array.isArray(list) ? list.length : 0 });
}

/**
 * Closes a primitive without value, id or extensions. It is kept as an empty value, which the structure check reports.
 */
function closeWithoutSibling(frame: Frame): void {
  const owner = frame.parent?.object ?? {};
  if (frame.index === undefined) owner[frame.name] ??= "";
  else {
    const list = owner[frame.name] as unknown[];
    list[frame.index] ??= "";
  }
}

/** Removes lists in which no item has a value (json.html#primitive). */
function closeGaps(owner: Shape, names: ReadonlySet<string>): void {
  for (const name of names) {
    const list = owner[name] as unknown[] | undefined;
    if (list?.every((item) => item === null) === true) Reflect.deleteProperty(owner, name);
  }
}

function placeIn(frame: Frame): ModelPlace {
  if (frame.parent === undefined) return getRoot(frame.name);
  // The element of a nested resource has no step of its own in FHIRPath.
  if (frame.kind === "complex" && frame.row === undefined)
    return { ...placeIn(frame.parent), resourceType: frame.name };
  const parent = placeIn(frame.parent);
  return frame.row === undefined ? strangePlace(parent, frame.name) : getPlace(parent, frame.row, frame.index);
}

function valueOf(tag: XmlTag): string | undefined {
  for (const { name, value } of tag.attributes) if (name === "value") return value;
  return undefined;
}

const NUMERIC = new Set(["integer", "decimal", "unsignedInt", "positiveInt"]);

/**
 * Types whose white space the schema preserves (fhir-base.xsd), because they restrict xs:string. All others collapse
 * it. White space in base64 means nothing and stays as it is.
 */
const PRESERVED = new Set(["string", "markdown", "id", "base64Binary"]);

/** Returns the value as the schema processes its white space. */
function collapsed(written: string, type: string): string {
  if (type === "code") return SPACE.test(written) ? trimSpace(written).replace(SPACES, " ") : written;
  const isSpaced = isSpace(written.charCodeAt(0)) || isSpace(written.charCodeAt(written.length - 1));
  return isSpaced && !PRESERVED.has(type) ? trimSpace(written) : written;
}

const SPACE = /[\t\n\r ]/;
const SPACES = /[\t\n\r ]+/g;

/**
 * Returns the value in the JSON shape. A lexeme that is invalid for its type stays a string, which the structure check
 * reports.
 */
function typed(written: string, type: string): unknown {
  const lexeme = collapsed(written, type);
  if (type === "boolean") return lexeme === "true" ? true : lexeme === "false" ? false : lexeme;
  return NUMERIC.has(type) ? (toNumber(lexeme) ?? lexeme) : lexeme;
}
