import { busyRefusalOf, bodyRefusalsOf, refusalsOf, tokenRefusalsOf, unknownId, unreadable } from "./failures.js";
import { laterStart } from "./cancel.js";
import { ruleBreaking } from "./register.js";
import type { Ask, Scenario, Scenarios } from "./scenario.js";
import { afterCancel, cancel, changed, register, requestExample, updateExample } from "./scenario.js";

const validateRegister: Ask = (format, id) => ({
  ...register(format, id),
  path: "/Appointment/$validate",
  body: requestExample("register-201", format),
});
const validateCancel: Ask = (format, id) => ({
  ...cancel(format, id),
  path: `/Appointment/${id}/$validate`,
  method: "POST",
  body: updateExample("cancel-200", format, id),
});
const inMode = (ask: Ask, mode: string): Scenario => changed(ask, ({ path }) => ({ path: `${path}?mode=${mode}` }));

const validateRefusalsOf = (name: string, ask: Ask): Scenarios => ({
  [`${name}-400`]: unreadable(ask),
  ...tokenRefusalsOf(name, ask, "read"),
  ...bodyRefusalsOf(name, ask),
  ...refusalsOf(name, ask),
  ...busyRefusalOf(name, ask),
});

export const VALIDATE: Scenarios = {
  "validate-register-200": changed(validateRegister),
  "validate-register-200-rule": changed(validateRegister, (_, format) => ({ body: ruleBreaking(format) })),
  "validate-register-400-mode": inMode(validateRegister, "update"),
  ...validateRefusalsOf("validate-register", validateRegister),

  "validate-cancel-200": changed(validateCancel),
  "validate-cancel-200-difference": changed(validateCancel, laterStart),
  "validate-cancel-200-version": afterCancel(validateCancel),
  "validate-cancel-400-mode": inMode(validateCancel, "create"),
  "validate-cancel-404": unknownId(validateCancel),
  ...validateRefusalsOf("validate-cancel", validateCancel),
};
