/** The permitted status changes of a PUT, by the current status (registry-interactions, "Cancel: what may change"). */
export const CANCELLATIONS: ReadonlyMap<string, readonly string[]> = new Map([
  ["booked", ["cancelled", "entered-in-error"]],
  ["cancelled", ["entered-in-error"]],
]);

/** The elements that a cancel may change: only the status. */
export const CHANGEABLE: ReadonlySet<string> = new Set(["Appointment.status"]);
