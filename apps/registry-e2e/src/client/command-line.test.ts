import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { quickly } from "@appointment-registry/client/testing";
import { createRegistryClient } from "@appointment-registry/client";
import type { RegistryClient } from "@appointment-registry/client";
import { sampleXml } from "@appointment-registry/test-kit";
import { plannedEntry } from "../chaos/entries.js";
import { RegistryUnderTest } from "../harness/registry.js";
import { ClientCommand } from "./command.js";
import { clientOptions, inParallel } from "./harness.js";

let registry: RegistryUnderTest;
let library: RegistryClient;
let client: ClientCommand;
let directory: string;
const file = (name: string): string => join(directory, name);

beforeAll(async () => {
  registry = await RegistryUnderTest.start();
  library = createRegistryClient(await clientOptions(registry));
  client = await ClientCommand.for(registry, quickly);
  directory = await mkdtemp(join(tmpdir(), "command line "));
  await writeFile(file("sample.xml"), sampleXml());
});
afterAll(async () => {
  await library.close();
  await registry.stop();
  await rm(directory, { recursive: true, force: true });
});

async function registeredIds(count: number): Promise<string[]> {
  const ids: string[] = [];
  await inParallel(count, 16, async (n) => {
    const entry = JSON.parse(plannedEntry("command-line", n).body) as fhir.Appointment;
    const result = await library.register(entry);
    if (result.status !== 201) throw new Error(JSON.stringify(result));
    ids[n] = result.id;
  });
  return ids;
}

describe("the command line", () => {
  it("registers, gets, cancels, lists and compares", async () => {
    const registered = await client.run("register", file("sample.xml"));
    expect(registered).toMatchObject({ code: 0, stderr: "" });
    const id = /^✓ Registered (\S+)\n/.exec(registered.stdout)?.[1] ?? "";

    const got = await client.run("get", id);
    expect(got).toMatchObject({ code: 0, stderr: "" });
    expect(got.stdout).toMatch(/^status +booked$/m);
    const xml = await client.run("get", id, "--xml");
    expect(xml.stdout).toContain(`<id value="${id}"/>`);

    const cancelled = await client.run("cancel", id, "--json");
    expect(cancelled).toMatchObject({ code: 0, stderr: "" });
    expect(JSON.parse(cancelled.stdout)).toMatchObject({ id, status: "cancelled", meta: { versionId: "2" } });

    const old = await client.run("get", id, "--version", "1", "--json");
    expect(JSON.parse(old.stdout)).toMatchObject({ id, status: "booked", meta: { versionId: "1" } });
    const history = await client.run("history", id);
    expect(history.stdout).toMatch(/^VERSION.*\n2 .*updated +cancelled\n1 .*registered +booked\n$/);
    const different = await client.run("diff", `${id}@1`, id);
    expect(different).toEqual({ code: 1, stdout: 'Appointment.status\n  - "booked"\n  + "cancelled"\n', stderr: "" });
    await writeFile(file("current.xml"), (await client.run("get", id, "--xml")).stdout);
    expect(await client.run("diff", file("current.xml"), `${id}@2`)).toEqual({ code: 0, stdout: "", stderr: "" });
  });

  it("finds the appointments of a patient", async () => {
    const [id] = await registeredIds(1);
    const { nhsNumber } = plannedEntry("command-line", 0);
    const found = await client.run("search", "--nhs-number", `${nhsNumber.slice(0, 3)} ${nhsNumber.slice(3)}`);
    expect(found).toMatchObject({ code: 0 });
    expect(found.stdout).toContain(id);
    const bundle = JSON.parse((await client.run("search", "--nhs-number", nhsNumber, "--json")).stdout) as fhir.Bundle;
    expect(bundle).toMatchObject({ resourceType: "Bundle", type: "searchset" });
    expect(await client.run("search", "--nhs-number", "1234567890")).toMatchObject({ code: 2, stdout: "" });
    expect(await client.run("search")).toMatchObject({
      code: 2,
      stdout: "",
      stderr: expect.stringContaining("--nhs-number"),
    });
  });

  it("finds an appointment by its URL at the provider, also if it is cancelled", async () => {
    const [id = ""] = await registeredIds(1);
    const entry = JSON.parse((await client.run("get", id, "--json")).stdout) as fhir.Appointment;
    const url = entry.identifier?.[0]?.value ?? "";
    await client.run("cancel", id);
    const found = await client.run("search", "--provider-url", url);
    expect(found).toMatchObject({ code: 0, stderr: "" });
    expect(found.stdout).toMatch(new RegExp(`^${id} +cancelled `, "m"));
    expect(await client.run("search", "--provider-url", `${url}/none`)).toMatchObject({
      code: 0,
      stdout: "Nothing was found.\n",
    });
  });

  it("formats the registry's refusal, and prints the OperationOutcome to standard output on request", async () => {
    const [id = ""] = await registeredIds(1);
    await client.run("cancel", id);
    const refused = await client.run("cancel", id, "--xml");
    expect(refused.code).toBe(1);
    expect(refused.stderr).toMatch(
      /^✗ Cancel \S+: refused, 422 Unprocessable Entity\n {2}Appointment.status\n {4}error /,
    );
    expect(refused.stdout).toMatch(/^<OperationOutcome xmlns=/);
    expect(await client.run("get", "unknown")).toMatchObject({ code: 1, stdout: "" });
  });

  it("has an exit code for each kind of failure", async () => {
    expect(await client.run("get", "x", "--url", "https://localhost:1/STU3", "--timeout", "500")).toMatchObject({
      code: 4,
    });
    expect(await client.run("get", "x", "--token", "not-a-token")).toMatchObject({ code: 1 });
    expect(await client.run("get")).toMatchObject({ code: 2 });
    expect(await client.run("cancel")).toMatchObject({ code: 2 });
    expect(await client.run("register", file("missing.xml"))).toMatchObject({ code: 2 });
    await writeFile(file("bad.xml"), "<Appointment/>");
    expect(await client.run("register", file("bad.xml"))).toMatchObject({ code: 1, stdout: "" });
  });

  it("cancels several, and exits with the code of the first that failed", async () => {
    const ids = await registeredIds(2);
    const ended = await client.run("cancel", ids[0] as string, "unknown", ids[1] as string);
    expect(ended.code).toBe(1);
    expect(ended.stdout.match(/✓ Cancelled/g)).toHaveLength(2);
  });

  it("prints the token's claims, and doctor finds no fault", async () => {
    const token = await client.run("token", "--json");
    expect(token.code).toBe(0);
    expect(JSON.parse(token.stdout)).toMatchObject({ claims: { appid: "supplier-a" } });
    const doctor = await client.run("doctor", "--json");
    expect(doctor).toMatchObject({ code: 0, stderr: "" });
    const checks = doctor.stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as { ok: boolean });
    expect(checks).toHaveLength(8);
    expect(checks.every(({ ok }) => ok)).toBe(true);
  });
});
