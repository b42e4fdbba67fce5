import type { Issue, IssueType } from "./issue.js";
import { COMMENTS, dropComments } from "./json/comments.js";
import { JsonFault, parseJson } from "./json/parse.js";
import { DEFAULT_LIMITS } from "./limits.js";
import type { Limits } from "./limits.js";
import { expressionOf, locationOf, stepsOf } from "./model/place.js";
import type { ModelPlace } from "./model/place.js";
import { walkStructure } from "./model/structure.js";
import { resourceRow } from "./model/types.js";
import type { AnyResource } from "./resources.js";
import { RootFault, readXml } from "./xml/read.js";
import { ScanFault } from "./xml/scan.js";
import type { ScanPosition } from "./xml/scan.js";

export type Format = "json" | "xml";

export interface ReadOptions {
  readonly format: Format;
  /** The resource type that is needed here; any other is unreadable. Any type where it is left out. */
  readonly expectedType?: string | undefined;
  readonly limits?: Partial<Limits> | undefined;
}

/** What became of a document. */
export type ReadResult =
  /** A resource that has the structure STU3 demands. */
  | { readonly kind: "resource"; readonly resource: AnyResource }
  /** A resource with faults: `resource` is what could be read of it, for looking at and not for keeping. */
  | { readonly kind: "invalid"; readonly resource: AnyResource; readonly issues: Issue[] }
  /** No resource of the expected type: not well formed, another root, not UTF-8, a DOCTYPE, beyond the limits. */
  | { readonly kind: "unreadable"; readonly issues: Issue[] };

/** More than anyone reads; a hostile document could have millions. */
const MAXIMUM_ISSUES = 500;

/** Up to this size a faulty document is gone through once more, to say where its faults are. */
const MAXIMUM_LOCATED = 1024 * 1024;

/**
 * Reads one STU3 resource (xml.html, json.html), strictly and without loss. Never throws: trouble is in the result, each
 * issue with FHIRPath, XPath, line and column. Rule keys are `json:*`, `xml:*`, `xhtml:*`, `structure:*` and `read:*`.
 */
export function readResource(source: Uint8Array | string, options: ReadOptions): ReadResult {
  const limits = options.limits === undefined ? DEFAULT_LIMITS : { ...DEFAULT_LIMITS, ...options.limits };
  if (source.length > limits.size) return unreadable("read:too-large", "too-long", "The document is too large.");
  const text = decode(source);
  if (text === undefined) return unreadable("read:encoding", "structure", "The document is not UTF-8.");
  if (text === "" || !/\S/.test(text)) return unreadable("read:empty", "structure", "The document is empty.");
  return options.format === "xml" ? fromXml(text, limits, options) : fromJson(text, limits, options);
}

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: false });

/** Without a byte order mark. */
function decode(source: Uint8Array | string): string | undefined {
  if (typeof source === "string") return source.charCodeAt(0) === 0xfeff ? source.slice(1) : source;
  try {
    return utf8.decode(source);
  } catch {
    return undefined;
  }
}

type Found = { place: ModelPlace; rule: string; code: IssueType; message: string; at?: ScanPosition };

function fromXml(text: string, limits: Limits, options: ReadOptions): ReadResult {
  const declared = /^<\?xml[^>]*?\sencoding\s*=\s*["']([^"']*)["']/.exec(text)?.[1];
  if (declared !== undefined && !/^(?:utf-?8|us-ascii)$/i.test(declared)) {
    return unreadable("xml:encoding", "structure", "The document must be in UTF-8.");
  }
  const found: Found[] = [];
  try {
    const root = readXml(text, limits, (place, rule, code, message, at) => {
      if (found.length < MAXIMUM_ISSUES) found.push({ place, rule, code, message, at });
    });
    const resource = root as AnyResource;
    const mismatch = unexpected(resource.resourceType, options);
    if (mismatch !== undefined) return mismatch;
    walkStructure(
      resource,
      (place, rule, code, message) => {
        if (found.length < MAXIMUM_ISSUES) found.push({ place, rule, code, message });
      },
      { narrative: false },
    );
    if (found.length === 0) return { kind: "resource", resource };
    return { kind: "invalid", resource, issues: located(found, text, () => xmlPositions(text, limits)) };
  } catch (error) {
    if (error instanceof ScanFault) {
      const code = error.rule === "xml:too-complex" ? "too-costly" : "structure";
      return unreadable(error.rule, code, error.message, { line: error.line, column: error.column });
    }
    if (error instanceof RootFault) return unreadable(error.rule, "structure", error.message, error.at);
    throw error;
  }
}

