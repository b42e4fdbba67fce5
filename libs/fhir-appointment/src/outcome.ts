/** Entry point for writing and reading an OperationOutcome. */
export type { Issue, IssueSeverity, IssueType, SpineCode } from "./issue.js";
export { fromOperationOutcome } from "./outcome/from-operation-outcome.js";
export {
  SPINE_CODE_SYSTEM,
  SPINE_OPERATION_OUTCOME_PROFILE,
  toOperationOutcome,
} from "./outcome/to-operation-outcome.js";
export type { PrintedOutcome } from "./outcome/to-operation-outcome.js";
