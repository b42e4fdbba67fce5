/** From which status to which a PUT may take an entry (registry-interactions, "Cancel: what may change"). */
export const CANCELLATIONS: Readonly<Record<string, readonly string[]>> = {
  booked: ["cancelled", "entered-in-error"],
};

/** What a cancel may change: the status and nothing else. */
export const CHANGEABLE: ReadonlySet<string> = new Set(["Appointment.status"]);
