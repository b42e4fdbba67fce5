import { describe, expect, it } from "@jest/globals";
import { NumberLexeme } from "../model/number-lexeme.js";
import { Comparison } from "./comparison.js";

const div = (content: string) => `<div xmlns="http://www.w3.org/1999/xhtml">${content}</div>`;

const samePrimitive = (type: string, before: unknown, after: unknown) =>
  new Comparison().sameValue(type, before, after);

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
    ["xhtml", div("a<?b c?>"), div("a")],
    ["xhtml", div("<b>a</b> <i>b</i>"), div("<b>a</b>\n    <i>b</i>")],
    ["xhtml", div("<b>a</b> <i>b</i>"), div("<b>a</b><!-- c --> <i>b</i>")],
    ["xhtml", div("a <br/> b"), div("a<br/>b")],
    ["xhtml", div("<pre>a\r\nb\rc</pre>"), div("<pre>a\nb\nc</pre>")],
    ["xhtml", div("<pre><![CDATA[ a\r\n ]]></pre>"), div("<pre> a\n </pre>")],
    [
      "xhtml",
      div("<table><tr><td>a</td><td>b</td></tr></table>"),
      div("<table>\n<tr> <td>a </td>\n<td>b</td></tr> </table>"),
    ],
    [
      "xhtml",
      div('<p style="color: red; margin-left: 1em">a  b</p>'),
      div('<p style="color: red; margin-left: 1em"> a b</p>'),
    ],
    ["xhtml", div('<p style="white-space:nowrap">a  b</p>'), div('<p style="white-space:nowrap">a b</p>')],
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
    ["dateTime", "2019-02-30T10:00:00Z", "2019-03-02T10:00:00Z"],
    ["dateTime", "2019-02-01T10:00:00+15:00", "2019-01-31T19:00:00Z"],
    ["dateTime", "2019-02-01", "2019-02"],
    ["dateTime", "2019-02-01", "2019-02-01T00:00:00Z"],
    ["date", "2019-02-01", "2019-02-02"],
    ["decimal", 1.5, new NumberLexeme("1.50")],
    ["decimal", new NumberLexeme("0.1000000000000000055511151231257827"), 0.1],
    ["decimal", 1, -1],
    ["decimal", 0, new NumberLexeme("0.0")],
    ["decimal", new NumberLexeme("1e9007199254740993"), new NumberLexeme("1e9007199254740992")],
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
    ["xhtml", div("<p><b>not</b> <i>able</i> to attend</p>"), div("<p><b>not</b><i>able</i> to attend</p>")],
    ["xhtml", div("a<!--x--> <!--y-->b"), div("ab")],
    ["xhtml", div("<pre><b>a</b>\n\n<b>b</b></pre>"), div("<pre><b>a</b><b>b</b></pre>")],
    ["xhtml", div("<pre>\na</pre>"), div("<pre>a</pre>")],
    ["xhtml", div("<pre>a&#13;</pre>"), div("<pre>a\n</pre>")],
    ["xhtml", div("<p>a <img alt='x'/></p>"), div("<p>a<img alt='x'/></p>")],
    ["xhtml", div("<p>a <q>b</q></p>"), div("<p>a<q>b</q></p>")],
    ["xhtml", div("<p>a <q> b</q></p>"), div("<p>a <q>b</q></p>")],
    ["xhtml", div("<p>a <area alt='x'/>b</p>"), div("<p>a<area alt='x'/>b</p>")],
    ["xhtml", div("<p>a <x/> b</p>"), div("<p>a<x/>b</p>")],
    ["xhtml", div("<span>a <td>b</td></span>"), div("<span>a<td>b</td></span>")],
    ["xhtml", div('<p style="white-space:pre">a  b</p>'), div('<p style="white-space:pre">a b</p>')],
    ["xhtml", div('<p style="White-Space : pre-wrap">a\nb</p>'), div('<p style="White-Space : pre-wrap">a b</p>')],
    ["xhtml", div('<p style="w\\68ite-space:pre">a  b</p>'), div('<p style="w\\68ite-space:pre">a b</p>')],
    [
      "xhtml",
      div('<p style="display:inline">a</p> <p style="display:inline">b</p>'),
      div('<p style="display:inline">a</p><p style="display:inline">b</p>'),
    ],
    [
      "xhtml",
      div('<p>a <span style="white-space:pre"> b</span></p>'),
      div('<p>a<span style="white-space:pre"> b</span></p>'),
    ],
    ["xhtml", div('<p xml:space="preserve">a  b</p>'), div('<p xml:space="preserve">a b</p>')],
    ["xhtml", div("<p>\u4e2d\n\u56fd</p>"), div("<p>\u4e2d \u56fd</p>")],
  ])("differ: %s %p %p", (type, before, after) => {
    expect(samePrimitive(type, before, after)).toBe(false);
    expect(samePrimitive(type, after, before)).toBe(false);
  });
});
