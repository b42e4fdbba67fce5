import { readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { isError, readResource, validateAppointment } from "@appointment-registry/fhir-appointment";
import { RegistryUnderTest } from "../harness/registry.js";
import { contract } from "./contract.js";
import { EXAMPLES, SCENARIOS } from "./scenarios.js";
import type { Format, Registries } from "./scenarios.js";
import { stable } from "./stable.js";

/** With this variable set, the examples are written anew from the registry's answers instead of compared with them. */
const update = process.env.UPDATE_EXAMPLES === "1";

const FORMATS: readonly Format[] = ["json", "xml"];
const file = (kind: "requests" | "responses", name: string, format: Format): string =>
  join(EXAMPLES, kind, `${name}.${format}`);

const captured = Object.keys(SCENARIOS).flatMap((name) => FORMATS.map((format) => [name, format] as const));

let registries: Registries;
beforeAll(async () => {
  const [usual, limiting, keyless] = await Promise.all([
    RegistryUnderTest.start({ REGISTRY_BODY_TIMEOUT: "1" }),
    RegistryUnderTest.start({ REGISTRY_RATE_LIMIT: "1", REGISTRY_RATE_BURST: "1" }),
    RegistryUnderTest.start({ REGISTRY_JWKS: "https://localhost:1/jwks" }),
  ]);
  registries = { usual, limiting, keyless };
}, 60_000);
afterAll(async () => {
  await Promise.all(Object.values(registries).map((registry) => (registry as RegistryUnderTest).stop()));
}, 60_000);

describe("an example of the contract", () => {
  it.each(captured)(
    "%s in %s is what the registry answers",
    async (name, format) => {
      const scenario = SCENARIOS[name];
      if (scenario === undefined) throw new Error(`No scenario ${name}`);
      const answer = await scenario(registries, format);
      expect(`${answer.status}`).toBe(/-(\d{3})/.exec(name)?.[1]);
      expect(answer.headers["content-type"]).toContain(`fhir+${format}`);
      const registry = name.startsWith("read-429") ? registries.limiting : registries.usual;
      const text = `${stable(answer.text, registry)}\n`;
      if (update) await writeFile(file("responses", name, format), text);
      else expect(text).toBe(await readFile(file("responses", name, format), "utf8"));
    },
    20_000,
  );

  it("stands in the contract, and every example that stands there has its file and its scenario", async () => {
    const named = contract().examples.map(({ file: path }) => path);
    const kept: string[] = [];
    for (const kind of ["requests", "responses"]) {
      kept.push(...(await readdir(join(EXAMPLES, kind))).map((name) => join(EXAMPLES, kind, name)));
    }
    expect([...new Set(named)].sort()).toEqual(kept.sort());
    const responses = new Set(captured.map(([name, format]) => file("responses", name, format)));
    expect(kept.filter((path) => path.includes("responses")).sort()).toEqual([...responses].sort());
  });

  it("is read by the library without an issue, in XML as in JSON, and fits the schema that it stands under", async () => {
    for (const { file: path, schema, format } of contract().examples) {
      const read = readResource(await readFile(path), { format });
      expect([path, read]).toEqual([path, expect.objectContaining({ kind: "resource" })]);
      if (read.kind !== "resource") continue;
      expect([path, contract().faultsOf(schema, read.resource)]).toEqual([path, []]);
      if (read.resource.resourceType === "Appointment") {
        expect(validateAppointment(read.resource, { rules: "registry" }).filter(isError)).toEqual(
          path.includes("cancel-200") ? [expect.objectContaining({ expression: "Appointment.status" })] : [],
        );
      }
    }
  });
});
