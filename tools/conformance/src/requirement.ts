/**
 * The words of the pages. `WILL` and `MUST` bind a registry; `SHOULD` is advice, `SHOULD NOT` likewise. A `CHOICE` is our reading
 * where the pages leave more than one, or an extra that they do not ask for: a registry that reads them otherwise conforms.
 */
export type Level = "MUST" | "MUST NOT" | "WILL" | "SHOULD" | "SHOULD NOT" | "CHOICE";

/** How much a level binds. */
export type Binding = "must" | "should" | "choice";

export const BINDINGS: readonly Binding[] = ["must", "should", "choice"];

/** The pages of the specification, by the name of their file. */
export type Page = "cancel_registered_appointment" | "registry-interactions" | "fhir-stu3-rules";

export interface Requirement {
  readonly level: Level;
  /** One sentence, in words of our own. */
  readonly sentence: string;
  /** The heading or the bold word under which the page says it. */
  readonly section: string;
  /** What the page says there, in its words. */
  readonly quote: string;
  /** Of a choice: what else would conform. */
  readonly otherwise?: string;
}

export interface PlacedRequirement extends Requirement {
  readonly id: string;
  readonly page: Page;
}

export function getBinding({ level }: Requirement): Binding {
  if (level === "CHOICE") return "choice";
  return level.startsWith("SHOULD") ? "should" : "must";
}

/** Advice and choices that are not followed are reported, and fail a run only where that is asked for. */
export const isBinding = (requirement: Requirement): boolean => getBinding(requirement) === "must";

export const row =
  (section: string) =>
  (level: Exclude<Level, "CHOICE">, sentence: string, quote: string): Requirement => ({
    level,
    sentence,
    section,
    quote,
  });

export const choiceRow =
  (section: string) =>
  (sentence: string, quote: string, otherwise: string): Requirement => ({
    level: "CHOICE",
    sentence,
    section,
    quote,
    otherwise,
  });
