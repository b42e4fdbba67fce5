import { describe, expect, it } from "@jest/globals";
import { isError, isValidNhsNumber, readResource, validateAppointment } from "@appointment-registry/fhir-appointment";
import type { Issue } from "@appointment-registry/fhir-appointment";
import { nhsNumbers, storedEntry } from "./entries.js";
import { SAMPLE_XML, largeResource } from "./samples.js";

function errorsIn(text: string, format: "json" | "xml"): Issue[] {
  const read = readResource(text, { format });
  if (read.kind !== "resource") return read.issues;
  return read.resource.resourceType === "Appointment"
    ? validateAppointment(read.resource, { rules: "registry" }).filter(isError)
    : [];
}

describe("samples of the benchmarks", () => {
  it("include valid NHS numbers without duplicates", () => {
    const numbers = new Set<string>();
    for (const number of nhsNumbers()) {
      expect(isValidNhsNumber(number)).toBe(true);
      if (numbers.size === 1000) break;
      expect(numbers.has(number)).toBe(false);
      numbers.add(number);
    }
  });

  it("include entries that the registry would accept", () => {
    expect(errorsIn(SAMPLE_XML, "xml")).toEqual([]);
    for (const number of nhsNumbers()) {
      expect(errorsIn(storedEntry(number).body, "json")).toEqual([]);
      break;
    }
  });

  it("include an STU3 resource of the requested size", () => {
    const text = JSON.stringify(largeResource(50_000));
    expect(errorsIn(text, "json")).toEqual([]);
    expect(text.length).toBeGreaterThan(50_000);
    expect(text.length).toBeLessThan(51_000);
  });
});
