import { describe, expect, it } from "@jest/globals";
import { DOMParser } from "@xmldom/xmldom";
import fhirpath from "fhirpath";
import stu3 from "fhirpath/fhir-context/stu3/index.js";
import xpath from "xpath";
import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { isError } from "./issue.js";
import type { Issue } from "./issue.js";
import { readResource } from "./read-resource.js";
import { cases } from "./testing/effort.js";
import { jsonMutant } from "./testing/mutants/json.js";
import { xmlMutant } from "./testing/mutants/xml.js";
import { fullAppointment } from "./validation/testing/full-appointment.js";
import { mergeIssues } from "./validation/issues.js";
import { validateAppointment } from "./validate-appointment.js";

const select = xpath.useNamespaces({
  f: "http://hl7.org/fhir",
  h: "http://www.w3.org/1999/xhtml",
  xml: "http://www.w3.org/XML/1998/namespace",
});

const inJson = (text: string) => {
  const resource = JSON.parse(text) as object;
  // `div` is also an operator: this engine requires it to be quoted, whereas HAPI's accepts it as it is.
  return (expression: string): number =>
    (fhirpath.evaluate(resource, expression.replace(/\.div$/, ".`div`"), undefined, stu3) as unknown[]).length;
};

const inXml = (text: string) => {
  const document = new DOMParser().parseFromString(text, "text/xml");
  return (location: string): number => (select(location, document as never) as unknown[]).length;
};

function issuesOf(text: string, format: "json" | "xml"): Issue[] {
  const read = readResource(text, { format });
  if (read.kind === "unreadable") return [];
  const found = read.kind === "invalid" ? read.issues : [];
  return mergeIssues(found, validateAppointment(read.resource, { rules: "registry", structure: false }));
}

/** Rules about missing elements: the place is that of the missing element. */
const MISSING =
  /^structure:min$|\.min$|-required$|^registry:(?:one-identifier|one-participant|status-booked|identifier-url)$/;

/**
 * FHIRPath selects nothing for an empty object or list, for null, and for an unknown property that holds one of these.
 */
const NOTHING = /^structure:(?:empty|type|null|unknown-element)$/;

/** Rules about all repeats together, and about too many repeats. */
const OF_ALL = /^(?:registry:(?:one-|no-)|structure:max$|xml:order$)/;

// The location of an element in a wrong namespace is that of the element in the right one.
type Path = "expression" | "location";
const STEP: Readonly<Record<Path, RegExp>> = { expression: /\.[^.]*$/, location: /\/[^/]*$/ };

/** Returns a description of a wrong place, or `undefined` if the place of the issue selects the intended element. */
function complaint(issue: Issue, count: (path: string) => number, path: Path): string | undefined {
  const { rule, [path]: place } = issue;
  if (place === undefined) return isError(issue) ? `${rule}: no ${path}` : undefined;
  const found = count(place);
  if (found === 1 || (found > 1 && OF_ALL.test(rule))) return undefined;
  const around = count(place.replace(STEP[path], ""));
  const mayBeNothing = MISSING.test(rule) || (path === "expression" ? NOTHING.test(rule) : rule === "xml:namespace");
  return found === 0 && around === 1 && mayBeNothing ? undefined : `${rule} ${place}: ${found}, around it ${around}`;
}

describe("the places of issues", () => {
  const runs = cases(60, 5000);

  it(`are FHIRPath expressions that select the element in JSON: ${runs} mutants`, () => {
    const next = uniformFloat64.bind(undefined, xoroshiro128plus(21));
    const wrong = Array.from({ length: runs }).flatMap(() => {
      const { text } = jsonMutant(fullAppointment() as never, 1, next);
      const count = inJson(text);
      return issuesOf(text, "json").flatMap((issue) => complaint(issue, count, "expression") ?? []);
    });
    expect([...new Set(wrong)]).toEqual([]);
  });

  it(`are XPath expressions that select the element in XML: ${runs} mutants`, () => {
    const next = uniformFloat64.bind(undefined, xoroshiro128plus(22));
    const wrong = Array.from({ length: runs }).flatMap(() => {
      const { text } = xmlMutant(fullAppointment() as never, 1, next);
      const issues = issuesOf(text, "xml");
      const count = issues.length === 0 ? () => 0 : inXml(text);
      return issues.flatMap((issue) => complaint(issue, count, "location") ?? []);
    });
    expect([...new Set(wrong)]).toEqual([]);
  });
});
