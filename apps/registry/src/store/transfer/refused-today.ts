import { isError, readResource, validateAppointment } from "@appointment-registry/fhir-appointment";

/** Returns the rules that would reject the registration of a stored body today, each once with its first element. Empty if none would. */
export function refusedToday(body: string): string[] {
  const read = readResource(body, { format: "json", expectedType: "Appointment" });
  const issues =
    read.kind === "resource"
      ? validateAppointment(read.resource, { rules: "registry", structure: false })
      : read.issues;
  const places = new Map<string, string>();
  for (const { rule, expression } of issues.filter(isError))
    if (!places.has(rule)) places.set(rule, expression === undefined ? rule : `${rule} at ${expression}`);
  return [...places.values()];
}
