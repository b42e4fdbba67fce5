/** From which status to which a PUT may take an entry (registry-interactions, "Cancel: what may change"). */
export const CANCELLATIONS: ReadonlyMap<string, readonly string[]> = new Map([
  ["booked", ["cancelled", "entered-in-error"]],
  ["cancelled", ["entered-in-error"]],
]);

/** What a cancel may change: the status and nothing else. */
export const CHANGEABLE: ReadonlySet<string> = new Set(["Appointment.status"]);
