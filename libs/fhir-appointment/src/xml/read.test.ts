import { describe, expect, it } from "@jest/globals";
import { readResource } from "../read-resource.js";
import { writeResource } from "../write-resource.js";

const FHIR = 'xmlns="http://hl7.org/fhir"';
const XHTML = "http://www.w3.org/1999/xhtml";

function xml(text: string) {
  return readResource(text, { format: "xml" });
}

/** Returns the resource as JSON, or its faults and their places. */
function outcome(text: string): unknown {
  const read = xml(text);
  if (read.kind === "resource") return JSON.parse(writeResource(read.resource, { format: "json" }));
  return [
    read.kind,
    ...read.issues.map(({ rule, expression, location }) => [rule, expression, location].filter(Boolean).join(" ")),
  ];
}

describe("XML is read in any notation", () => {
  it.each([
    [
      "a byte order mark, a declaration, comments and instructions",
      `\uFEFF<?xml version="1.0" encoding="utf-8"?>\r\n<!-- a --><?b?><Patient ${FHIR}><!-- c -->\r\n<?d?><id value="p"/></Patient>\n<!-- e -->`,
    ],
    ["a prefix", '<f:Patient xmlns:f="http://hl7.org/fhir"><f:id value="p"/></f:Patient>'],
    [
      "two prefixes for one namespace",
      `<Patient ${FHIR} xmlns:f="http://hl7.org/fhir"><f:id value="p"></f:id></Patient>`,
    ],
    [
      "a hint at a schema",
      `<Patient ${FHIR} xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://hl7.org/fhir fhir-all.xsd"><id value="p"/></Patient>`,
    ],
    ["references in values", `<Patient ${FHIR}><id value="&#112;"/></Patient>`],
    ["CDATA that is white space", `<Patient ${FHIR}><![CDATA[ ]]><id value='p' /></Patient>`],
  ])("with %s", (_what, text) => {
    expect(outcome(text)).toEqual({ resourceType: "Patient", id: "p" });
  });
});

describe("a narrative is kept as written", () => {
  const div = (text: string, root = FHIR) => {
    const read = xml(`<Patient ${root}><text><status value="generated"/>${text}</text></Patient>`);
    return read.kind === "unreadable" ? read : (read.resource as unknown as { text: { div: string } }).text.div;
  };

  it.each([
    [`<div xmlns="${XHTML}"><p title='a&quot;b'>1 &lt; 2 &#169; <![CDATA[<x>&]]><!-- c --><br/></p> text </div>`],
    [`<div xmlns="${XHTML}"/>`],
    [`<h:div xmlns:h="${XHTML}"><h:p>a</h:p></h:div>`],
  ])("%s", (text) => {
    expect(div(text)).toBe(text);
  });

  it("with declarations of the namespaces that it needs, at every depth", () => {
    expect(div("<h:div><h:p>a</h:p></h:div>", `${FHIR} xmlns:h="${XHTML}"`)).toBe(
      `<h:div xmlns:h="${XHTML}"><h:p>a</h:p></h:div>`,
    );
    const text = `<h:div><p xmlns="${XHTML}">a</p><h:p xmlns:h="${XHTML}"/><h:p/></h:div>`;
    expect(div(text, `${FHIR} xmlns:h="${XHTML}"`)).toBe(text.replace("<h:div", `<h:div xmlns:h="${XHTML}"`));
  });

  it("with line ends as XML defines them", () => {
    expect(div(`<div xmlns="${XHTML}">a\r\nb\rc</div>`)).toBe(`<div xmlns="${XHTML}">a\nb\nc</div>`);
  });

  it.each([
    ["<script>x()</script>"],
    ["<form/>"],
    ["<iframe/>"],
    ["<object/>"],
    ["<link/>"],
    ["<base/>"],
    ["<p onclick='x()'>a</p>"],
    ["<a href=' java&#10;script:x()'>a</a>"],
  ])("but not with %s", (content) => {
    expect(
      outcome(
        `<Patient ${FHIR}><text><status value="generated"/><div xmlns="${XHTML}">${content}</div></text></Patient>`,
      ),
    ).toEqual(["invalid", "txt-1 Patient.text.div /f:Patient/f:text/h:div"]);
  });
});

