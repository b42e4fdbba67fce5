import { CANCEL } from "./scenarios/cancel.js";
import { CAPABILITIES } from "./scenarios/capabilities.js";
import { READ } from "./scenarios/read.js";
import { REGISTER } from "./scenarios/register.js";
import type { Scenarios } from "./scenarios/scenario.js";
import { SEARCH } from "./scenarios/search.js";
import { VALIDATE } from "./scenarios/validate.js";

/** One for each file of `openapi/examples/responses`, by its name without the format. */
export const SCENARIOS: Scenarios = { ...REGISTER, ...SEARCH, ...READ, ...CANCEL, ...VALIDATE, ...CAPABILITIES };
