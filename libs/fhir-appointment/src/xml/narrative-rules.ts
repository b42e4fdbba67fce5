/** Invariant txt-1 (narrative.html#rules): what XHTML a narrative may hold, by element, and the attributes beside the common ones. */
const CELL = "align char charoff valign";
const ELEMENTS: Readonly<Record<string, string>> = {
  a: "accesskey charset coords href hreflang name rel rev shape tabindex type",
  area: "accesskey alt coords href nohref shape tabindex",
  blockquote: "cite",
  col: `${CELL} span width`,
  colgroup: `${CELL} span width`,
  img: "alt height ismap longdesc src usemap width",
  map: "name",
  pre: "xml:space",
  q: "cite",
  table: "border cellpadding cellspacing frame rules summary width",
  tbody: CELL,
  td: `${CELL} abbr axis colspan headers rowspan scope`,
  tfoot: CELL,
  th: `${CELL} abbr axis colspan headers rowspan scope`,
  thead: CELL,
  tr: CELL,
  ...Object.fromEntries(
    (
      "abbr acronym address b bdo big br caption cite code dd dfn div dl dt em h1 h2 h3 h4 h5 h6 hr i kbd li ol p samp " +
      "small span strong sub sup tt ul var"
    )
      .split(" ")
      .map((name) => [name, ""]),
  ),
};
const COMMON = new Set("id class style title lang xml:lang dir xml:space".split(" "));
const allowed = new Map(Object.entries(ELEMENTS).map(([name, list]) => [name, new Set(list.split(" "))]));

/** Why an element or one of its attributes may not be in a narrative; `undefined` where it may. */
export function narrativeFault(element: string, attributes: readonly string[]): string | undefined {
  const own = allowed.get(element);
  if (own === undefined) return `A narrative may not hold the element ${element}.`;
  for (const name of attributes) {
    if (!COMMON.has(name) && !own.has(name))
      return `The element ${element} of a narrative may not have the attribute ${name}.`;
  }
  return undefined;
}
