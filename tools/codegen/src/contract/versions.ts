import type { Node } from "@appointment-registry/registry-contract/openapi";
import { breakingChanges, getTerms } from "./terms.js";

/** Returns why a contract must not be published under its version after `published`. Empty if it may be. */
export function versionFaults(published: Node, contract: Node, changelog: string): string[] {
  const [before, now] = [getVersion(published), getVersion(contract)];
  const faults: string[] = [];
  if (!changelog.includes(`\n## ${now.join(".")}`))
    faults.push(`openapi/CHANGELOG.md has no section for ${now.join(".")}`);

  const [earlier, later] = [getTerms(published), getTerms(contract)];
  const breaking = breakingChanges(earlier, later);
  if (breaking.length > 0 && now[0] === before[0])
    faults.push(...breaking.map((change) => `breaks those who built to ${before.join(".")}: ${change}`));
  const added = breakingChanges(later, earlier);
  if (breaking.length === 0 && added.length > 0 && now[0] === before[0] && now[1] === before[1])
    faults.push(
      ...added.map(
        (change) =>
          `needs a minor version above ${before.join(".")}, which did not have: ${change.replace(/^.*?: /, "")}`,
      ),
    );
  if (compare(now, before) < 0) faults.push(`${now.join(".")} was overtaken by ${before.join(".")}`);
  return faults;
}

/** Returns the parts of a contract that {@link versionFaults} compares. */
export function withoutExamples(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(withoutExamples);
  if (typeof node !== "object" || node === null) return node;
  const kept = Object.entries(node).filter(([name, value]) => name !== "examples" || typeof value !== "object");
  return Object.fromEntries(kept.map(([name, value]) => [name, withoutExamples(value)]));
}

function getVersion(contract: Node): [number, number, number] {
  const text = String((contract.info as Node).version);
  const match = /^(\d+)\.(\d+)\.(\d+)$/.exec(text);
  if (match === null) throw new Error(`${text} is not a semantic version`);
  return [Number(match[1]), Number(match[2]), Number(match[3])];
}

function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((part, index) => part !== b[index]);
  return at === -1 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}
