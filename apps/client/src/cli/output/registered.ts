import type { Registered } from "../../results.js";
import type { Colors } from "./colors.js";
import { table } from "./table.js";

/** Formats an Appointment in a few lines. */
export function registeredLines(
  done: string,
  { appointment, id, etag, location }: Registered,
  colors: Colors,
): string[] {
  const rows = [
    ["status", appointment.status],
    ["start", appointment.start],
    ["end", appointment.end],
    ["provider", appointment.identifier?.[0]?.value],
    ["version", etag],
    ["location", location],
  ].filter((row): row is [string, string] => row[1] !== undefined);
  return [`${colors.green("✓")} ${done} ${colors.bold(id)}`, ...table(rows, "  ")];
}
