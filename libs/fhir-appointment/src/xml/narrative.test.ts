import { describe, expect, it } from "@jest/globals";
import { XMLParser } from "fast-xml-parser";
import { readResource } from "../read-resource.js";
import { hasSharedData, sharedText } from "../testing/shared-data.js";
import { validateBase } from "../validation/validate-base.js";
import { writeResource } from "../write-resource.js";
import { narrativeAttributes } from "./narrative-rules.js";

const XHTML = "http://www.w3.org/1999/xhtml";
const div = (content: string, attributes = "") => `<div xmlns="${XHTML}"${attributes}>${content}</div>`;
const patient = (narrative: string) => ({ resourceType: "Patient", text: { status: "generated", div: narrative } });

/** Returns the rules that a JSON document with the narrative breaks, txt-2 included. */
function broken(narrative: string): string[] {
  const read = readResource(JSON.stringify(patient(narrative)), { format: "json" });
  if (read.kind === "unreadable") return ["unreadable"];
  const read1 = read.kind === "invalid" ? read.issues : [];
  return [...read1, ...validateBase(read.resource, { structure: false })].map(({ rule }) => rule);
}

/** Returns the narrative as it is read from JSON. */
function readDiv(narrative: string): unknown {
  const read = readResource(JSON.stringify(patient(narrative)), { format: "json" });
  return read.kind === "resource" ? (read.resource["text"] as { div: string }).div : read.issues;
}

describe("a narrative in JSON is one XHTML element", () => {
  it.each([
    ["an XML declaration before it", `<?xml version="1.0"?>${div("x")}`],
    ["a declaration with an encoding", `<?xml version="1.0" encoding="UTF-16" standalone="yes"?>${div("x")}`],
    ["a DOCTYPE before it", `<!DOCTYPE div>${div("x")}`],
    ["a comment before it", `<!-- a -->${div("x")}`],
    ["a comment after it", `${div("x")}<!-- a -->`],
    ["a processing instruction before it", `<?a b?>${div("x")}`],
    ["a processing instruction after it", `${div("x")}<?a b?>`],
    ["a second div", div("x") + div("y")],
    ["text before it", `x${div("x")}`],
    ["text after it", `${div("x")}x`],
    ["a no-break space before it", `\u00a0${div("x")}`],
    ["a byte order mark before it", `\ufeff${div("x")}`],
    ["no end", `<div xmlns="${XHTML}">x`],
    ["an entity of HTML", div("&nbsp;")],
    ["no element at all", "x"],
  ])("not with %s", (_, narrative) => {
    expect(broken(narrative)).toEqual(["xhtml:not-well-formed"]);
  });

  it.each([
    [div("x<!-- a --><?b c?><![CDATA[<y>]]>")],
    [`<h:div xmlns:h="${XHTML}"><h:p>x</h:p></h:div>`],
    [`<div xmlns='${XHTML}'><img src="a" alt="b"/></div>`],
  ])("as %s, and survives a round trip through both formats unchanged", (narrative) => {
    expect(broken(narrative)).toEqual([]);
    const xml = writeResource(patient(narrative), { format: "xml" });
    expect(readResource(xml, { format: "xml" })).toEqual({ kind: "resource", resource: patient(narrative) });
  });

  it("and is read as XML is: without surrounding white space, and with line feeds", () => {
    expect(readDiv(` \t\r\n${div("a\r\nb\rc")}\n`)).toBe(div("a\nb\nc"));
  });
});

describe("txt-2 requires text or an image", () => {
  it.each([
    [div("x"), []],
    [div("<p><b>x</b></p>"), []],
    [div("<![CDATA[Text]]>"), []],
    [div("&#160;"), []],
    [div("\u00a0"), []],
    [div("&lt;"), []],
    [div('<img src="a"/>'), []],
    [div("<img/>"), ["txt-2"]],
    [div(""), ["txt-2"]],
    [`<div xmlns="${XHTML}"/>`, ["txt-2"]],
    [div(" \n\t<br/>"), ["txt-2"]],
    [div("&#32;&#9;&#xA;"), ["txt-2"]],
    [div("<![CDATA[ ]]>"), ["txt-2"]],
    [div("<!-- text -->"), ["txt-2"]],
    [div("<!-- > text -->"), ["txt-2"]],
    [div('<p title="a>b"></p>'), ["txt-2"]],
    [div("<?a text?>"), ["txt-2"]],
  ])("%s", (narrative, rules) => {
    expect(broken(narrative)).toEqual(rules);
  });
});

