import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { judgeCancellation } from "../cancellation/check-cancellation.js";
import { apply } from "../diff/apply.js";
import { diff } from "../diff/diff.js";
import { toOperationOutcome } from "../outcome/to-operation-outcome.js";
import { cases } from "../testing/effort.js";
import { resources } from "../testing/resources.js";
import { entry, fullAppointment } from "./testing/full-appointment.js";
import { validateAppointment } from "../validate-appointment.js";

/** An Appointment in which any part may be any JSON value, like the readable part that a reader returns. */
const garbled = () =>
  fc
    .tuple(
      fc.array(fc.array(fc.nat(), { minLength: 1, maxLength: 5 }), { maxLength: 8 }),
      fc.array(fc.jsonValue(), { minLength: 1 }),
    )
    .map(([all, values]) => {
      const resource = fullAppointment();
      all.forEach((picks, index) => {
        let at: Record<string, unknown> = resource;
        picks.forEach((pick, depth) => {
          const keys = Object.keys(at).filter((key) => key !== "resourceType");
          const key = keys[pick % keys.length];
          if (key === undefined) return;
          const child = at[key];
          if (depth === picks.length - 1 || typeof child !== "object" || child === null)
            at[key] = structuredClone(values[index % values.length]);
          else at = child as Record<string, unknown>;
        });
      });
      return resource;
    });

describe("any content of a request", () => {
  it("is validated, compared and reported without an exception", () => {
    fc.assert(
      fc.property(garbled(), garbled(), (one, other) => {
        for (const rules of ["base", "careconnect", "registry"] as const)
          toOperationOutcome(validateAppointment(one as never, { rules }));
        apply(one, diff(one, other));
        judgeCancellation(entry() as never, one as never);
      }),
      { numRuns: cases(150, 3000) },
    );
  });

  it("is validated without an exception, for any resource type", () => {
    fc.assert(
      fc.property(resources(), (resource) => {
        validateAppointment(resource, { rules: "registry" });
      }),
      { numRuns: cases(100, 1000) },
    );
  });

  it.each(["constructor", "__proto__", "toString", "hasOwnProperty", "", "Element"])(
    "is not a resource of the type %p",
    (type) => {
      const issues = validateAppointment({ resourceType: type }, { rules: "base" });
      expect(issues.map(({ rule }) => rule)).toEqual(["structure:resource-type"]);
    },
  );

  it("is reported without any value of the resource", () => {
    const secret = /1234554321|LS1 1AA|High Street|Ground floor|0300 303|asked for/;
    fc.assert(
      fc.property(garbled(), (resource) => {
        const issues = [
          ...validateAppointment(resource as never, { rules: "registry", maxIssues: 1000 }),
          ...judgeCancellation(entry() as never, resource as never),
        ];
        // Element names invented by the sender are reported, but values never are.
        expect(issues.filter(({ message }) => secret.test(message))).toEqual([]);
      }),
      { numRuns: cases(100, 1000) },
    );
  });
});