function fromJson(text: string, limits: Limits, options: ReadOptions): ReadResult {
  const found: Found[] = [];
  const duplicates: { name: string; offset: number; steps: (string | number)[] }[] = [];
  let value: unknown;
  try {
    value = parseJson(text, limits, {
      duplicate: (name, offset, steps) => {
        if (duplicates.length < MAXIMUM_ISSUES) duplicates.push({ name, offset, steps: [...steps] });
      },
    });
  } catch (error) {
    if (!(error instanceof JsonFault)) throw error;
    const code = error.rule === "json:too-complex" ? "too-costly" : "structure";
    return unreadable(error.rule, code, `The JSON cannot be read: ${error.message}`, positionIn(text, error.offset));
  }
  if (typeof value !== "object" || value === null || Array.isArray(value) || !("resourceType" in value)) {
    return unreadable("json:root", "structure", "The document must be a JSON object with a resourceType.");
  }
  const resource = value as AnyResource;
  if (text.includes(`"${COMMENTS}"`)) dropComments(resource);
  if (resourceRow(resource.resourceType) === undefined) {
    return unreadable("json:root", "structure", "resourceType does not name a resource of STU3.");
  }
  const mismatch = unexpected(resource.resourceType, options);
  if (mismatch !== undefined) return mismatch;
  walkStructure(resource, (place, rule, code, message) => {
    if (found.length < MAXIMUM_ISSUES) found.push({ place, rule, code, message });
  });
  if (found.length === 0 && duplicates.length === 0) return { kind: "resource", resource };
  const issues = duplicates.map(({ name, offset, steps }): Issue => {
    const place = [resource.resourceType, ...steps, name];
    const expression = place.map((step) => (typeof step === "number" ? `[${step}]` : `.${step}`)).join("");
    const location = place.map((step) => (typeof step === "number" ? `[${step + 1}]` : `/f:${step}`)).join("");
    const message = "The name stands twice in its object.";
    const rule = "json:duplicate-name";
    return {
      severity: "error",
      code: "structure",
      rule,
      message,
      expression: expression.slice(1),
      location,
      ...positionIn(text, offset),
    };
  });
  issues.push(...located(found, text, () => jsonPositions(text, limits)));
  return { kind: "invalid", resource, issues };
}

function unexpected(type: string, { expectedType }: ReadOptions): ReadResult | undefined {
  if (expectedType === undefined || type === expectedType) return undefined;
  return unreadable("read:resource-type", "structure", `This is not a resource of type ${expectedType} but ${type}.`);
}

function unreadable(rule: string, code: IssueType, message: string, at?: ScanPosition): ReadResult {
  return { kind: "unreadable", issues: [{ severity: "fatal", code, rule, message, ...at, spineCode: "BAD_REQUEST" }] };
}

/** Issues with their places; the document is gone through once more only when there are any. */
function located(found: readonly Found[], text: string, positions: () => Map<string, ScanPosition>): Issue[] {
  const wanted = text.length <= MAXIMUM_LOCATED && found.some(({ at }) => at === undefined);
  const known = wanted ? positions() : new Map<string, ScanPosition>();
  return found.slice(0, MAXIMUM_ISSUES).map(({ place, rule, code, message, at }) => ({
    severity: "error",
    code,
    rule,
    message,
    expression: expressionOf(place),
    location: locationOf(place),
    ...(at ?? nearest(known, place)),
  }));
}

/** The position of a place, or of what it is missing from. */
function nearest(known: Map<string, ScanPosition>, place: ModelPlace): ScanPosition | undefined {
  for (let step: ModelPlace | undefined = place; step !== undefined; step = step.parent) {
    const at = known.get(key(stepsOf(step)));
    if (at !== undefined) return at;
  }
  return undefined;
}

const key = (steps: readonly (string | number)[]): string => steps.join("\n");

function xmlPositions(text: string, limits: Limits): Map<string, ScanPosition> {
  const positions = new Map<string, ScanPosition>();
  readXml(
    text,
    limits,
    () => undefined,
    (steps, at) => {
      const name = key(steps);
      if (!positions.has(name)) positions.set(name, at);
    },
  );
  return positions;
}

function jsonPositions(text: string, limits: Limits): Map<string, ScanPosition> {
  const offsets: [string, number][] = [];
  parseJson(text, limits, {
    duplicate: () => undefined,
    value: (steps, offset) => offsets.push([key(steps), offset]),
  });
  const positions = new Map<string, ScanPosition>();
  const lines = lineStarts(text);
  for (const [name, offset] of offsets) if (!positions.has(name)) positions.set(name, positionFrom(lines, offset));
  return positions;
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}

function positionFrom(starts: readonly number[], offset: number): ScanPosition {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
}

function positionIn(text: string, offset: number): ScanPosition {
  return positionFrom(lineStarts(text), offset);
}
