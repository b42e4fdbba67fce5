import type { IssueType } from "../issue.js";
import type { Limits } from "../limits.js";
import { normalizeLines, trimSpace } from "./characters.js";
import { isScript, narrativeAttributes } from "./narrative-rules.js";
import { ScanFault, XHTML_NAMESPACE, scanElement } from "./scan.js";
import type { XmlTag } from "./scan.js";

type Report = (rule: string, code: IssueType, message: string) => void;

/**
 * Returns the div as XML reads it: without surrounding white space, and with line feeds as line ends (XML 1.0, 2.11).
 */
export function normalizeDiv(div: string): string {
  return normalizeLines(trimSpace(div));
}

/**
 * Checks that `Narrative.div` is exactly one well-formed XHTML div with content that txt-1 allows. Each rule is
 * reported once. Returns the number of its elements.
 */
export function checkNarrative(div: string, limits: Limits, report: Report): number {
  const once = reportOnce(report);
  let depth = 0;
  let elements = 0;
  try {
    scanElement(
      trimSpace(div),
      () => ({
        open(tag) {
          elements += 1;
          if (++depth > limits.depth) throw new ScanFault("xml:too-complex", "It is nested too deeply.", 1, 1);
          checkNarrativeTag(tag, depth === 1, once);
        },
        close() {
          depth -= 1;
        },
        text: ignore,
      }),
      limits,
    );
  } catch (error) {
    if (!(error instanceof ScanFault)) throw error;
    once("xhtml:not-well-formed", "structure", `The narrative is not one well-formed element. ${error.message}`);
  }
  return elements;
}

const ignore = (): void => undefined;

/** Passes on the first report of each rule. */
export function reportOnce(report: Report): Report {
  const reported = new Set<string>();
  return (rule, code, message) => {
    if (reported.has(rule)) return;
    reported.add(rule);
    report(rule, code, message);
  };
}

/** Reports the faults of one element of a narrative. */
export function checkNarrativeTag(tag: XmlTag, isRoot: boolean, report: Report): void {
  if (tag.uri !== XHTML_NAMESPACE) {
    report("xhtml:namespace", "structure", `A narrative must be in the namespace ${XHTML_NAMESPACE}.`);
    return;
  }
  if (isRoot && tag.local !== "div") report("xhtml:div", "structure", "A narrative must be one div.");
  const allowed = narrativeAttributes(tag.local);
  if (allowed === undefined) {
    report("txt-1", "invariant", `A narrative must not contain the element ${tag.local}.`);
    return;
  }
  for (const { name, value } of tag.attributes) {
    if (name === "xmlns" || name.startsWith("xmlns:")) continue;
    if (!allowed.has(name)) {
      report("txt-1", "invariant", `The element ${tag.local} of a narrative may not have the attribute ${name}.`);
    } else if (isScript(name, value)) {
      report("txt-1", "invariant", `A narrative must not contain a script, not even in ${name}.`);
    }
  }
}

/**
 * Returns true for text other than white space, or an image with a source (txt-2). The rule does not apply to a text
 * that is not well formed.
 */
export function hasContent(div: string): boolean {
  let found = false;
  try {
    scanElement(trimSpace(div), () => ({
      open({ local, attributes }) {
        if (local === "img" && attributes.some(({ name }) => name === "src")) found = true;
      },
      close: ignore,
      text(text) {
        // A character reference may be white space too.
        if (trimSpace(text) !== "") found = true;
      },
    }));
  } catch (error) {
    if (!(error instanceof ScanFault)) throw error;
    return true;
  }
  return found;
}
