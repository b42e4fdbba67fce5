import { isDeepStrictEqual } from "node:util";
import { describe, expect, it } from "@jest/globals";
import { SaxesParser } from "saxes";
import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { isError } from "./issue.js";
import type { Issue } from "./issue.js";
import { readResource } from "./read-resource.js";
import { cases } from "./testing/effort.js";
import { jsonMutant } from "./testing/mutants/json.js";
import type { Change, Mutant, Random } from "./testing/mutants/mutant.js";
import { pick } from "./testing/mutants/mutant.js";
import { xmlMutant } from "./testing/mutants/xml.js";
import { validateAppointment } from "./validate-appointment.js";
import { entry, fullAppointment } from "./validation/testing/full-appointment.js";
import { mergeIssues } from "./validation/issues.js";
import { writeResource } from "./write-resource.js";

/** Number of mutants; `npm run fuzz` and `npm run test:long` set 20000. */
const RUNS = Number(process.env["CODEC_FUZZ"] ?? cases(300, 20_000));

const SEED = Number(process.env["CODEC_SEED"] ?? 1);

function mutantOf(next: Random): Mutant {
  const resource = (next() < 0.8 ? fullAppointment() : entry()) as ReturnType<typeof entry> & { resourceType: string };
  const changes = next() < 0.7 ? 1 : 2;
  return pick([jsonMutant, xmlMutant], next)(resource, changes, next);
}

/** Throws if the document is not well formed. */
function checkWellFormed(xml: string): void {
  const parser = new SaxesParser({ xmlns: true });
  parser.on("error", (error) => {
    throw error;
  });
  parser.write(xml).close();
}

/** Returns a description of a wrong result for a mutant, or `undefined` if the result is right. */
function complaint(mutant: Mutant): string | undefined {
  const read = readResource(mutant.text, { format: mutant.format });
  if (read.kind === "unreadable") return read.issues.length === 1 ? undefined : "unreadable, and not one issue";
  const found = read.kind === "invalid" ? read.issues : [];
  const rules = validateAppointment(read.resource, { rules: "careconnect", structure: false });
  const issues = mergeIssues(found, rules).filter(isError);
  if (issues.length > 0) return misplaced(mutant, issues);
  return read.kind === "resource" ? lost(read.resource) : "no error, but not a resource";
}

/** Returns a part of an accepted resource that does not survive one of its formats. */
function lost(resource: { resourceType: string }): string | undefined {
  for (const format of ["json", "xml"] as const) {
    const again = readResource(writeResource(resource, { format }), { format });
    if (!isDeepStrictEqual(again, { kind: "resource", resource })) return `another resource out of ${format}`;
  }
  checkWellFormed(writeResource(resource, { format: "xml" }));
  const bundle = { resourceType: "Bundle", type: "collection", entry: [{ resource }] };
  checkWellFormed(writeResource(bundle, { format: "xml" }));
  return undefined;
}

/** Returns the parent of an element: `a.b[0]` for `a.b[0].c`, and `a.b` for `a.b[0]`. */
const holderOf = (expression: string): string => expression.replace(/(?:\.[^.[]*|\[\d+\])$/, "");
const listOf = (expression: string): string => expression.replace(/\[\d+\]$/, "");

/**
 * Returns true if an issue is close enough to a change: at the element, within it, or at its parent. If the change
 * renamed the element, the issue may also be at a sibling.
 */
function isNear({ kind, expression: changed }: Change, { rule, expression = "" }: Issue): boolean {
  const holder = holderOf(listOf(changed));
  if ([changed, listOf(changed), holder, listOf(holder)].includes(expression)) return true;
  if (expression.startsWith(`${changed}.`) || expression.startsWith(`${changed}[`)) return true;
  // An item that was moved to the end of its list has a different index there.
  if (kind === "last" && listOf(expression) === listOf(changed)) return true;
  if (kind === "rename" || kind === "modifier") return expression.startsWith(`${holder}.`);
  // The second of two equal ids is the fault.
  if (rule === "element:id-unique") return true;
  // A removed contained resource is reported at the reference to it, and a removed reference at the contained resource.
  if (rule === "ref-1" || rule === "dom-3") return true;
  // A rule on two quantities is a rule on their parent.
  return /^(?:rng-2|sqty-1)$/.test(rule) && changed.startsWith(expression);
}

/**
 * Returns the issues if none of them is near the mutant's change. With two changes, one may have moved the other in its
 * list.
 */
function misplaced({ changes }: Mutant, issues: readonly Issue[]): string | undefined {
  const place = (expression = "") => (changes.length > 1 ? expression.replace(/\[\d+\]/g, "") : expression);
  const near = ({ kind, expression }: Change, issue: Issue) =>
    isNear({ kind, expression: place(expression) }, { ...issue, expression: place(issue.expression) });
  if (issues.some((issue) => changes.some((change) => near(change, issue)))) return undefined;
  return issues.map(({ rule, expression }) => `${rule} ${expression}`).join(", ");
}

describe("an Appointment with one or two changes", () => {
  it(`is accepted and survives both formats, or has an issue at the changed element: ${RUNS} mutants`, () => {
    const next = uniformFloat64.bind(undefined, xoroshiro128plus(SEED));
    const wrong: unknown[] = [];
    for (let run = 0; run < RUNS; run++) {
      const mutant = mutantOf(next);
      const why = complaint(mutant);
      if (why !== undefined) wrong.push([run, mutant.format, mutant.changes, why]);
    }
    expect(wrong).toEqual([]);
  }, 3_600_000);
});
