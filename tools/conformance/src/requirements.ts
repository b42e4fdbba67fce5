import type { Page, PlacedRequirement, Requirement } from "./requirement.js";
import { CANCEL } from "./requirements/cancel.js";
import { FHIR } from "./requirements/fhir.js";
import { INTERACTIONS } from "./requirements/interactions.js";

export type RequirementId = keyof typeof CANCEL | keyof typeof INTERACTIONS | keyof typeof FHIR;

const placed = (page: Page, rows: Readonly<Record<string, Requirement>>): PlacedRequirement[] =>
  Object.entries(rows).map(([id, requirement]) => ({ id, page, ...requirement }));

/** Every requirement, in the order of the pages. */
export const REQUIREMENTS: readonly PlacedRequirement[] = [
  ...placed("cancel_registered_appointment", CANCEL),
  ...placed("registry-interactions", INTERACTIONS),
  ...placed("fhir-stu3-rules", FHIR),
];
