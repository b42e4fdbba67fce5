/**
 * The words of the pages. `WILL` and `MUST` bind a registry. `SHOULD` and `SHOULD NOT` are advice. A `CHOICE` is our reading if the pages
 * permit several, or an extra that they do not require: a registry with another reading conforms.
 */
export type Level = "MUST" | "MUST NOT" | "WILL" | "SHOULD" | "SHOULD NOT" | "CHOICE";

/** How far a level binds a registry. */
export type Binding = "must" | "should" | "choice";

export const BINDINGS: readonly Binding[] = ["must", "should", "choice"];

/** The pages of the specification, by file name. */
export type Page = "cancel_registered_appointment" | "registry-interactions" | "fhir-stu3-rules";

export interface Requirement {
  readonly level: Level;
  /** One sentence in our own words. */
  readonly sentence: string;
  /** The heading or the bold word on the page above the requirement. */
  readonly section: string;
  /** The page's own words. */
  readonly quote: string;
  /** For a choice: the other conforming behaviour. */
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

/** Unmet advice and choices are reported, and fail a run only on request. */
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
