import { describe, expect, it } from "@jest/globals";
import { OPERATION_NAMES } from "./operations.js";
import { parseHttpOptions } from "./options.js";

describe("options of the HTTP benchmark", () => {
  it("have defaults", () => {
    expect(parseHttpOptions([])).toEqual({
      connections: [1, 16, 64],
      operations: OPERATION_NAMES,
      rounds: 5,
      warmUpRequests: 5000,
      seconds: 1,
      openShare: 0.4,
      other: undefined,
      workers: undefined,
      target: undefined,
      token: undefined,
      tls: {},
      profile: undefined,
      json: undefined,
    });
  });

  it("include the registrations that a request depends on", () => {
    expect(parseHttpOptions(["--requests", "cancel-xml,read"]).operations).toEqual([
      "register-xml",
      "cancel-xml",
      "register-json",
      "read",
    ]);
  });

  it.each([
    [["--requests", "cancel-xml,delete"], "No request delete. Name some of: "],
    [["--connections", "0"], "--connections must be a number from 1 to 10000."],
    [["--connections", "1,"], "--connections must be a number from 1 to 10000."],
    [["--rounds", "many"], "--rounds must be a number from 1 to 1000."],
    [["--target", "ftp://example.org/fhir"], "--target must be an http or https URL."],
  ])("reject %j", (args, message) => {
    expect(() => parseHttpOptions(args)).toThrow(message);
  });
});
