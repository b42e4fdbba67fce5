import { describe, expect, it } from "@jest/globals";
import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { cases } from "../testing/effort.js";
import { Comparison } from "./comparison.js";
import { renderedPage } from "./testing/page.js";

/** Set `DIFF_PAIRS=100000` to run all of them. */
const PAIRS = Number(process.env["DIFF_PAIRS"] ?? cases(3000, 100_000));

const same = (one: string, other: string): boolean => new Comparison().sameValue("xhtml", one, other);

type Pick = <T>(items: readonly T[]) => T;
/** Tokens that together form a well-formed narrative: tags, text, white space, comments. */
type Tokens = readonly string[];

const SPACES = [" ", " ", "\n", "\n  ", "\t", "  ", "&#32;", "&#10;", "&#160;"];
const TEXTS = ["a", "not", "b c", "b  c", "&amp;", "x<![CDATA[ & ]]>y", "<![CDATA[ ]]>", "&#x61;"];
const NOTHING = ["<!-- c -->", "<?p i?>", "<!--x--> <!--y-->"];
const INLINE = ["b", "i", "span", "a", "q", "sub", 'span style="white-space: pre"', 'span style="color:red"'];
const BLOCK = ["p", "div", "pre", "ul/li", "table/tr/td", "blockquote", "h1", 'p style="white-space: pre-wrap"'];
const EMPTY = ["<br/>", '<img src="x.png" alt="x"/>', "<b/>", "<p></p>", "<hr/>", "<pre/>"];

function content(next: () => number, pick: Pick, depth: number): string[] {
  return Array.from({ length: Math.floor(next() * 5) }, () => next()).flatMap((chance) => {
    if (chance < 0.3) return [pick(TEXTS)];
    if (chance < 0.55) return [pick(SPACES)];
    if (chance < 0.6) return [pick(NOTHING)];
    if (chance < 0.7) return [pick(EMPTY)];
    if (depth === 0) return [pick(TEXTS)];
    const names = pick(chance < 0.85 ? INLINE : BLOCK).split(/\/(?=[a-z])/);
    return [
      ...names.map((name) => `<${name}>`),
      ...content(next, pick, depth - 1),
      ...names.reverse().map((name) => `</${name.split(" ")[0]}>`),
    ];
  });
}

const div = (tokens: Tokens): string => `<div xmlns="http://www.w3.org/1999/xhtml">${tokens.join("")}</div>`;

/** Makes one change that an editor or XML library could make. */
function changed(tokens: Tokens, next: () => number, pick: Pick): Tokens {
  const at = Math.floor(next() * (tokens.length + 1));
  const token = tokens[at] ?? "";
  const isSpace = SPACES.includes(token);
  const chance = next();
  if (chance < 0.35) return tokens.toSpliced(at, 0, pick(SPACES));
  if (chance < 0.45) return tokens.toSpliced(at, 0, pick(NOTHING));
  if (chance < 0.75) return isSpace || NOTHING.includes(token) ? tokens.toSpliced(at, 1) : tokens;
  if (chance < 0.9) return isSpace ? tokens.toSpliced(at, 1, pick(SPACES)) : tokens;
  if (isSpace && at > 0) return [...tokens.slice(0, at - 1), token, tokens[at - 1] as string, ...tokens.slice(at + 1)];
  return TEXTS.includes(token) ? tokens.toSpliced(at, 1, pick(TEXTS)) : tokens;
}

describe("narratives, checked against an independent renderer", () => {
  it(`are equal only if they look the same: ${PAIRS} pairs`, () => {
    const next = uniformFloat64.bind(undefined, xoroshiro128plus(15));
    const pick: Pick = (items) => items[Math.floor(next() * items.length)] as (typeof items)[number];
    let [equal, alike] = [0, 0];
    for (let index = 0; index < PAIRS; index++) {
      const tokens = content(next, pick, 3);
      let other: Tokens = tokens;
      for (let times = 1 + Math.floor(next() * 3); times > 0; times--) other = changed(other, next, pick);
      const [before, after] = [div(tokens), div(other)];
      if (before === after) continue;
      const isAlike = renderedPage(before) === renderedPage(after);
      if (isAlike) alike += 1;
      if (!same(before, after)) continue;
      equal += 1;
      if (!isAlike) expect({ index, before, after }).toEqual("alike");
    }
    // The test proves nothing if hardly any pair is equal, or if narratives that look alike are hardly ever reported as
    // equal.
    expect(equal).toBeGreaterThan(PAIRS / 20);
    expect(equal).toBeGreaterThan(alike * 0.6);
  });
});
