import { ALONE } from "./mutants/alone.js";
import { BODY } from "./mutants/body.js";
import { caller } from "./mutants/caller.js";
import { CANCEL } from "./mutants/cancel.js";
import { CAPABILITIES } from "./mutants/capabilities.js";
import { DIFFERENCES } from "./mutants/differences.js";
import { FORMATS } from "./mutants/formats.js";
import { FURTHER } from "./mutants/further.js";
import { IF_MATCH } from "./mutants/if-match.js";
import { lies } from "./mutants/lies.js";
import { OUTCOME } from "./mutants/outcome.js";
import { privacy } from "./mutants/privacy.js";
import { READ } from "./mutants/read.js";
import { register } from "./mutants/register.js";
import { search } from "./mutants/search.js";
import { STATUS } from "./mutants/status.js";
import type { Mutant, MutantInputs } from "./mutants/mutant.js";

/** Registries that each have one fault, with its consequences. */
export const mutants = (inputs: MutantInputs): readonly Mutant[] => [
  ...CANCEL,
  ...DIFFERENCES,
  ...STATUS,
  ...OUTCOME,
  ...IF_MATCH,
  ...caller(inputs),
  ...register(),
  ...READ,
  ...privacy(inputs),
  ...FORMATS,
  ...search(),
  ...CAPABILITIES,
  ...BODY,
  ...ALONE,
  ...FURTHER,
  ...lies(),
];
