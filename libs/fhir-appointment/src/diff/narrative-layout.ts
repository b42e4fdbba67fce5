import { XHTML_NAMESPACE } from "../xml/scan.js";
import type { XmlTag } from "../xml/scan.js";

/**
 * The layout of an element among its neighbours when XHTML is shown with the default style sheet of HTML. `block`
 * starts and ends a line, so white space beside its tags is not shown. `inline` has no visible effect of its own.
 * `content` is visible (an image, a quotation mark, an unknown element), so white space beside it counts.
 */
export type Layout = "block" | "inline" | "content";

const BLOCKS = words("address blockquote br dd div dl dt h1 h2 h3 h4 h5 h6 hr li ol p pre table ul");
const INLINES = words(
  "a abbr acronym area b bdo big cite code dfn em font i kbd map samp small span strong sub sup tt var",
);
/** Parts of a table are separate lines only inside the element that they belong in (CSS 2.2, 17.2.1). */
const TABLE_PARTS: Readonly<Record<string, ReadonlySet<string>>> = {
  caption: words("table"),
  colgroup: words("table"),
  col: words("colgroup table"),
  thead: words("table"),
  tbody: words("table"),
  tfoot: words("table"),
  tr: words("table thead tbody tfoot"),
  td: words("tr"),
  th: words("tr"),
};

export function getLayout({ uri, local }: XmlTag, parent: string | undefined): Layout {
  if (uri !== XHTML_NAMESPACE) return "content";
  if (BLOCKS.has(local)) return "block";
  if (INLINES.has(local)) return "inline";
  const parents = Object.hasOwn(TABLE_PARTS, local) ? TABLE_PARTS[local] : undefined;
  return parents !== undefined && parent !== undefined && parents.has(parent) ? "block" : "content";
}

/**
 * Returns the treatment of white space in an element. `kept`: it is shown as written. `unknown`: the element's style
 * may change the effect of white space in and around it.
 */
export function getWhiteSpace({ uri, local, attributes }: XmlTag): "folded" | "kept" | "unknown" {
  let found: "folded" | "kept" | "unknown" = uri === XHTML_NAMESPACE && local === "pre" ? "kept" : "folded";
  for (const { name, value } of attributes) {
    if (name === "xml:space" && value === "preserve") found = "kept";
    else if (name === "style") {
      const styled = whiteSpaceOfStyle(value);
      if (styled === "unknown") return "unknown";
      if (styled === "kept") found = "kept";
    }
  }
  return found;
}

const HARMLESS_FAMILIES = words("background border font margin padding");
const HARMLESS = words(
  "color height letter-spacing line-height list-style-type max-height max-width min-height min-width text-align " +
    "text-decoration text-indent vertical-align width word-spacing",
);

function whiteSpaceOfStyle(style: string): "folded" | "kept" | "unknown" {
  // An escape or a comment could hide a property.
  if (/\\|\/\*/.test(style)) return "unknown";
  let found: "folded" | "kept" = "folded";
  for (const declaration of style.toLowerCase().split(";")) {
    const colon = declaration.indexOf(":");
    const property = (colon < 0 ? declaration : declaration.slice(0, colon)).trim();
    if (property === "white-space") {
      if (!/^(?:normal|nowrap)$/.test(declaration.slice(colon + 1).trim())) found = "kept";
    } else if (
      property !== "" &&
      !HARMLESS.has(property) &&
      !HARMLESS_FAMILIES.has(property.split("-", 1)[0] as string)
    )
      return "unknown";
  }
  return found;
}

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(" "));
}
