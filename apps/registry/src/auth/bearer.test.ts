import { describe, expect, it } from "@jest/globals";
import { parseAuthorization } from "./bearer.js";

describe("the Authorization header of a request", () => {
  it("is found regardless of case, and may be absent", () => {
    expect(parseAuthorization({ rawHeaders: ["Host", "x", "AUTHORIZATION", "Bearer a"] })).toBe("Bearer a");
    expect(parseAuthorization({ rawHeaders: ["Host", "Authorization"] })).toBe(undefined);
  });

  it("is refused where there are two, even the same twice", () => {
    const rawHeaders = ["Authorization", "Bearer a", "authorization", "Bearer a"];
    expect(() => parseAuthorization({ rawHeaders })).toThrow(expect.objectContaining({ code: "token-malformed" }));
  });
});
