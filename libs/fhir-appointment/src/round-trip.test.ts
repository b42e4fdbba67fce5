import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "@jest/globals";
import { readResource } from "./read-resource.js";
import type { Format } from "./format.js";
import type { AnyResource } from "./resources.js";
import { THOROUGH } from "./testing/effort.js";
import { getLeaves } from "./testing/leaves.js";
import { hasSharedData, sharedBytes, sharedDocuments, sharedPath } from "./testing/shared-data.js";
import { writeResource } from "./write-resource.js";

const present = hasSharedData("pairs", "the pairs of XML and JSON");
const names = present
  ? sharedDocuments("pairs")
      .filter((name) => name.endsWith(".xml"))
      .map((name) => name.slice(0, -".xml".length))
  : [];

function accepted(source: Uint8Array | string, format: Format): AnyResource {
  const read = readResource(source, { format });
  expect(read.kind === "resource" ? [] : read.issues).toEqual([]);
  return (read as { resource: AnyResource }).resource;
}

(present ? describe : describe.skip)("every pair", () => {
  const folder = mkdtempSync(join(tmpdir(), "pairs-"));
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });
  const written: string[] = [];

  it("is complete: 409 of them", () => {
    expect(names.length).toBeGreaterThanOrEqual(409);
  });

  const tried = names.filter((_, index) => THOROUGH || index % 4 === 0);
  it.each(tried)(
    "%s has the same meaning from XML and from JSON, in both directions, and is stable after the first round trip",
    (name) => {
      const fromXml = accepted(sharedBytes("pairs", `${name}.xml`), "xml");
      const fromJson = accepted(sharedBytes("pairs", `${name}.json`), "json");
      const leaves = getLeaves(fromJson);
      expect(getLeaves(fromXml)).toEqual(leaves);

      const json = writeResource(fromXml, { format: "json" });
      expect(getLeaves(accepted(json, "json"))).toEqual(leaves);
      expect(writeResource(accepted(json, "json"), { format: "json" })).toBe(json);

      const xml = writeResource(fromJson, { format: "xml" });
      expect(getLeaves(accepted(xml, "xml"))).toEqual(leaves);
      expect(writeResource(accepted(xml, "xml"), { format: "xml" })).toBe(xml);

      const pretty = writeResource(fromXml, { format: "xml", pretty: true });
      expect(getLeaves(accepted(pretty, "xml"))).toEqual(leaves);
      for (const [index, text] of [xml, pretty].entries()) {
        const file = join(folder, `${name}-${index}.xml`);
        writeFileSync(file, text);
        written.push(file);
      }
    },
  );

  const schema = hasSharedData("xsd", "what is written against HL7's schema");
  const xmllint = schema && spawnSync("xmllint", ["--version"]).status === 0;
  if (present && schema && !xmllint)
    process.stderr.write("Skipped, xmllint (libxml2-utils) is not installed: XSD validation\n");
  (xmllint ? it : it.skip)("is written as XML that HL7's schema accepts", () => {
    const checked = spawnSync("xmllint", ["--noout", "--schema", sharedPath("xsd", "fhir-single.xsd"), ...written], {
      encoding: "utf8",
      maxBuffer: 1 << 28,
    });
    expect(checked.stderr.split("\n").filter((line) => line !== "" && !line.endsWith(" validates"))).toEqual([]);
    expect(written.length).toBe(2 * tried.length);
  });
});
