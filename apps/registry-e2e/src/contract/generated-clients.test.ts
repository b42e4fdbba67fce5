import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { plannedEntry } from "../chaos/entries.js";
import { RegistryUnderTest } from "../harness/registry.js";

/** Set to the directory that `tools/generators/generate.sh` wrote. */
const { GENERATED_CLIENTS } = process.env;
if (GENERATED_CLIENTS === undefined) {
  process.stderr.write("Not run: generated clients; GENERATED_CLIENTS names no folder of them (tools/generators).\n");
}
const made = (...path: string[]): string => join(GENERATED_CLIENTS ?? "/none", ...path);

/** Programs of tools/generators/clients, compiled with code that the generators created from the contract. */
const CLIENTS = [
  ["TypeScript, openapi-generator", made("typescript-fetch/dist/client.js"), [process.execPath]],
  [
    "Java, openapi-generator",
    made("java/target/classes/Client.class"),
    ["java", "-cp", made("java/target/classes:") + made("java/target/lib/*"), "Client"],
  ],
  ["Go, oapi-codegen", made("oapi-codegen/client"), []],
] as const;

(GENERATED_CLIENTS === undefined ? describe.skip : describe)("a client that was generated from the contract", () => {
  let registry: RegistryUnderTest;
  let directory: string;
  beforeAll(async () => {
    registry = await RegistryUnderTest.start();
    directory = await mkdtemp(join(tmpdir(), "generated "));
  });
  afterAll(async () => {
    await registry?.stop();
    if (directory !== undefined) await rm(directory, { recursive: true, force: true });
  });

  const there = CLIENTS.filter(([, program]) => existsSync(program));
  it("exists", () => expect(there).not.toEqual([]));

  it.each(there)(
    "registers, finds, cancels and meets a conflict over mutual TLS: %s",
    async (name, program, command) => {
      const { nhsNumber, body } = plannedEntry(
        `generated-${name.replace(/\W/g, "")}`,
        1000 * CLIENTS.findIndex(([each]) => each === name),
      );
      const sample = join(directory, "sample.json");
      await writeFile(sample, body);
      const tls = (file: string): string => join(registry.directory, "tls", file);
      const env = {
        ...process.env,
        REGISTRY_URL: registry.baseUrl,
        REGISTRY_CA: tls("ca.pem"),
        REGISTRY_CERT: tls("client.pem"),
        REGISTRY_KEY: tls("client.key"),
        REGISTRY_TOKEN: await registry.token(),
        REGISTRY_SAMPLE: sample,
        REGISTRY_PATIENT: nhsNumber,
      };
      const [first = program, ...more] = command;
      const args = name.startsWith("TypeScript") ? [program] : more;
      const { stdout } = await promisify(execFile)(first, args, { env });
      expect(stdout).toBe("registered\nfound\ncancelled\nconflict\n");
    },
  );
});