describe("each element may have the attributes that the schema allows", () => {
  it.each([
    [div("x", ' id="i" class="c" style="color:red" title="t" lang="en" xml:lang="en" dir="ltr"')],
    [div('<a href="http://x" name="n" rel="next" type="text/plain" tabindex="1">x</a>')],
    [div('<table border="1" summary="s"><tr><td colspan="2" align="left">x</td></tr></table>')],
    [div('<pre xml:space="preserve">x</pre>')],
    [div('<blockquote cite="http://x"><p>x</p></blockquote>')],
    [div('<map name="m" id="m"><area shape="rect" coords="0,0,1,1" alt="a"/></map>x')],
  ])("%s", (narrative) => {
    expect(broken(narrative)).toEqual([]);
  });

  it.each([
    [div("x", ' value="a"')],
    [div('<p href="http://x">x</p>')],
    [div('<b cite="x">x</b>')],
    [div('<p name="x">x</p>')],
    [div('<p rel="x">x</p>')],
    [div('<p type="x">x</p>')],
    [div('<span src="x">x</span>')],
    [div('<td colspan="2" href="x">x</td>')],
    [div('<ol start="3"><li>x</li></ol>')],
    [div('<p align="left">x</p>')],
    [div('<p xml:space="preserve">x</p>')],
    [div('<p xml:base="http://x">x</p>')],
    [div('<p q:title="x" xmlns:q="urn:q">x</p>')],
    [div('<p onclick="x()">x</p>')],
    [div('<a href="java&#10;script:x()">x</a>')],
    [div('<img src="data:text/html,x" alt="a"/>')],
    [div("<u>x</u>")],
    [div("<font>x</font>")],
    [div("<ins>x</ins>")],
    [div("<script>x</script>")],
    [div("<object>x</object>")],
    [div("<body>x</body>")],
  ])("and no others: %s", (narrative) => {
    expect(broken(narrative)).toEqual(["txt-1"]);
  });
});

const present = hasSharedData("xsd", "the attributes of a narrative against fhir-xhtml.xsd");
(present ? describe : describe.skip)("fhir-xhtml.xsd", () => {
  type Item = Record<string, unknown>;
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: "",
    removeNSPrefix: true,
    isArray: (name) => ["attribute", "attributeGroup", "element"].includes(name),
  });

  it("has the same elements, and the same attributes of each", () => {
    const { schema } = parser.parse(sharedText("xsd", "fhir-xhtml.xsd")) as { schema: Record<string, Item[]> };
    const groups = new Map(schema["attributeGroup"]?.map((group) => [group["name"], group]));
    const names = (holder: Item): string[] => [
      ...((holder["attribute"] ?? []) as Item[]).map(({ name, ref }) => String(name ?? ref)),
      ...((holder["attributeGroup"] ?? []) as Item[]).flatMap(({ ref }) => names(groups.get(ref) ?? {})),
      ...["complexType", "complexContent", "extension"].flatMap((name) =>
        name in holder ? names(holder[name] as Item) : [],
      ),
    ];
    const elements = schema["element"] ?? [];
    expect(elements.length).toBeGreaterThan(40);
    for (const element of elements) {
      const name = String(element["name"]);
      expect([name, [...(narrativeAttributes(name) ?? [])].sort()]).toEqual([name, names(element).sort()]);
    }
    for (const name of ["u", "font", "ins", "script", "form", "html", "body"]) {
      expect(elements.some((each) => each["name"] === name)).toBe(false);
      expect(narrativeAttributes(name)).toBe(undefined);
    }
  });
});
