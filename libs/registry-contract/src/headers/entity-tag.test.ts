import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import {
  entityTag,
  formatIfMatch,
  isTagNamed,
  parseIfMatch,
  parseIfNoneMatch,
  versionOfTag,
  weakTag,
} from "./entity-tag.js";

const version = fc.bigInt({ min: 0n, max: 10n ** 30n }).map(String);

describe("ETag", () => {
  it("reads back every version it writes", () => {
    fc.assert(fc.property(version, (each) => versionOfTag(entityTag(each)) === each));
  });
});

describe("If-Match", () => {
  it("reads back every list it writes", () => {
    fc.assert(
      fc.property(fc.array(version, { minLength: 1 }), (versions) => {
        expect(parseIfMatch(formatIfMatch(versions))).toEqual({ kind: "versions", versions });
      }),
    );
  });
  it("never treats a malformed field as a version or as a missing field", () => {
    fc.assert(
      fc.property(fc.string(), (field) => {
        const read = parseIfMatch(field);
        // eslint-disable-next-line regexp/no-super-linear-backtracking -- a test's text
        const well = /^\s*(?:(?:(?:W\/)?"(?:0|[1-9]\d*)"|(?:0|[1-9]\d*))?\s*(?:,|$)\s*)+$/.test(field);
        if (read.kind === "versions") expect(well).toBe(true);
        if (read.kind === "missing") expect(field.trim()).toBe("*");
      }),
    );
  });
});

it("parses If-None-Match as versions, as any version, or as none", () => {
  expect(parseIfNoneMatch(undefined)).toBeUndefined();
  expect(parseIfNoneMatch(" * ")).toEqual({ kind: "any" });
  expect(parseIfNoneMatch('W/"1", "2", x')).toEqual({ kind: "versions", versions: ["1", "2"] });
});

it("matches a tag by itself, by its strong form, in a list, and by the wildcard", () => {
  const tag = weakTag("x1");
  const named = [tag, '"x1"', '"a", W/"x1"', " * ", ' W/"x1" ,'];
  expect(named.map((field) => isTagNamed(field, tag))).toEqual(named.map(() => true));
  const others = [undefined, "", "x1", 'W/"x2"', 'w/"x1"', '"W/x1"'];
  expect(others.map((field) => isTagNamed(field, tag))).toEqual(others.map(() => false));
});
