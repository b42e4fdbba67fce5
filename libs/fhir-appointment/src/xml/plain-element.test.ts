import { describe, expect, it } from "@jest/globals";
import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { isPlainElement } from "./plain-element.js";
import { ScanFault, scanElement } from "./scan.js";

function isElement(text: string): boolean {
  try {
    scanElement(text, () => ({ open: () => undefined, close: () => undefined, text: () => undefined }));
    return true;
  } catch (error) {
    if (error instanceof ScanFault) return false;
    throw error;
  }
}

const XHTML = 'xmlns="http://www.w3.org/1999/xhtml"';
const PIECES = [
  `<div ${XHTML}>`,
  "</div>",
  "<p>",
  "</p>",
  "<br/>",
  '<b id="a" class="b">',
  '<b id="a" id="b">',
  '<b id="a" class="a=b" >',
  "</b>",
  '<p xmlns="http://www.w3.org/2000/xmlns/">',
  '<p title="a>b" id="]]>">',
  "text",
  " ",
  "&amp;",
  "&",
  "]]>",
  "<",
  ">",
  '"',
  "\u0001",
  "\ud800",
  "é",
  "\r",
  "<!-- c -->",
  "<é/>",
  "<P/>",
];

describe("a plain element", () => {
  it.each([
    `<div ${XHTML}>text</div>`,
    `<div ${XHTML}><p id="a" class="b c">é <b>x</b><br/></p>\n<img src="a" alt=""/></div>`,
    "<div/>",
  ])("is %s", (text) => expect([isPlainElement(text), isElement(text)]).toEqual([true, true]));

  it("is always accepted by the scanner", () => {
    const next = uniformFloat64.bind(undefined, xoroshiro128plus(3));
    let plain = 0;
    for (let run = 0; run < 20_000; run++) {
      const middle = Array.from({ length: Math.floor(next() * 6) }, () => PIECES[Math.floor(next() * PIECES.length)]);
      const text = next() < 0.8 ? `<div ${XHTML}>${middle.join("")}</div>` : middle.join("");
      if (!isPlainElement(text)) continue;
      plain += 1;
      if (!isElement(text)) expect(text).toBe("an element");
    }
    expect(plain).toBeGreaterThan(2000);
  });
});
