/** Entry point for comparing resources and checking whether an entry may be cancelled. */
export { CANCELLATION_RULES, judgeCancellation } from "./cancellation/check-cancellation.js";
export { tolerateStandingFaults } from "./cancellation/tolerate-standing-faults.js";
export { apply } from "./diff/apply.js";
export type { Change, ChangeKind } from "./diff/change.js";
export { diff } from "./diff/diff.js";
