import { describe, expect, it } from "@jest/globals";
import { NumberLexeme } from "../model/number-lexeme.js";
import { samePrimitive } from "./equality.js";

const div = (content: string) => `<div xmlns="http://www.w3.org/1999/xhtml">${content}</div>`;

type Case = readonly [type: string, before: unknown, after: unknown];

describe("two values of a primitive type", () => {
  it.each<Case>([
    ["instant", "2019-02-01T10:51:23.620+00:00", "2019-02-01T10:51:23.620Z"],
    ["instant", "2019-02-01T10:51:23.620+00:00", "2019-02-01T11:51:23.620+01:00"],
    ["instant", "2019-02-01T10:51:23.620Z", "2019-02-01T10:51:23.62Z"],
    ["instant", "2019-02-01T10:51:20Z", "2019-02-01T10:51:20.000Z"],
    ["dateTime", "2019-01-01T00:30:00+01:00", "2018-12-31T23:30:00Z"],
    ["dateTime", "0001-01-01T00:30:00+01:00", "0000-12-31T23:30:00Z"],
    ["decimal", 1.5, 1.5],
    ["decimal", new NumberLexeme("1.50"), new NumberLexeme("1.50")],
    ["decimal", 100, new NumberLexeme("1.00e2")],
    ["decimal", 0, new NumberLexeme("-0")],
    ["base64Binary", "QUJD\nREVG", "QUJDREVG"],
    ["xhtml", div("a &amp; b"), div("a &#38; b")],
    ["xhtml", div("<br/>"), div("<br></br>")],
    ["xhtml", div('<a href="x" name="y">z</a>'), div("<a name='y' href='x' >z</a>")],
    ["xhtml", div("a<!-- b -->"), div("a")],
    ["xhtml", div("<p>a</p><p>b</p>"), div("\n  <p>a</p>\n  <p>\n    b\n  </p>\n")],
    ["xhtml", div("a b"), '<x:div xmlns:x="http://www.w3.org/1999/xhtml">a  b</x:div>'],
  ])("are equal: %s %p %p", (type, before, after) => {
    expect(samePrimitive(type, before, after)).toBe(true);
    expect(samePrimitive(type, after, before)).toBe(true);
  });

  it.each<Case>([
    ["instant", "2019-02-01T10:51:23.620Z", "2019-02-01T10:51:23.602Z"],
    ["instant", "2019-02-01T10:51:20Z", "2019-02-01T10:51:02Z"],
    ["instant", "2019-02-01T10:51:20Z", "2019-02-01T10:51:20.01Z"],
    ["instant", "2019-02-01T10:51:23Z", "2019-02-01T10:51:24Z"],
    ["instant", "2019-02-01T10:51:23Z", "2019-02-01T10:51:23+01:00"],
    ["instant", "2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z"],
    ["dateTime", "2019-02-01", "2019-02"],
    ["dateTime", "2019-02-01", "2019-02-01T00:00:00Z"],
    ["date", "2019-02-01", "2019-02-02"],
    ["decimal", 1.5, new NumberLexeme("1.50")],
    ["decimal", new NumberLexeme("0.1000000000000000055511151231257827"), 0.1],
    ["decimal", 1, -1],
    ["decimal", 0, new NumberLexeme("0.0")],
    ["uri", "http://example.org/A", "http://example.org/a"],
    ["uri", "http://example.org/", "http://example.org"],
    ["code", "booked", "Booked"],
    ["string", "a ", "a"],
    ["string", "2019-02-01T10:51:23.620+00:00", "2019-02-01T10:51:23.620Z"],
    ["boolean", true, false],
    ["boolean", true, "true"],
    ["decimal", 1, "1"],
    ["xhtml", div("a"), div("b")],
    ["xhtml", div("<b>a</b> b"), div("<b>a</b>b")],
    ["xhtml", div("<pre>a  b</pre>"), div("<pre>a b</pre>")],
    ["xhtml", div("<b>a</b>"), div("<i>a</i>")],
    ["xhtml", div('<a href="x">a</a>'), div('<a href="y">a</a>')],
    ["xhtml", div("a&#160;b"), div("a b")],
    ["xhtml", "<div>a", "<div>a "],
  ])("differ: %s %p %p", (type, before, after) => {
    expect(samePrimitive(type, before, after)).toBe(false);
    expect(samePrimitive(type, after, before)).toBe(false);
  });
});
