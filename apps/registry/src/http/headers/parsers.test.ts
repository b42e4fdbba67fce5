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

it("HTTP dates can be read back to the second", () => {
  const instant = fc.date({ min: new Date("1970-01-01"), max: new Date("9999-12-31"), noInvalidDate: true });
  fc.assert(
    fc.property(instant, (date) => {
      expect(parseHttpDate(httpDate(date.toISOString()))).toBe(Math.floor(date.getTime() / 1000) * 1000);
    }),
  );
  const now = Date.UTC(2026, 10, 27);
  const time = Date.UTC(1994, 10, 6, 8, 49, 37);
  for (const form of ["Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"]) {
    expect([form, parseHttpDate(form, now)]).toEqual([form, time]);
  }
  expect(parseHttpDate("Tuesday, 01-Jan-76 00:00:00 GMT", now)).toBe(Date.UTC(2076, 0, 1));
  expect(parseHttpDate("Saturday, 01-Jan-77 00:00:00 GMT", now)).toBe(Date.UTC(1977, 0, 1));
  for (const none of [
    "2019-01-01",
    "2049-01-01T00:00:00Z",
    "2049",
    "January 2049",
    "9999",
    "Sun, 06 Nov 1994 08:49:37 +0100",
    "Sun, 06 Nov 1994 08:49:37",
    "Sun, 6 Nov 1994 08:49:37 GMT",
    "sun, 06 nov 1994 08:49:37 gmt",
    "Wed, 30 Feb 1994 08:49:37 GMT",
    "Sun, 06 Nov 1994 24:00:00 GMT",
    "",
  ]) {
    expect([none, parseHttpDate(none, now)]).toEqual([none, undefined]);
  }
});

it("If-None-Exist can read back every identifier it writes", () => {
  const system = fc.string({ minLength: 1 });
  const value = fc.string({ minLength: 1 }).filter((text) => !/^https?:/i.test(text));
  fc.assert(
    fc.property(system, value, (one, other) => {
      for (const identifier of [{ system: one, value: other }, { value: other }]) {
        expect(parseIfNoneExist(formatIfNoneExist(identifier))).toEqual(identifier);
      }
    }),
  );
});

it("If-None-Exist may be a whole URL, and include a format", () => {
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
    ["application/fhir+json; charset = utf-8", true],
  ])("%s is UTF-8: %p", (field, expected) => {
    const type = parseMediaType(field);
    expect([type?.name, type !== undefined && isUtf8(type)]).toEqual(["application/fhir+json", expected]);
  });
  it.each([
    "",
    "x",
    "a/",
    "/b",
    "a/b/c",
    "a/b; =",
    "a/b; c",
    'a/b; c="',
    "a/b; c=",
    "a/b, a/c",
    "application/fhir+json; charset=latin1; charset=utf-8",
  ])("%p is not a media type", (field) => {
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
    ["application/fhir+xml;q=2", "xml"],
    ["application/fhir+xml;q=", "xml"],
    ["text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2", "json"],
    ["application/fhir+xml; q = 0.5, application/fhir+json;q=.4", "xml"],
    ["*", "json"],
    ["*;q=0", "xml"],
    ["garbage", "json"],
    [";;;", "json"],
    ["", "json"],
    ['text/html;x="unclosed', "json"],
    ["text/html;q=abc", "json"],
    ["application/json+;x", "json"],
    ["application/fhir+json;q=0, garbage", "xml"],
    ["text/*", "json"],
    ["text/*;q=0, application/fhir+xml", "xml"],
    ["application/fhir+*", "json"],
    ["*/xml", "json"],
    ["application/json;q=0, text/xml;q=0, */*", "json"],
    ["application/fhir+json;q=0, text/xml;q=0, */*", "xml"],
    ["application/fhir+json;q=0, application/fhir+xml;q=0, */*", undefined],
    ["application/json;q=0, text/xml;q=0", undefined],
    ["text/html", undefined],
    ["image/*", undefined],
    ["text/html, application/fhir+json;q=0.000", undefined],
    ["application/fhir+xml;charset=utf-16", undefined],
  ])("of %s is %p", (accept, expected) => {
    expect(bestFormat(parseAccept(accept), "json")).toBe(expected);
  });
});
