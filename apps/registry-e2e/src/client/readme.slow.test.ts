import { execFile } from "node:child_process";
import { chmod, copyFile, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it } from "@jest/globals";
import { createRegistryClient } from "@appointment-registry/client";
import type { RegistryClient } from "@appointment-registry/client";
import { WORKSPACE } from "@appointment-registry/test-kit";
import { RegistryUnderTest } from "../harness/registry.js";
import { ordinary } from "./command.js";
import { clientOptions } from "./harness.js";

const README = join(WORKSPACE, "apps/client/README.md");
/** If this variable is set, the outputs in the README are rewritten instead of compared. */
const update = process.env.UPDATE_README === "1";

let registry: RegistryUnderTest;
let library: RegistryClient;
let directory: string;
let env: NodeJS.ProcessEnv;
const file = (name: string): string => join(directory, name);

const APPOINTMENT = `<Appointment xmlns="http://hl7.org/fhir">
  <meta>
    <profile value="https://fhir.hl7.org.uk/STU3/StructureDefinition/CareConnect-Appointment-1"/>
  </meta>
  <identifier>
    <system value="urn:ietf:rfc:3986"/>
    <value value="https://provider.example/STU3/Appointment/1"/>
  </identifier>
  <status value="booked"/>
  <start value="2099-02-01T10:00:00Z"/>
  <end value="2099-02-01T10:10:00Z"/>
  <created value="2026-11-23T09:00:00Z"/>
  <participant>
    <actor>
      <identifier>
        <system value="https://fhir.nhs.uk/Id/nhs-number"/>
        <value value="9000000009"/>
      </identifier>
    </actor>
    <status value="accepted"/>
  </participant>
</Appointment>
`;

beforeAll(async () => {
  registry = await RegistryUnderTest.start();
  const options = await clientOptions(registry);
  library = createRegistryClient(options);
  directory = await mkdtemp(join(tmpdir(), "readme "));
  for (const name of ["ca.pem", "client.pem", "client.key", "server.key"]) {
    await copyFile(join(registry.directory, "tls", name), file(name));
  }
  await copyFile(file("server.key"), file("other.key"));
  await writeFile(file("token.txt"), `${options.token}\n`);
  await writeFile(file("appointment.xml"), APPOINTMENT);
  const described = { description: "Dressing" };
  await writeFile(file("described.json"), JSON.stringify({ ...appointment(1), ...described }));
  const ids: string[] = [];
  for (let n = 2; n < 12; n += 1) {
    const result = await library.register({ ...appointment(n), participant: participant("9000000017") });
    if (result.status !== 201) throw new Error(JSON.stringify(result));
    ids.push(result.id);
  }
  await library.cancel(ids[3] as string);
  await writeFile(file("ids.csv"), `id,reason\n${ids.join(",clinic closed\n")},clinic closed\n`);
  // Arranged like an installation: the command is on the path, and the packages are in node_modules.
  await mkdir(file("bin"));
  const main = join(WORKSPACE, "apps/client/dist/cli/main.js");
  await writeFile(file("bin/appointment-client"), `#!/bin/sh\nexec "${process.execPath}" "${main}" "$@"\n`);
  await chmod(file("bin/appointment-client"), 0o755);
  await mkdir(file("node_modules/@appointment-registry"), { recursive: true });
  await symlink(join(WORKSPACE, "apps/client"), file("node_modules/@appointment-registry/client"), "dir");
  env = {
    ...ordinary(),
    PATH: `${file("bin")}:${process.env.PATH}`,
    XDG_CONFIG_HOME: file(".config"),
    APPOINTMENT_CLIENT_URL: registry.baseUrl,
    APPOINTMENT_CLIENT_CA: "ca.pem",
    APPOINTMENT_CLIENT_CERT: "client.pem",
    APPOINTMENT_CLIENT_KEY: "client.key",
    APPOINTMENT_CLIENT_TOKEN: options.token,
    REGISTRY_URL: registry.baseUrl,
    REGISTRY_TOKEN: options.token,
  };
});
afterAll(async () => {
  await library.close();
  await registry.stop();
  await rm(directory, { recursive: true, force: true });
});

