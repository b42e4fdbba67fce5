import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { isValidNhsNumber } from "./nhs-number.js";

describe("an NHS number", () => {
  it.each(["1234554321", "9434765919", "9476719931", "4010232137"])("%s is valid", (value) => {
    expect(isValidNhsNumber(value)).toBe(true);
  });

  it.each([
    "1234554320",
    "123455432",
    "12345543211",
    "",
    "123455432a",
    "123 455 4321",
    "1234554321\n",
    "１２３４５５４３２１",
  ])("%p is not valid", (value) => {
    expect(isValidNhsNumber(value)).toBe(false);
  });

  it("has no valid check digit if that would be 10", () => {
    const tens = Array.from({ length: 10 }, (_, digit) => isValidNhsNumber(`000000006${digit}`));
    expect(tens.filter(Boolean).length).toBeLessThanOrEqual(1);
    expect(
      Array.from({ length: 10 }, (_, digit) => isValidNhsNumber(`100000000${digit}`)).filter(Boolean),
    ).toHaveLength(1);
    // 10 x 1 and 9 x 0 ... leave 11 - (10 mod 11) = 1; 5 x 2 = 10 + 2 x 1 = 12 leaves 10, which is not a digit.
    expect(
      Array.from({ length: 10 }, (_, digit) => isValidNhsNumber(`000002001${digit}`)).filter(Boolean),
    ).toHaveLength(0);
  });

  it("is invalid if any single digit is wrong or two adjacent digits are swapped", () => {
    fc.assert(
      fc.property(fc.nat({ max: 999_999_999 }), fc.nat({ max: 9 }), fc.integer({ min: 1, max: 9 }), (nine, at, by) => {
        const stem = String(nine).padStart(9, "0");
        const valid = [..."0123456789"].map((digit) => stem + digit).find(isValidNhsNumber);
        fc.pre(valid !== undefined);
        const digits = [...(valid as string)];
        const wrong = digits.with(at, String((Number(digits[at]) + by) % 10)).join("");
        expect(isValidNhsNumber(wrong)).toBe(false);
        if (at < 9 && digits[at] !== digits[at + 1])
          expect(
            isValidNhsNumber(
              digits
                .with(at, digits[at + 1] as string)
                .with(at + 1, digits[at] as string)
                .join(""),
            ),
          ).toBe(false);
      }),
    );
  });
});
