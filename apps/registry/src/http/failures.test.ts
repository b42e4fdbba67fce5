import { describe, expect, it } from "@jest/globals";
import { Boom } from "@hapi/boom";
import { ERRORS } from "@appointment-registry/registry-contract";
import { RegistryError } from "../errors.js";
import { StoreLimitError, StoreUnavailableError } from "../store/store.js";
import { printFailure, toRefusal } from "./failures.js";

describe("a thrown value becomes a refusal from the catalogue:", () => {
  it("a refusal is returned unchanged", () => {
    const refusal = new RegistryError("not-found");
    expect(toRefusal(refusal)).toBe(refusal);
  });

  it("an unreachable store is `store-unavailable`, with its cause", () => {
    const cause = new StoreUnavailableError("x");
    expect(toRefusal(cause)).toEqual(new RegistryError("store-unavailable", { cause }));
    expect(toRefusal(cause).cause).toBe(cause);
  });

  it("an Appointment that the store cannot hold is `store-limit`, which a retry does not resolve", () => {
    const cause = new StoreLimitError("The appointment has too many versions.");
    const refusal = toRefusal(cause);
    expect([refusal.code, refusal.cause, ERRORS[refusal.code].retryable]).toEqual(["store-limit", cause, false]);
    expect(printFailure(refusal, "json", false).status).toBe(422);
  });

  it.each([
    [400, "request-malformed"],
    [404, "route-unknown"],
    [405, "method-not-allowed"],
    [408, "body-timeout"],
    [413, "body-too-large"],
    [415, "media-type-unsupported"],
    [500, "internal-error"],
    [418, "internal-error"],
  ])("hapi's %d is `%s`, with its cause", (statusCode, code) => {
    const cause = new Boom("x", { statusCode });
    expect([toRefusal(cause).code, toRefusal(cause).cause]).toEqual([code, cause]);
  });

  it.each([[new TypeError("x")], ["x"], [undefined], [null], [{ output: {} }]])("%p is `internal-error`", (thrown) => {
    expect(toRefusal(thrown).code).toBe("internal-error");
  });
});

describe("a failure is serialised", () => {
  it("with the status and the only issue of its row", () => {
    const { status, body } = printFailure(new RegistryError("not-found"), "json", false);
    expect(status).toBe(404);
    expect(JSON.parse(body)).toMatchObject({
      resourceType: "OperationOutcome",
      issue: [
        {
          severity: "error",
          code: "not-found",
          details: { coding: [{ code: "NO_RECORD_FOUND" }] },
          diagnostics: `${ERRORS["not-found"].explanation} ${ERRORS["not-found"].remedy} (Rule not-found)`,
        },
      ],
    });
  });

  it("as fatal if the registry failed", () => {
    const { body } = printFailure(new RegistryError("internal-error"), "json", false);
    expect(JSON.parse(body)).toMatchObject({ issue: [{ severity: "fatal", code: "exception" }] });
  });

  it("in XML, and on several lines if requested", () => {
    expect(printFailure(new RegistryError("not-found"), "xml", false).body).toMatch(
      /^(<\?xml[^>]*>)?<OperationOutcome/,
    );
    expect(printFailure(new RegistryError("not-found"), "json", true).body).toContain('\n  "issue"');
    expect(printFailure(new RegistryError("not-found"), "json", false).body).not.toContain("\n");
  });
});
