import { CALLER_CHECKS } from "./checks/caller.js";
import { CANCEL_CHECKS } from "./checks/cancel.js";
import { CAPABILITIES_CHECKS } from "./checks/capabilities.js";
import { CHANGE_CHECKS } from "./checks/change.js";
import { CHOICE_CHECKS } from "./checks/choice.js";
import { CREATE_CHECKS } from "./checks/create.js";
import { FORMAT_CHECKS } from "./checks/formats.js";
import { HISTORY_CHECKS } from "./checks/history.js";
import { INVARIANT_CHECKS } from "./checks/invariants.js";
import { JSON_CHECKS } from "./checks/json.js";
import { OUTCOME_CHECKS } from "./checks/outcome.js";
import { PREFER_CHECKS } from "./checks/prefer.js";
import { PRIVACY_CHECKS } from "./checks/privacy.js";
import { READ_CHECKS } from "./checks/read.js";
import { REGISTER_CHECKS } from "./checks/register.js";
import { FHIR_SEARCH_CHECKS, SEARCH_CHECKS } from "./checks/search.js";
import { UPDATE_CHECKS } from "./checks/update.js";
import { XML_CHECKS } from "./checks/xml.js";
import type { Check } from "./expect.js";
import type { RequirementId } from "./requirements.js";

/** The test of each requirement. A requirement without a test, or a test without a requirement, is a type error. */
export const CHECKS: Readonly<Record<RequirementId, Check>> = {
  ...CANCEL_CHECKS,
  ...CALLER_CHECKS,
  ...REGISTER_CHECKS,
  ...READ_CHECKS,
  ...SEARCH_CHECKS,
  ...CAPABILITIES_CHECKS,
  ...CHANGE_CHECKS,
  ...CHOICE_CHECKS,
  ...FORMAT_CHECKS,
  ...UPDATE_CHECKS,
  ...PREFER_CHECKS,
  ...CREATE_CHECKS,
  ...HISTORY_CHECKS,
  ...FHIR_SEARCH_CHECKS,
  ...OUTCOME_CHECKS,
  ...JSON_CHECKS,
  ...XML_CHECKS,
  ...PRIVACY_CHECKS,
  ...INVARIANT_CHECKS,
};