const participant = (value: string): fhir.AppointmentParticipant[] => [
  { actor: { identifier: { system: "https://fhir.nhs.uk/Id/nhs-number", value } }, status: "accepted" },
];
const appointment = (n: number): fhir.Appointment => ({
  resourceType: "Appointment",
  meta: { profile: ["https://fhir.hl7.org.uk/STU3/StructureDefinition/CareConnect-Appointment-1"] },
  identifier: [{ system: "urn:ietf:rfc:3986", value: `https://provider.example/STU3/Appointment/${n}` }],
  status: "booked",
  start: "2099-02-01T10:00:00Z",
  end: "2099-02-01T10:10:00Z",
  created: "2026-11-23T09:00:00Z",
  participant: participant("9000000009"),
});

/** Replaces values that vary between runs with those of the README. Ids are numbered in order of appearance. */
class Stable {
  private readonly ids = new Map<string, string>();

  output(text: string): string {
    return (
      text
        .replaceAll(registry.baseUrl, "https://localhost:8443/STU3")
        .replaceAll(directory, "/home/you")
        .replace(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, (id) => {
          const known = this.ids.get(id) ?? `5f2a6c1e-0001-4000-8000-${String(this.ids.size + 1).padStart(12, "0")}`;
          this.ids.set(id, known);
          return known;
        })
        .replace(/20\d\d-(?!02-01T10)\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g, "2026-11-23T12:00:00.000Z")
        .replace(/until 20[-0-9T:.]+Z/g, "until 2029-01-31T12:00:00.000Z")
        // eslint-disable-next-line regexp/no-super-linear-move -- our own output
        .replace(/\d+ min \d+ s/g, "59 min 59 s")
        // eslint-disable-next-line regexp/no-super-linear-move -- our own output
        .replace(/\d+ s left/g, "3599 s left")
        // eslint-disable-next-line regexp/no-super-linear-move -- our own output
        .replace(/-?\d+ s from the registry's/g, "0 s from the registry's")
        // eslint-disable-next-line regexp/no-super-linear-move -- our own output
        .replace(/\d+ more days/g, "799 more days")
    );
  }

  /** Returns a command of the README with the ids of this run. */
  command(text: string): string {
    let real = text;
    for (const [id, known] of this.ids) real = real.replaceAll(known, id);
    return real;
  }
}

it("prints what the README shows", async () => {
  const readme = await readFile(README, "utf8");
  const stable = new Stable();
  const parts = readme.split(/(```console\n[^]*?```)/);
  let exitCode = 0;
  for (const [at, part] of parts.entries()) {
    if (!part.startsWith("```console")) continue;
    const lines: string[] = [];
    for (const [, line = ""] of part.matchAll(/^\$ (.*)$/gm)) {
      const script = `(exit ${exitCode}); { ${stable.command(line)}\n} 2>&1`;
      const ended = await bash(script);
      exitCode = ended.code;
      lines.push(`$ ${line}`, ...(ended.output === "" ? [] : [stable.output(ended.output).trimEnd()]));
    }
    parts[at] = `\`\`\`console\n${lines.join("\n")}\n\`\`\``;
  }
  if (update) await writeFile(README, parts.join(""));
  else expect(parts.join("")).toBe(readme);
}, 300_000);

it("runs the examples in the README", async () => {
  const readme = await readFile(README, "utf8");
  const [example = ""] = [...readme.matchAll(/```ts\n([^]*?)```/g)].map(([, code]) => code);
  const result = await library.register(appointment(99));
  expect(result.status).toBe(201);
  const { default: typescript } = await import("typescript");
  const { outputText } = typescript.transpileModule(example, { compilerOptions: { module: 99, target: 99 } });
  await writeFile(file("example.mjs"), outputText);
  const { stdout } = await promisify(execFile)(process.execPath, [file("example.mjs")], { cwd: directory, env });
  expect(stdout).toContain('cancelled, W/"2"\n');
  expect("id" in result && (await library.read(result.id))).toMatchObject({ appointment: { status: "cancelled" } });
});

function bash(script: string): Promise<{ code: number; output: string }> {
  return new Promise((done) => {
    execFile("bash", ["-c", script], { cwd: directory, env }, (error, stdout) => {
      done({ code: error === null ? 0 : Number(error.code), output: stdout });
    });
  });
}
