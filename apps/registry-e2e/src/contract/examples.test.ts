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

/** With this variable set, the examples are written anew from the registry's answers instead of compared with them. */
const update = process.env.UPDATE_EXAMPLES === "1";

const FORMATS: readonly Format[] = ["json", "xml"];
const file = (kind: "requests" | "responses", name: string, format: Format): string =>
  join(EXAMPLES, kind, `${name}.${format}`);

const captured = Object.keys(SCENARIOS).flatMap((name) => FORMATS.map((format) => [name, format] as const));

let registries: Partial<Registries> = {};
const answers = new Map<string, Promise<Answer>>();
beforeAll(async () => {
  const started = await startRegistries();
  registries = started;
  // All at once: some take a second each, in which the registry waits.
  for (const [name, format] of captured) {
    const answer = (SCENARIOS[name] as Scenario)(started, format);
    answer.catch(() => undefined);
    answers.set(file("responses", name, format), answer);
  }
});
afterAll(() => stopRegistries(registries), 60_000);

describe("an example of the contract", () => {
  it.each(captured)(
    "%s in %s is what the registry answers",
    async (name, format) => {
      const path = file("responses", name, format);
      const answer = (await answers.get(path)) as Answer;
      expect(`${answer.status}`).toBe(/-(\d{3})/.exec(name)?.[1]);
      expect(answer.headers["content-type"]).toContain(`fhir+${format}`);
      const text = `${stable(answer.text, Object.values(registries))}\n`;
      if (update) await writeFile(path, text);
      else expect(text).toBe(await readFile(path, "utf8"));
    },
    20_000,
  );

  it("stands in the contract, and every example that stands there has its file and its scenario", async () => {
    const named = contract().examples.map(({ file: path }) => path);
    const kept: string[] = [];
    for (const kind of ["requests", "responses"]) {
      kept.push(...(await readdir(join(EXAMPLES, kind))).map((name) => join(EXAMPLES, kind, name)));
    }
    expect(named.sort()).toEqual(kept.sort());
    const responses = captured.map(([name, format]) => file("responses", name, format));
    expect(kept.filter((path) => path.includes("responses")).sort()).toEqual(responses.sort());
  });

  it("is there for every operation, with its request and with every status that has a body, in each media type", () => {
    const { media } = contract();
    expect(media.filter(({ files }) => files.length === 0)).toEqual([]);
    for (const { operationId, status, files } of media.filter((each) => each.status !== undefined)) {
      const alike = media.filter((each) => each.operationId === operationId && each.status === status);
      const types = alike.map(({ type, files: { length } }) => [type, length]);
      const wanted = ["application/fhir+json", "application/fhir+xml"].map((type) => [type, files.length]);
      expect([operationId, status, types]).toEqual([operationId, status, wanted]);
    }
  });

  it("stands under one operation and one status, by which it is named", () => {
    const prefixes = new Map<string, Set<string>>();
    for (const { operationId, status, files } of contract().media) {
      for (const path of files) {
        const [, prefix = "", named = ""] = /\/([a-z-]+)-(\d{3})[^/]*$/.exec(path) ?? [];
        prefixes.set(operationId, (prefixes.get(operationId) ?? new Set()).add(prefix));
        if (status !== undefined) expect([path, named]).toEqual([path, status]);
      }
    }
    const all = [...prefixes.values()].flatMap((each) => [...each]);
    expect(all).toHaveLength(contract().operations.length);
    expect(new Set(all).size).toBe(all.length);
  });

  it("is read by the library without an issue, in XML as in JSON, and fits a schema that it stands under", async () => {
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
