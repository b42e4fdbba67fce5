export type ReturnPreference = "minimal" | "representation" | "OperationOutcome";

const RETURN = /^return\s*=\s*(?:"([^"]*)"|([^\s;]+))/i;

/**
 * Parses the return preference of a `Prefer` field (STU3 http.html, 2.21.0.5.2). Unknown preferences are ignored (RFC
 * 7240, 2).
 */
export function parseReturnPreference(field: string | undefined): ReturnPreference {
  if (field === undefined) return "representation";
  for (const member of field.split(",")) {
    const match = RETURN.exec(member.trim());
    const value = (match?.[1] ?? match?.[2])?.toLowerCase();
    if (value === "minimal" || value === "representation") return value;
    if (value === "operationoutcome") return "OperationOutcome";
  }
  return "representation";
}
