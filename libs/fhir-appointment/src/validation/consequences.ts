import { isError } from "../issue.js";
import type { Issue } from "../issue.js";
import { RULES_OF_CONTAINED } from "./contained.js";
import { INVARIANTS_OF_RESOURCES } from "./invariants-of-resources.js";
import { INVARIANTS_OF_TYPES } from "./invariants-of-types.js";

/** By rule, the children that it concerns: a fault of one of them explains the violation. */
const ABOUT: ReadonlyMap<string, ReadonlySet<string>> = collect();

function collect(): Map<string, Set<string>> {
  const about = new Map<string, Set<string>>();
  for (const { key, about: names } of [...INVARIANTS_OF_TYPES, ...INVARIANTS_OF_RESOURCES, ...RULES_OF_CONTAINED])
    about.set(key, new Set([...(about.get(key) ?? []), ...names]));
  return about;
}

/** Rules that yield to another rule, which describes the same fault of the element better. */
const YIELDS: readonly (readonly [rule: RegExp, to: string])[] = [
  [/^identifier:uri$/, "registry:identifier-url"],
  [/^registry:patient$/, "app-1"],
  [/\.value\.min$/, "ext-1"],
];

/** Rules that examine the inside of the element that they name: a fault of anything within explains the violation. */
const LOOKS_WITHIN = /\.binding$|^registry:(?:patient|same-patient|one-identifier)$/;

/** Rules that add nothing for an element with any other error. */
const ANY_ERROR = /^registry:(?:cancel-|no-modifier-extension$)/;

const PASSED_OVER = /^(?:xml:(?:text|unknown-attribute|namespace)|structure:unknown-element)$/;

const SYNTAX = /^(?:structure|xml|xhtml|json):|^txt-1$/;

/**
 * Returns the issues without those that follow from another one, so that one fault is one issue, at the most specific
 * element. Linear in the number of issues.
 */
export function dropConsequences(issues: readonly Issue[]): Issue[] {
  if (issues.length < 2) return [...issues];
  const faults = new Faults(issues);
  return issues.filter((issue) => !faults.explain(issue));
}

class Faults {
  /** Elements with a fault of syntax or structure, and lists with such an item. */
  private readonly faulty = new Set<string>();
  /** These elements, those with an unknown code, and all elements around them. */
  private readonly around = new Set<string>();
  /** In lower case, elements with a fault other than their absence: a `Status` is meant to be a `status`. */
  private readonly there = new Set<string>();
  private readonly ofRegistry = new Set<string>();
  /** By element, the number of errors at it and in it. */
  private readonly errors = new Map<string, number>();
  private readonly rules = new Set<string>();
  /** Elements in whose XML a part was skipped that may have been meant as their value or as a child. */
  private readonly passedOver = new Set<string>();
  private brokenIds = false;

  constructor(issues: readonly Issue[]) {
    for (const issue of issues) {
      const { rule, expression } = issue;
      if (expression === undefined) continue;
      this.rules.add(`${rule} ${expression}`);
      const within = ancestors(expression);
      if (isError(issue)) for (const each of within) this.errors.set(each, (this.errors.get(each) ?? 0) + 1);
      if (rule === "dom-2") this.brokenIds = true;
      if (rule.startsWith("registry:")) this.ofRegistry.add(expression);
      if (SYNTAX.test(rule)) this.addSyntax(rule, expression, within);
      else if (rule === "code:unknown" || rule === "uri:system-absolute") this.addAround(within);
    }
  }

  private addSyntax(rule: string, expression: string, within: readonly string[]): void {
    this.addAround(within);
    if (PASSED_OVER.test(rule)) for (const each of within.slice(0, 3)) this.passedOver.add(each);
    const list = expression.replace(/\[\d+\]$/, "");
    this.faulty.add(expression).add(list);
    if (rule !== "structure:min") this.there.add(expression.toLowerCase()).add(list.toLowerCase());
    if (rule === "structure:unknown-element") {
      // An unknown `valueText` is meant to be a `value`.
      for (let at = expression.length - 1; at > expression.lastIndexOf("."); at--) {
        if (!/[A-Z]/.test(expression.charAt(at))) continue;
        this.faulty.add(expression.slice(0, at));
        this.there.add(expression.slice(0, at).toLowerCase());
      }
    }
    if (/\.contained(?:\[\d+\](?:\.id)?)?$/.test(expression)) this.brokenIds = true;
  }

  private addAround(within: readonly string[]): void {
    for (const each of within) this.around.add(each);
  }

  /** Returns true if another fault is the reason for this issue. */
  explain({ rule, expression }: Issue): boolean {
    if (expression === undefined) return false;
    if (rule === "structure:min") return this.there.has(expression.toLowerCase());
    if (rule === "structure:empty") return this.passedOver.has(expression);
    if (SYNTAX.test(rule)) return false;
    if (YIELDS.some(([own, to]) => own.test(rule) && this.rules.has(`${to} ${expression}`))) return true;
    const about = ABOUT.get(rule);
    if (about !== undefined) {
      if (this.rules.has(`structure:empty ${expression}`)) return true;
      for (const name of about) {
        const child = `${expression}.${name}`;
        if (this.isFaulty(child) || this.ofRegistry.has(child)) return true;
      }
      return false;
    }
    if (rule === "ref-1") return this.brokenIds || this.ofRegistry.has(`${expression}.reference`);
    if (ANY_ERROR.test(rule) && (this.errors.get(expression) ?? 0) > 1) return true;
    if (!expression.includes(".")) return false;
    return this.isFaulty(expression) || (LOOKS_WITHIN.test(rule) && this.around.has(expression));
  }

  private isFaulty(expression: string): boolean {
    return this.faulty.has(expression) || this.there.has(expression.toLowerCase());
  }
}

/**
 * Returns an element and those around it: `Appointment.participant[0].actor`, `Appointment.participant[0]`,
 * `Appointment.participant`, `Appointment`.
 */
function ancestors(expression: string): string[] {
  const all = [expression];
  for (let at = expression.length - 1; at > 0; at--) {
    const character = expression.charAt(at);
    if (character === "." || character === "[") all.push(expression.slice(0, at));
  }
  return all;
}
