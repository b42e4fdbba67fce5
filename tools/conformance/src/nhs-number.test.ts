import { describe, expect, it } from "@jest/globals";
import { isValidNhsNumber } from "@appointment-registry/fhir-appointment";
import { madeUpNhsNumber, miscounted, searchedNhsNumber } from "./nhs-number.js";

describe("a made-up NHS number", () => {
  it("is valid, in a range that is not issued to anyone, and invalid with a wrong check digit", () => {
    for (let time = 0; time < 200; time++) {
      const [nhsNumber, searched] = [madeUpNhsNumber(), searchedNhsNumber()];
      expect(nhsNumber).toMatch(/^9990\d{6}$/);
      expect(searched).toMatch(/^999[1-9]\d{6}$/);
      for (const each of [nhsNumber, searched]) {
        expect(isValidNhsNumber(each)).toBe(true);
        expect(isValidNhsNumber(miscounted(each))).toBe(false);
      }
    }
  });
});
