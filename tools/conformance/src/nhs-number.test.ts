import { describe, expect, it } from "@jest/globals";
import { isValidNhsNumber } from "@appointment-registry/fhir-appointment";
import { madeUpNhsNumber, miscounted } from "./nhs-number.js";

describe("a made-up NHS number", () => {
  it("is valid, of the range that is issued to nobody, and invalid once miscounted", () => {
    for (let time = 0; time < 200; time++) {
      const nhsNumber = madeUpNhsNumber();
      expect(nhsNumber).toMatch(/^999\d{7}$/);
      expect(isValidNhsNumber(nhsNumber)).toBe(true);
      expect(isValidNhsNumber(miscounted(nhsNumber))).toBe(false);
    }
  });
});
