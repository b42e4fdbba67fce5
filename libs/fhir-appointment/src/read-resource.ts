import type { Format } from "./format.js";
import type { Issue } from "./issue.js";
import { jsonPositions, readJson } from "./json/read.js";
import { DEFAULT_LIMITS, UNLIMITED } from "./limits.js";
import type { Limits } from "./limits.js";
import { walkStructure } from "./structure/structure.js";
import { ComplexityFault } from "./structure/walk.js";
import { decode } from "./reading/decode.js";
import { Findings } from "./reading/findings.js";
import type { Wanted } from "./reading/findings.js";
import type { Position } from "./reading/positions.js";
import { UnreadableError } from "./reading/unreadable.js";
import type { AnyResource, Resource } from "./resources.js";
import { dropConsequences } from "./validation/consequences.js";
import { boundIssues, DEFAULT_MAX_ISSUES } from "./validation/issues.js";
import { readXml, xmlPositions } from "./xml/read.js";
import { writtenSize } from "./write-resource.js";

export interface ParseOptions<Type extends string = string> {
  readonly format: Format;
  /** The required resource type; any other type is unreadable. Default: any type. */
  readonly expectedType?: Type | undefined;
  /**
   * The `charset` parameter of the media type. If it is given, the encoding of an XML declaration is ignored (RFC 7303,
   * 3.2).
   */
  readonly charset?: string | undefined;
}

export interface ReadOptions<Type extends string = string> extends ParseOptions<Type> {
  readonly limits?: Partial<Limits> | undefined;
  /** Default: 50. One more issue states how many were left out. */
  readonly maxIssues?: number | undefined;
}

/** The result of reading a document. */
export type ReadResult<Type extends string = string> =
  /** A resource with the structure that STU3 requires. */
  | { readonly kind: "resource"; readonly resource: Resource<Type> }
  /** A resource with faults: `resource` is its readable part, for inspection and not for storage. */
  | { readonly kind: "invalid"; readonly resource: Resource<Type>; readonly issues: Issue[] }
  /** Not a resource of the expected type: not well formed, another root, not UTF-8, a DOCTYPE, or beyond the limits. */
  | { readonly kind: "unreadable"; readonly issues: Issue[] };

/** The result of parsing a document without checks. */
export type ParseResult<Type extends string = string> =
  | { readonly kind: "resource"; readonly resource: Resource<Type> }
  | Extract<ReadResult, { readonly kind: "unreadable" }>;

/** Up to this size, a faulty document is parsed a second time to locate its faults. */
const MAXIMUM_LOCATED = 1024 * 1024;

/** A document in the other format is at most this many times as large. */
const GROWTH = 16;

/**
 * Reads one STU3 resource (xml.html, json.html) strictly and without loss. Never throws: faults are in the result, each
 * issue with FHIRPath, XPath, line and column. Rule keys are `json:*`, `xml:*`, `xhtml:*`, `structure:*` and `read:*`.
 * An accepted resource can be written in both formats, and is the same resource when it is read again under the same
 * limits.
 *
 * @example
 * ```ts
 * const read = readResource(JSON.stringify(entry), { format: "json", expectedType: "Appointment" });
 * assert.equal(read.kind === "resource" && read.resource.status, "booked");
 * ```
 */
export function readResource<Type extends string = string>(
  source: Uint8Array | string,
  options: ReadOptions<Type>,
): ReadResult<Type>;
export function readResource(source: Uint8Array | string, options: ReadOptions): ReadResult {
  const { format, maxIssues = DEFAULT_MAX_ISSUES } = options;
  const limits = options.limits === undefined ? DEFAULT_LIMITS : { ...DEFAULT_LIMITS, ...options.limits };
  const findings = new Findings();
  try {
    if (source.length > limits.size) throw tooLarge();
    const text = decode(source, format, options.charset);
    const resource = parse(text, limits, options, findings);
    checkStructure(resource, format, limits, findings);
    if (findings.some) {
      const issues = findings.issues((wanted) => positions(text, format, limits, wanted));
      return { kind: "invalid", resource, issues: boundIssues(dropConsequences(issues), maxIssues, findings.more) };
    }
    if (source.length * GROWTH > limits.size && writtenSize(resource, typeof source !== "string") > limits.size) {
      throw tooLarge();
    }
    return { kind: "resource", resource };
  } catch (error) {
    return unreadable(error);
  }
}

/**
 * Parses one STU3 resource without validating it, for resources that were accepted before and are stored. A document is
 * unreadable only if it is not well formed, or has another encoding or another type. Parts of XML that the JSON shape
 * cannot represent are left out. There are no limits.
 *
 * @example
 * ```ts
 * assert.equal(parseResource("no JSON", { format: "json" }).kind, "unreadable");
 * ```
 */
export function parseResource<Type extends string = string>(
  source: Uint8Array | string,
  options: ParseOptions<Type>,
): ParseResult<Type>;
export function parseResource(source: Uint8Array | string, options: ParseOptions): ParseResult {
  try {
    const text = decode(source, options.format, options.charset);
    return { kind: "resource", resource: parse(text, UNLIMITED, options, new Findings()) };
  } catch (error) {
    return unreadable(error);
  }
}

function parse(text: string, limits: Limits, { format, expectedType }: ParseOptions, findings: Findings): AnyResource {
  if (!/[^\t\n\r ]/.test(text)) throw new UnreadableError("read:empty", "The document is empty.");
  const resource = format === "xml" ? readXml(text, limits, findings.add) : readJson(text, limits, findings);
  const type = resource.resourceType;
  if (expectedType !== undefined && type !== expectedType) {
    throw new UnreadableError("read:resource-type", `This is not a resource of type ${expectedType} but ${type}.`);
  }
  return resource;
}

function checkStructure(resource: AnyResource, format: Format, limits: Limits, findings: Findings): void {
  const options = { narrative: format === "json", normalize: format === "json", limits };
  try {
    walkStructure(resource, findings.add, options);
  } catch (error) {
    if (!(error instanceof ComplexityFault)) throw error;
    throw new UnreadableError(`${format}:too-complex`, `The document ${error.message}.`, undefined, "too-costly");
  }
}

function positions(text: string, format: Format, limits: Limits, wanted: Wanted): ReadonlyMap<string, Position> {
  if (text.length > MAXIMUM_LOCATED) return new Map();
  return format === "xml" ? xmlPositions(text, limits, wanted) : jsonPositions(text, limits, wanted);
}

const tooLarge = (): UnreadableError =>
  new UnreadableError("read:too-large", "The document is too large.", undefined, "too-long");

function unreadable(error: unknown): { kind: "unreadable"; issues: Issue[] } {
  if (!(error instanceof UnreadableError)) throw error;
  return { kind: "unreadable", issues: [error.issue] };
}