describe("nothing is lost", () => {
  it.each([
    [
      '<Patient xmlns="http://hl7.org/fhir"><birthDate id="b"><extension url="urn:x"><valueDecimal value="1.50"/></extension></birthDate></Patient>',
    ],
    [
      '<Patient xmlns="http://hl7.org/fhir"><name><given value="A"/><given><extension url="urn:x"><valueString value="&#9;a&#10;b&#13;"/></extension></given><given value="C"/></name></Patient>',
    ],
    [
      '<Patient xmlns="http://hl7.org/fhir"><name><given id="a"><extension url="urn:x"><valueCode value="a"/></extension></given><given id="b"><extension url="urn:x"><valueCode value="b"/></extension></given></name></Patient>',
    ],
    [
      '<Observation xmlns="http://hl7.org/fhir"><status value="final"/><code><text value="𝒳 &amp; &lt;é&gt; &quot;"/></code><valueQuantity><value value="-0.000000000000000000000000000000000000000010"/></valueQuantity></Observation>',
    ],
    ['<Binary xmlns="http://hl7.org/fhir"><contentType value="text/plain"/><content value="QUJD&#10;REVG"/></Binary>'],
    [
      '<Parameters xmlns="http://hl7.org/fhir"><parameter><name value="a"/><resource><Bundle><type value="batch"/><entry><resource><Basic><code><text value="x"/></code></Basic></resource></entry></Bundle></resource></parameter></Parameters>',
    ],
    [
      '<List xmlns="http://hl7.org/fhir"><id value="l"/><contained><Patient><id value="p"/></Patient></contained><status value="current"/><mode value="working"/><subject><reference value="#p"/></subject></List>',
    ],
  ])("%s", (text) => {
    const first = xml(text);
    expect(first.kind).toBe("resource");
    if (first.kind !== "resource") return;
    const second = readResource(writeResource(first.resource, { format: "json" }), { format: "json" });
    expect(second.kind).toBe("resource");
    expect(second.kind === "resource" && writeResource(second.resource, { format: "xml" })).toBe(text);
  });
});

describe("an issue names the place of the fault", () => {
  const patient = (content: string) => `<Patient ${FHIR}>${content}</Patient>`;
  it.each([
    [patient("<name/>"), "structure:empty Patient.name[0] /f:Patient/f:name[1]"],
    [patient("<active/>"), "structure:type Patient.active /f:Patient/f:active"],
    [patient('<gender value=""/>'), "structure:empty Patient.gender /f:Patient/f:gender"],
    [patient('<gender value="x"/>'), "structure:code Patient.gender /f:Patient/f:gender"],
    [patient('<active value="1"/>'), "structure:type Patient.active /f:Patient/f:active"],
    [patient('<birthDate value="2023-02-29"/>'), "structure:value Patient.birthDate /f:Patient/f:birthDate"],
    [patient('<gender value="male"/><active value="true"/>'), "xml:order Patient.active /f:Patient/f:active"],
    [patient('<active value="true"/><active value="true"/>'), "structure:max Patient.active /f:Patient/f:active"],
    [patient('<color value="red"/>'), "structure:unknown-element Patient.color /f:Patient/f:color"],
    [
      patient('<name use="usual"><text value="a"/></name>'),
      "xml:unknown-attribute Patient.name[0] /f:Patient/f:name[1]/@use",
    ],
    [
      patient('<name xml:space="preserve"><text value="a"/></name>'),
      "xml:unknown-attribute Patient.name[0] /f:Patient/f:name[1]/@xml:space",
    ],
    [patient("<name>a<text value='a'/></name>"), "xml:text Patient.name[0] /f:Patient/f:name[1]"],
    [
      patient('<extension><valueString value="a"/></extension>'),
      "structure:min Patient.extension[0].url /f:Patient/f:extension[1]/@url",
    ],
    [
      patient("<contained><Patient/><Patient/></contained>"),
      "structure:max Patient.contained[0] /f:Patient/f:contained[1]",
    ],
    [
      patient('<deceasedBoolean value="true"/><deceasedDateTime value="2020"/>'),
      "structure:max Patient.deceased /f:Patient/f:deceasedDateTime",
    ],
  ])("%s", (text, issue) => {
    expect(outcome(text)).toEqual(["invalid", issue]);
  });

  it.each([
    ["<Patient/>", "xml:namespace"],
    ['<Nothing xmlns="http://hl7.org/fhir"/>', "xml:root"],
    ['<DomainResource xmlns="http://hl7.org/fhir"/>', "xml:root"],
    ['<!DOCTYPE Patient><Patient xmlns="http://hl7.org/fhir"/>', "xml:doctype"],
    ['<Patient xmlns="http://hl7.org/fhir"/><a/>', "xml:not-well-formed"],
    ['<?xml version="1.0" encoding="UTF-16"?><Patient xmlns="http://hl7.org/fhir"/>', "xml:encoding"],
    ["", "read:empty"],
    [" \n", "read:empty"],
  ])("and %j cannot be read at all", (text, rule) => {
    expect(outcome(text)).toEqual(["unreadable", rule]);
  });

  it("with line and column", () => {
    const read = xml(`<Patient ${FHIR}>\n  <name>\n    <color/>\n  </name>\n  <gender value="x"/>\n</Patient>`);
    const places = read.kind === "invalid" ? read.issues.map(({ rule, line, column }) => [rule, line, column]) : [];
    expect(places).toEqual([
      ["structure:unknown-element", 3, 5],
      ["structure:code", 5, 3],
    ]);
  });
});
