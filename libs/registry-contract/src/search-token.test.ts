import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { canonicalValue, decodeSearchToken, formatSearchToken, parseSearchToken } from "./search-token.js";

const system = "urn:ietf:rfc:3986";

describe("a search token", () => {
  it.each([
    ["urn:ietf:rfc:3986|http://p.example/a\\,b", { system, value: "http://p.example/a,b" }],
    ["urn:ietf:rfc:3986|http://p.example/a,b", { system, value: "http://p.example/a,b" }],
    ["urn:ietf:rfc:3986|x\\$y\\|z\\\\", { system, value: "x$y|z\\" }],
    ["s|a|b", { system: "s", value: "a|b" }],
    ["|x", { value: "x" }],
    ["x", { anySystem: true, value: "x" }],
    ["x\\y", { anySystem: true, value: "x\\y" }],
    ["s|", undefined],
    ["", undefined],
    ["s|a,s|b", undefined],
    ["a,s|b", undefined],
  ])("%j is %j", (text, token) => {
    expect(parseSearchToken(text)).toEqual(token);
  });

  it("reads back every token it writes", () => {
    const value = fc.string({ minLength: 1 });
    const token = fc.oneof(
      fc.record({ system: fc.string({ minLength: 1 }), value }),
      fc.record({ value }),
      fc.record({ anySystem: fc.constant(true as const), value }),
    );
    fc.assert(fc.property(token, (each) => expect(parseSearchToken(formatSearchToken(each))).toEqual(each)));
  });
});

describe("an encoded search token", () => {
  const url = "http://p.example/a";
  it.each([
    ["urn%3Aietf%3Arfc%3A3986%7Chttp%3A%2F%2Fp.example%2Fa%2Bb", { system, value: `${url}+b` }],
    ["urn:ietf:rfc:3986|http://p.example/a+b", { system, value: `${url}+b` }],
    ["urn:ietf:rfc:3986|http://p.example/a%20b", { system, value: `${url}%20b` }],
    ["urn:ietf:rfc:3986|http://p.example/a%2520b", { system, value: `${url}%20b` }],
    ["urn:ietf:rfc:3986|http://p.example/a b", { system, value: `${url}%20b` }],
    ["urn:ietf:rfc:3986|http://p.example/a%5C%2Cb", { system, value: `${url},b` }],
    ["http://s.example/x+y|A+B", { system: "http://s.example/x+y", value: "A B" }],
    ["s|A%2BB", { system: "s", value: "A+B" }],
    ["s|%zz", undefined],
    ["s|%ff", undefined],
  ])("%s is %j", (written, token) => {
    expect(decodeSearchToken(written)).toEqual(token);
  });
});

describe("the canonical value of an identifier", () => {
  it.each([
    ["http://p.example/a b", "http://p.example/a%20b"],
    ["http://p.example/a%20b", "http://p.example/a%20b"],
    ["HTTP://P.Example/A", "http://p.example/A"],
    ["http://p.example/%7ea%2fb", "http://p.example/~a%2Fb"],
    ["http://p.example/\u00e9", "http://p.example/%C3%A9"],
    ["http://p.example/%c3%a9", "http://p.example/%C3%A9"],
    ["http://p.example/a+b", "http://p.example/a+b"],
    ["http://p.example/?q=a&b=c#d", "http://p.example/?q=a&b=c#d"],
    ["ABC 123", "ABC 123"],
    ["http://p.example/\ud800", "http://p.example/\ud800"],
  ])("of %j is %j", (value, canonical) => {
    expect(canonicalValue(value)).toBe(canonical);
  });

  it("is its own canonical value", () => {
    const url = fc
      .tuple(fc.webUrl({ withQueryParameters: true, withFragments: true }), fc.string())
      .map((parts) => parts.join(""));
    fc.assert(fc.property(url, (each) => expect(canonicalValue(canonicalValue(each))).toBe(canonicalValue(each))));
  });
});
