import { readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { isError, readResource, validateAppointment } from "@appointment-registry/fhir-appointment";
import type { Answer } from "../harness/registry.js";
import { contract } from "./contract.js";
import { SCENARIOS } from "./scenarios.js";
import { startRegistries, stopRegistries } from "./scenarios/registries.js";
import type { Registries } from "./scenarios/registries.js";
import type { Format, Scenario } from "./scenarios/scenario.js";
import { EXAMPLES } from "./scenarios/scenario.js";
import { stable } from "./stable.js";

/** If this variable is set, the examples are rewritten from the registry's answers instead of compared with them. */
const update = process.env.UPDATE_EXAMPLES === "1";

const FORMATS: readonly Format[] = ["json", "xml"];
/** Files of the answer examples, by name and format. */
const FILES = new Map(
  contract()
    .media.filter(({ status }) => status !== undefined)
    .flatMap(({ type, files }) =>
      Object.entries(files).map(([name, path]) => [`${name}.${type.endsWith("xml") ? "xml" : "json"}`, path] as const),
    ),
);

const captured = Object.keys(SCENARIOS).flatMap((name) => FORMATS.map((format) => [name, format] as const));

let registries: Partial<Registries> = {};
const answers = new Map<string, Promise<Answer>>();
const written = new Set<string>();
beforeAll(async () => {
  const started = await startRegistries();
  registries = started;
  // All scenarios run concurrently. Some take a second, in which the registry only waits.
  for (const [name, format] of captured) {
    const answer = (SCENARIOS[name] as Scenario)(started, format);
    answer.catch(() => undefined);
    answers.set(`${name}.${format}`, answer);
  }
});
afterAll(() => stopRegistries(registries));

describe("an example of the contract", () => {
  it.each(captured)("%s in %s matches the registry's answer", async (name, format) => {
    const path = FILES.get(`${name}.${format}`) ?? "";
    const answer = (await answers.get(`${name}.${format}`)) as Answer;
    expect(`${answer.status}`).toBe(/-(\d{3})/.exec(name)?.[1]);
    expect(answer.headers["content-type"]).toContain(`fhir+${format}`);
    const text = `${stable(answer.text, Object.values(registries))}\n`;
    // If several examples share a file, the first one writes it.
    if (update && !written.has(path)) await writeFile(path, text);
    written.add(path);
    expect(text).toBe(await readFile(path, "utf8"));
  });

  it("is in the contract, and every example in the contract has its file and its scenario", async () => {
    const named = new Set(contract().examples.map(({ file: path }) => path));
    expect([...named].sort()).toEqual((await listExamples()).sort());
    expect([...FILES.keys()].sort()).toEqual(captured.map(([name, format]) => `${name}.${format}`).sort());
  });

  it("has a content that no other file has", async () => {
    const texts = new Map<string, string>();
    for (const path of await listExamples()) {
      const text = await readFile(path, "utf8");
      expect([path, texts.get(text)]).toEqual([path, undefined]);
      texts.set(text, path);
    }
  });

  it("exists for every operation: for its request and for every status with a body, in each media type", () => {
    const { media } = contract();
    expect(media.filter(({ files }) => Object.keys(files).length === 0)).toEqual([]);
    for (const { operationId, status, files } of media.filter((each) => each.status !== undefined)) {
      const alike = media.filter((each) => each.operationId === operationId && each.status === status);
      const types = alike.map((each) => [each.type, Object.keys(each.files)]);
      const wanted = ["application/fhir+json", "application/fhir+xml"].map((type) => [type, Object.keys(files)]);
      expect([operationId, status, types]).toEqual([operationId, status, wanted]);
    }
  });

  it("of an answer belongs to one operation and one status, by which it is named", () => {
    const prefixes = new Map<string, Set<string>>();
    for (const { operationId, status, files } of contract().media) {
      if (status === undefined) continue;
      for (const name of Object.keys(files)) {
        const [, prefix = "", named = ""] = /^([a-z-]+)-(\d{3})/.exec(name) ?? [];
        prefixes.set(operationId, (prefixes.get(operationId) ?? new Set()).add(prefix));
        expect([name, named]).toEqual([name, status]);
      }
    }
    const all = [...prefixes.values()].flatMap((each) => [...each]);
    expect(all).toHaveLength(contract().operations.length);
    expect(new Set(all).size).toBe(all.length);
  });

  it("is read by the library without an issue, in XML and in JSON, and matches a schema of its answer", async () => {
    for (const { file: path, schemas, format } of contract().examples) {
      if (schemas.length === 0) continue;
      const read = readResource(await readFile(path), { format });
      expect([path, read]).toEqual([path, expect.objectContaining({ kind: "resource" })]);
      if (read.kind !== "resource") continue;
      expect([path, contract().faultsOf(schemas, read.resource)]).toEqual([path, []]);
      if (read.resource.resourceType === "Appointment") {
        const { status } = read.resource as unknown as { status: string };
        expect(validateAppointment(read.resource, { rules: "registry" }).filter(isError)).toEqual(
          status === "booked" ? [] : [expect.objectContaining({ expression: "Appointment.status" })],
        );
      }
    }
  });
});

async function listExamples(): Promise<string[]> {
  const files: string[] = [];
  for (const kind of ["requests", "responses"])
    files.push(...(await readdir(join(EXAMPLES, kind))).map((name) => join(EXAMPLES, kind, name)));
  return files;
}
