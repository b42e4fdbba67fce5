import { judgeCancellation as judge, validateAppointment as validate } from "@appointment-registry/fhir-appointment";
import { traced } from "../tracing/traced.js";

/** The checks of the library, with tracing. */
export const validateAppointment = traced("validate", validate);
export const judgeCancellation = traced("diff", judge);
