/**
 * The XHTML that a narrative may contain: the elements of fhir-xhtml.xsd and the attributes of each. They are those of
 * XHTML 1.0 Strict without scripts, forms, frames, objects, links, bases and event attributes
 * (narrative.html#Narrative, txt-1). The content models, the values and the required attributes of the schema are not
 * checked.
 */
const CORE = "id class style title";
const LANGUAGE = "lang xml:lang";
const ALL = `${CORE} ${LANGUAGE} dir`;
const FOCUS = "accesskey tabindex";
const CELLS = "align char charoff valign";
const CELL = `abbr axis headers scope rowspan colspan ${CELLS}`;

const ATTRIBUTES: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ..."abbr acronym address b big caption cite code dd dfn div dl dt em h1 h2 h3 h4 h5 h6 hr i kbd li ol p samp small span strong sub sup tt ul var"
    .split(" ")
    .map((name) => [name, words(ALL)] as const),
  ["a", words(`${ALL} ${FOCUS} charset type name href hreflang rel rev shape coords`)],
  ["area", words(`${ALL} ${FOCUS} shape coords href nohref alt`)],
  ["bdo", words(`${CORE} ${LANGUAGE} dir`)],
  ["blockquote", words(`${ALL} cite`)],
  ["br", words(CORE)],
  ["col", words(`${ALL} span width ${CELLS}`)],
  ["colgroup", words(`${ALL} span width ${CELLS}`)],
  ["img", words(`${ALL} src alt longdesc height width usemap ismap`)],
  ["map", words(`${ALL} name`)],
  ["pre", words(`${ALL} xml:space`)],
  ["q", words(`${ALL} cite`)],
  ["table", words(`${ALL} summary width border frame rules cellspacing cellpadding`)],
  ["tbody", words(`${ALL} ${CELLS}`)],
  ["td", words(`${ALL} ${CELL}`)],
  ["tfoot", words(`${ALL} ${CELLS}`)],
  ["th", words(`${ALL} ${CELL}`)],
  ["thead", words(`${ALL} ${CELLS}`)],
  ["tr", words(`${ALL} ${CELLS}`)],
]);

/** Attributes that contain a URI. A script in one is a script; browsers ignore white space and control characters. */
const URIS = words("cite href longdesc src usemap");
const SCRIPT = /^(?:javascript|vbscript|livescript|data:text\/html)/i;
// eslint-disable-next-line no-control-regex -- control characters are what browsers pass over
const PASSED_OVER = /[\u0000-\u0020\u007f-\u00a0]/g;

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(" "));
}

/**
 * Returns the attributes that an element of a narrative may have, by their names in XML; `undefined` if the element
 * itself is not allowed.
 */
export function narrativeAttributes(element: string): ReadonlySet<string> | undefined {
  return ATTRIBUTES.get(element);
}

/** Returns true if the attribute contains a URI that is a script. */
export function isScript(attribute: string, value: string): boolean {
  return URIS.has(attribute) && SCRIPT.test(value.replace(PASSED_OVER, ""));
}
