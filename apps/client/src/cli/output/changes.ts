import type { Change } from "@appointment-registry/fhir-appointment";
import type { Colors } from "./colors.js";

/**
 * Formats differences in the style of diff(1), one block per element:
 *
 *     Appointment.status
 *       - "booked"
 *       + "cancelled"
 */
export function changeLines(changes: readonly Change[], colors: Colors, indent = ""): string[] {
  return changes.flatMap((change) => {
    const moved = change.kind === "moved" ? ` (moved, was at [${change.from}])` : "";
    const shown = (before: boolean): string[] => {
      const value = before ? change.before : change.after;
      const element = before ? change.beforeElement : change.afterElement;
      const paint = before ? colors.red : colors.green;
      return [value, element]
        .filter((each) => each !== undefined)
        .map((each) => `${indent}  ${paint(`${before ? "-" : "+"} ${JSON.stringify(each)}`)}`);
    };
    const values = change.kind === "moved" ? [] : [...shown(true), ...shown(false)];
    return [`${indent}${colors.bold(change.expression)}${moved}`, ...values];
  });
}

/** Returns the JSON of a change, without the members that only `apply` needs. */
export function changeJson({ kind, expression, location, before, after }: Change): object {
  return { kind, expression, location, before, after };
}
