import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import {
  bestFormat,
  httpDate,
  isUtf8,
  parseAccept,
  parseHttpDate,
  parseMediaType,
  parseReturnPreference,
} from "@appointment-registry/registry-contract";
import { negotiate } from "../negotiation.js";
import { formatIfNoneExist, parseIfNoneExist } from "./if-none-exist.js";

it("HTTP dates read back to the second", () => {
  const instant = fc.date({ min: new Date("1970-01-01"), max: new Date("9999-12-31"), noInvalidDate: true });
  fc.assert(
    fc.property(instant, (date) => {
      expect(parseHttpDate(httpDate(date.toISOString()))).toBe(Math.floor(date.getTime() / 1000) * 1000);
    }),
  );
  expect(parseHttpDate("2019-01-01")).toBeUndefined();
});

it("If-None-Exist reads back every identifier it writes", () => {
  const system = fc.string({ minLength: 1 }).filter((text) => !/[| ]/.test(text));
  const value = fc.string({ minLength: 1 }).filter((text) => !text.includes(" "));
  fc.assert(
    fc.property(system, value, (one, other) => {
      for (const identifier of [{ system: one, value: other }, { value: other }]) {
        expect(parseIfNoneExist(formatIfNoneExist(identifier))).toEqual(identifier);
      }
    }),
  );
});

it("If-None-Exist may be a whole URL, and carry a format", () => {
  const identifier = { system: "urn:ietf:rfc:3986", value: "https://provider.test/1" };
  for (const before of ["", "?", "Appointment?", "https://localhost/STU3/Appointment?"]) {
    for (const after of ["", "&_format=xml"]) {
      expect(parseIfNoneExist(before + formatIfNoneExist(identifier) + after)).toEqual(identifier);
    }
  }
});

it("no text makes a parser throw", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      parseAccept(text);
      parseMediaType(text);
      parseReturnPreference(text);
      negotiate({ format: text, accept: text, contentType: text });
    }),
  );
});

describe("media types", () => {
  it.each([
    ["application/fhir+json", true],
    ["application/fhir+json;charset=UTF-8", true],
    ['application/fhir+json ; charset="utf-8" ; x=y', true],
    ["application/fhir+json; charset=utf-16", false],
  ])("%s is UTF-8: %p", (field, expected) => {
    const type = parseMediaType(field);
    expect([type?.name, type !== undefined && isUtf8(type)]).toEqual(["application/fhir+json", expected]);
  });
  it.each(["", "x", "a/", "/b", "a/b/c", "a/b; =", "a/b; c", 'a/b; c="'])("%p is none", (field) => {
    expect(parseMediaType(field)).toBeUndefined();
  });
});

describe("the best format", () => {
  it.each([
    ["application/fhir+xml, application/fhir+json", "xml"],
    ["application/fhir+json, application/fhir+xml", "json"],
    ["application/fhir+json;q=0.3, text/xml;q=0.4", "xml"],
    ["*/*;q=0.1", "json"],
    ["application/fhir+json;q=0, */*", "xml"],
    ["application/fhir+xml;q=2", undefined],
    ["text/html", undefined],
  ])("of %s is %p", (accept, expected) => {
    expect(bestFormat(parseAccept(accept), "json")).toBe(expected);
  });
});
