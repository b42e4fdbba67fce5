/**
 * What XHTML a narrative may hold: what invariant txt-1 (narrative.html#Narrative) names, and what fhir-xhtml.xsd allows
 * beyond it. Scripts, forms, frames, objects, links, bases and event attributes are in neither.
 */
const ELEMENTS = words(
  "a abbr acronym b big blockquote br caption cite code col colgroup dd dfn div dl dt em h1 h2 h3 h4 h5 h6 hr i img li ol " +
    "p pre q samp small span strong sub sup table tbody td tfoot th thead tr tt ul var " +
    // In the schema only.
    "address area bdo kbd map",
);
const ATTRIBUTES = words(
  "abbr accesskey align alt axis bgcolor border cellhalign cellpadding cellspacing cellvalign char charoff charset cite " +
    "class colspan compact coords dir frame headers height href hreflang hspace id lang longdesc name nowrap rel rev " +
    "rowspan rules scope shape span src start style summary tabindex title type valign value vspace width " +
    // In the schema only.
    "ismap nohref usemap xml:lang xml:space",
);
/** Attributes that hold a URI. A script in one is a script; browsers pass over white space and control characters. */
const URIS = words("cite href longdesc src usemap");
const SCRIPT = /^(?:javascript|vbscript|livescript|data:text\/html)/i;
// eslint-disable-next-line no-control-regex -- control characters are what browsers pass over
const PASSED_OVER = /[\u0000-\u0020\u007f-\u00a0]/g;

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(" "));
}

/** Why an element may not be in a narrative; `undefined` where it may. */
export function elementFault(name: string): string | undefined {
  return ELEMENTS.has(name) ? undefined : `A narrative may not hold the element ${name}.`;
}

/** Why an attribute may not be in a narrative; `undefined` where it may. */
export function attributeFault(name: string, value: string): string | undefined {
  if (!ATTRIBUTES.has(name)) return `A narrative may not hold the attribute ${name}.`;
  if (URIS.has(name) && SCRIPT.test(value.replace(PASSED_OVER, ""))) {
    return `A narrative may not hold a script, not in ${name} either.`;
  }
  return undefined;
}
