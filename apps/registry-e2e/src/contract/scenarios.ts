import { CANCEL } from "./scenarios/cancel.js";
import { CAPABILITIES } from "./scenarios/capabilities.js";
import { READ } from "./scenarios/read.js";
import { REGISTER } from "./scenarios/register.js";
import type { Scenarios } from "./scenarios/scenario.js";
import { SEARCH } from "./scenarios/search.js";
import { VALIDATE } from "./scenarios/validate.js";

/** The scenarios by name of the example, one for each answer example in the contract. */
export const SCENARIOS: Scenarios = { ...REGISTER, ...SEARCH, ...READ, ...CANCEL, ...VALIDATE, ...CAPABILITIES };
