import type { IssueType } from "../issue.js";
import type { ModelPlace } from "../model/place.js";
import { isXmlText } from "../model/primitives.js";
import { attributeFault, elementFault } from "./narrative-rules.js";
import { ScanFault, XHTML_NAMESPACE, scanXml } from "./scan.js";
import type { XmlTag } from "./scan.js";

type Report = (place: ModelPlace, rule: string, code: IssueType, message: string) => void;

const MAXIMUM_DEPTH = 64;

/** Checks that `Narrative.div` is one well-formed XHTML div of what txt-1 allows. Each rule is reported once. */
export function checkNarrative(div: string, place: ModelPlace, report: Report): void {
  const told = new Set<string>();
  const once = (rule: string, code: IssueType, message: string): void => {
    if (!told.has(rule)) report(place, rule, code, message);
    told.add(rule);
  };
  if (!isXmlText(div)) {
    once("xhtml:not-well-formed", "structure", "The narrative has characters that XML does not allow.");
    return;
  }
  let depth = 0;
  try {
    scanXml(div, () => ({
      open(tag) {
        if (++depth > MAXIMUM_DEPTH)
          throw new ScanFault("xml:too-complex", "The narrative is nested too deeply.", 1, 1);
        checkNarrativeTag(tag, depth === 1, once);
      },
      close() {
        depth -= 1;
      },
      text: ignore,
    }));
  } catch (error) {
    if (!(error instanceof ScanFault)) throw error;
    once("xhtml:not-well-formed", "structure", `The narrative is not readable XHTML. ${error.message}`);
  }
}

const ignore = (): void => undefined;

/** What is wrong with one element of a narrative. */
export function checkNarrativeTag(
  tag: XmlTag,
  isRoot: boolean,
  report: (rule: string, code: IssueType, message: string) => void,
): void {
  if (tag.uri !== XHTML_NAMESPACE) {
    report("xhtml:namespace", "structure", `A narrative must be in the namespace ${XHTML_NAMESPACE}.`);
    return;
  }
  if (isRoot && tag.local !== "div") report("xhtml:div", "structure", "A narrative must be one div.");
  const fault = elementFault(tag.local);
  if (fault !== undefined) report("txt-1", "invariant", fault);
  for (const { name, value } of tag.attributes) {
    if (name === "xmlns" || name.startsWith("xmlns:")) continue;
    const attribute = attributeFault(name, value);
    if (attribute !== undefined) report("txt-1", "invariant", attribute);
  }
}
