import { copyFile, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { diff, readResource } from "@appointment-registry/fhir-appointment";
import type { AnyResource, Format } from "@appointment-registry/fhir-appointment";
import { sampled } from "@appointment-registry/test-kit";
import { APPOINTMENT, SHARED_FHIR, command, hasSharedFhir } from "../testing/command.js";

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "convert test "));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

const JSON_TEXT = JSON.stringify(APPOINTMENT);

describe("convert", () => {
  it("converts JSON to XML and back to the same bytes, through standard input and output", async () => {
    const xml = await command(["convert", "-", "--to", "xml"], { input: JSON_TEXT });
    expect(xml).toMatchObject({ code: 0, stderr: "" });
    expect(xml.stdout).toMatch(/^<Appointment xmlns="http:\/\/hl7.org\/fhir"><meta>/);
    const json = await command(["convert", "-", "--to", "json"], { input: xml.stdout });
    expect(json).toEqual({ code: 0, stdout: `${JSON_TEXT}\n`, stderr: "" });
  });

  it("preserves lexemes, white space, astral characters and the narrative", async () => {
    const text = `{"resourceType":"Observation","text":{"status":"generated","div":"<div xmlns=\\"http://www.w3.org/1999/xhtml\\"><p>a &amp; <b>b</b></p></div>"},"status":"final","code":{"text":"  x\\n\\ty 😀 "},"valueQuantity":{"value":1.50}}`;
    const xml = await command(["convert", "-", "--to", "xml"], { input: text });
    expect(xml.stdout).toContain('<value value="1.50"/>');
    expect((await command(["convert", "-", "--to", "json"], { input: xml.stdout })).stdout).toBe(`${text}\n`);
  });

  it("reports the faults of each file on standard error, converts the other files, and exits with 1", async () => {
    const folder = join(directory, "some bad");
    await mkdir(join(folder, "deeper"), { recursive: true });
    await writeFile(join(folder, "good.json"), JSON_TEXT);
    await writeFile(
      join(folder, "deeper", "invalid.xml"),
      '<Patient xmlns="http://hl7.org/fhir"><nmae value="x"/></Patient>',
    );
    await writeFile(join(folder, "unreadable.json"), "{");
    await writeFile(join(folder, "note.txt"), "passed over");
    const ended = await command(["convert", folder, "--to", "xml", "--output", join(directory, "out")]);
    expect(ended).toMatchObject({ code: 1, stdout: "" });
    expect(ended.stderr).toContain(
      `${join(folder, "deeper", "invalid.xml")}: invalid, not converted\n  Patient.nmae\n`,
    );
    expect(ended.stderr).toContain(`${join(folder, "unreadable.json")}: unreadable, not converted\n`);
    expect((await readdir(join(directory, "out"), { recursive: true })).sort()).toEqual(["good.xml"]);
  });

  it("prints issues as NDJSON, one line per file", async () => {
    const ended = await command(["convert", "-", "--to", "xml", "--json"], {
      input: '{"resourceType":"Patient","active":"yes"}',
    });
    expect(ended).toMatchObject({ code: 1, stdout: "" });
    const line = JSON.parse(ended.stderr) as { file: string; issues: unknown[] };
    expect(line).toMatchObject({
      file: "-",
      issues: [{ severity: "error", rule: "structure:type", expression: "Patient.active", line: 1 }],
    });
  });

  it("gives a contested name to the converted file, and rejects two files with the same name", async () => {
    const folder = join(directory, "twins");
    await mkdir(join(folder, "a"), { recursive: true });
    await writeFile(join(folder, "a", "x.json"), JSON_TEXT);
    await writeFile(
      join(folder, "a", "x.xml"),
      '<Patient xmlns="http://hl7.org/fhir"><active value="true"/></Patient>',
    );
    const output = join(directory, "twins out");
    expect(await command(["convert", join(folder, "a"), "--to", "json", "--output", output])).toMatchObject({
      code: 0,
    });
    expect(await readFile(join(output, "x.json"), "utf8")).toBe('{"resourceType":"Patient","active":true}\n');
    expect(await readFile(join(output, "x.json.json"), "utf8")).toBe(`${JSON_TEXT}\n`);
    const file = join(folder, "a", "x.json");
    const refused = await command(["convert", file, file, "--to", "xml", "--output", output]);
    expect(refused).toMatchObject({ code: 2, stdout: "" });
    expect(refused.stderr).toContain("would both become x.xml");
  });

  it.each([
    ["no format", ["convert", "-"], /--to <format>' not specified/],
    ["another format", ["convert", "-", "--to", "yaml"], /Allowed choices are xml, json/],
    [
      "a file that does not exist",
      ["convert", "missing.xml", "--to", "json"],
      /missing.xml: there is no such file or folder/,
    ],
    ["nothing", ["convert", "--to", "json"], /missing required argument 'path'/],
  ])("exits with 2 and reports %s", async (_, args, message) => {
    const ended = await command(args, { cwd: directory });
    expect(ended).toMatchObject({ code: 2, stdout: "" });
    expect(ended.stderr).toMatch(message);
  });

  it("does not load modules that only a registry needs", async () => {
    const refuse = `export const resolve = (name, context, next) => { if (/undici|openapi-fetch|oauth4webapi/.test(name)) throw new Error(name); return next(name, context); };`;
    const loader = `import { register } from "node:module"; register(${JSON.stringify(dataUrl(refuse))});`;
    const nodeArguments = ["--import", dataUrl(loader)];
    expect(await command(["convert", "-", "--to", "xml"], { input: JSON_TEXT, nodeArguments })).toMatchObject({
      code: 0,
    });
    expect(await command(["validate", "-"], { input: JSON_TEXT, nodeArguments })).toMatchObject({ code: 0 });
    expect(await command(["get", "x", "--url", "https://localhost:1"], { nodeArguments })).toMatchObject({ code: 70 });
  });
});

const dataUrl = (code: string): string => `data:text/javascript,${encodeURIComponent(code)}`;

(hasSharedFhir ? describe : describe.skip)("convert on real resources", () => {
  const resource = async (file: string, format: Format): Promise<AnyResource> => {
    const read = readResource(await readFile(file), { format });
    if (read.kind !== "resource") throw new Error(`${file}: ${read.kind}`);
    return read.resource;
  };

  it("converts each file of a pair to the content of the other, and the second round trip gives the same bytes", async () => {
    const shared = join(SHARED_FHIR, "pairs");
    const pairs = join(directory, "pairs");
    const out = (name: string): string => join(directory, name);
    const all = (await readdir(shared)).filter((name) => name.endsWith(".xml")).map((name) => name.slice(0, -4));
    expect(all.length).toBeGreaterThan(400);
    const names = sampled(all, 12);
    await mkdir(pairs);
    for (const file of names.flatMap((name) => [`${name}.xml`, `${name}.json`]))
      await copyFile(join(shared, file), join(pairs, file));
    for (const [from, to, into] of [
      [pairs, "json", "json"],
      [out("json"), "xml", "xml of json"],
      [out("xml of json"), "json", "json again"],
      [pairs, "xml", "xml"],
      [out("xml"), "json", "json of xml"],
      [out("json of xml"), "xml", "xml again"],
    ] as const) {
      const args = ["convert", from, "--to", to, "--output", out(into)];
      expect(await command(args)).toEqual({ code: 0, stdout: "", stderr: "" });
    }
    for (const name of names) {
      const [xml, json] = await Promise.all([
        resource(join(pairs, `${name}.xml`), "xml"),
        resource(join(pairs, `${name}.json`), "json"),
      ]);
      expect(diff(xml, await resource(join(out("json"), `${name}.json`), "json"))).toEqual([]);
      expect(diff(json, await resource(join(out("xml"), `${name}.xml`), "xml"))).toEqual([]);
      for (const format of ["json", "xml"] as const) {
        const file = `${name}.${format}`;
        const [once, again] = await Promise.all(
          [out(format), out(`${format} again`)].map((from) => readFile(join(from, file))),
        );
        expect(again).toEqual(once);
      }
    }
  }, 600_000);
});
