import { describe, expect, it } from "@jest/globals";
import { RegistryError } from "../errors.js";
import { acceptClaims } from "./claims.js";

const NOW = 1_800_000_000;
const RULES = { audiences: ["https://registry.test/STU3"], clockToleranceSeconds: 30, maxAgeSeconds: 3600 };
const ALL = { aud: RULES.audiences[0], exp: NOW + 60, iat: NOW - 60, nbf: NOW - 60 };

function codeOf(changes: Record<string, unknown>): string {
  try {
    acceptClaims({ ...ALL, ...changes }, RULES, NOW);
    return "accepted";
  } catch (error) {
    if (!(error instanceof RegistryError)) throw error;
    return error.code;
  }
}

describe("the times of a token, with tolerance for clock skew", () => {
  it.each([
    ["exp", { exp: NOW - 29, iat: NOW - 60 }, { exp: NOW - 30, iat: NOW - 60 }, "token-expired"],
    ["nbf", { nbf: NOW + 30 }, { nbf: NOW + 31 }, "token-not-yet-valid"],
    ["iat", { iat: NOW + 30 }, { iat: NOW + 31 }, "token-not-yet-valid"],
    ["iat that is too long ago", { iat: NOW - 3629 }, { iat: NOW - 3630 }, "token-expired"],
    ["iat beside exp", { iat: NOW + 20, exp: NOW + 20 }, { iat: NOW + 20, exp: NOW + 19 }, "token-claims"],
    ["exp without iat", { iat: undefined, exp: NOW + 3630 }, { iat: undefined, exp: NOW + 3631 }, "token-claims"],
    ["a time beyond the year 9999", { exp: NOW + 60 }, { exp: 253_402_300_800 }, "token-claims"],
  ])("%s", (_, accepted, refused, code) => {
    expect([codeOf(accepted), codeOf(refused)]).toEqual(["accepted", code]);
  });
});

it("reads client, permissions and binding", () => {
  const claims = { ...ALL, sub: "supplier-a", azp: "", scope: "a b ", groups: ["c", 1], cnf: { "x5t#S256": "x" } };
  expect(acceptClaims(claims, RULES, NOW)).toEqual({
    clientId: "supplier-a",
    granted: new Set(["a", "b", "c"]),
    expires: NOW + 60,
    begins: NOW - 60,
    tooOld: NOW - 60 + 3600,
    boundTo: "x",
  });
});
