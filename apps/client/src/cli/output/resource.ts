import { NumberLexeme, lexemeOf } from "@appointment-registry/fhir-appointment";
import { table } from "./table.js";

/** Formats every leaf of a resource with its path: `participant[0].actor.display  Peter James Chalmers`. */
export function resourceLines(resource: object, indent = ""): string[] {
  const rows: string[][] = [];
  collect(resource, "", rows);
  return table(rows, indent);
}

function collect(value: unknown, path: string, rows: string[][]): void {
  if (value === null || value === undefined) return;
  if (typeof value === "number" || value instanceof NumberLexeme) rows.push([path, lexemeOf(value)]);
  else if (Array.isArray(value)) value.forEach((item, index) => collect(item, `${path}[${index}]`, rows));
  else if (typeof value === "object") {
    for (const [key, held] of Object.entries(value)) {
      if (path !== "" || key !== "resourceType") collect(held, path === "" ? key : `${path}.${key}`, rows);
    }
  } else rows.push([path, String(value)]);
}
