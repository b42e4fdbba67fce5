/** The words of the pages. `WILL` and `MUST` bind a registry; `SHOULD` is advice, `SHOULD NOT` likewise. */
export type Level = "MUST" | "MUST NOT" | "WILL" | "SHOULD" | "SHOULD NOT";

/** The pages of the specification, by the name of their file. */
export type Page = "cancel_registered_appointment" | "registry-interactions" | "fhir-stu3-rules";

export interface Requirement {
  readonly level: Level;
  /** One sentence, in words of our own. */
  readonly sentence: string;
  /** The heading or the bold word under which the page says it. */
  readonly section: string;
}

export interface PlacedRequirement extends Requirement {
  readonly id: string;
  readonly page: Page;
}

/** Advice that is not followed is told, and fails a run only where that is asked for. */
export const isAdvice = ({ level }: Requirement): boolean => level.startsWith("SHOULD");

export const row =
  (section: string) =>
  (level: Level, sentence: string): Requirement => ({ level, sentence, section });
