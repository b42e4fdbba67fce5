import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { APPOINTMENT, SHARED_FHIR, command, hasSharedFhir } from "../testing/command.js";

interface Line {
  readonly file: string;
  readonly valid: boolean;
  readonly outcome: fhir.OperationOutcome;
}

const lines = (stdout: string): Line[] =>
  stdout
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Line);
const validate = (resource: object, ...args: string[]) =>
  command(["validate", "-", ...args], { input: JSON.stringify(resource) });

describe("validate", () => {
  it("accepts an Appointment under every set of rules, and reports it in one line", async () => {
    for (const rules of ["base", "careconnect", "registry"]) {
      const ended = await validate(APPOINTMENT, "--rules", rules);
      expect(ended).toEqual({ code: 0, stdout: "-: valid\n", stderr: "" });
    }
    const [line] = lines((await validate(APPOINTMENT, "--json")).stdout);
    expect(line).toMatchObject({ file: "-", valid: true, outcome: { resourceType: "OperationOutcome" } });
    expect(line?.outcome.issue.map(({ severity }) => severity)).toEqual(["information"]);
  });

  it("names the element and the rule, and exits with 1", async () => {
    const ended = await validate({ ...APPOINTMENT, status: "pending", end: undefined });
    expect(ended).toMatchObject({ code: 1, stdout: "-: invalid\n" });
    // eslint-disable-next-line regexp/no-super-linear-backtracking -- our own output
    expect(ended.stderr).toMatch(/^ {2}Appointment\n {4}error +.*app-2\n/);
  });

  it("applies the registry's entry rules only on request", async () => {
    const described = { ...APPOINTMENT, description: "check-up" };
    expect(await validate(described)).toMatchObject({ code: 0 });
    const [line] = lines((await validate(described, "--rules", "registry", "--json")).stdout);
    expect(line?.valid).toBe(false);
    expect(line?.outcome.issue).toEqual([
      expect.objectContaining({ severity: "error", expression: ["Appointment.description"] }),
    ]);
  });

  it("validates any resource under base, and only an Appointment under the other rules", async () => {
    const patient = { resourceType: "Patient", active: true };
    expect(await validate(patient, "--rules", "base")).toMatchObject({ code: 0 });
    expect(await validate(patient)).toMatchObject({ code: 1 });
  });

  it("reports an unreadable file as invalid, with an OperationOutcome", async () => {
    const ended = await command(["validate", "-", "--json"], { input: "<Appointment>" });
    expect(ended.code).toBe(1);
    expect(lines(ended.stdout)).toMatchObject([
      { file: "-", valid: false, outcome: { issue: [{ severity: "fatal" }] } },
    ]);
  });

  it("exits with 2 for an unknown set of rules", async () => {
    expect(await validate(APPOINTMENT, "--rules", "gp-connect")).toMatchObject({ code: 2, stdout: "" });
  });
});

(hasSharedFhir ? describe : describe.skip)("validate on real resources", () => {
  it("finds no error in the examples that HL7 and others publish as valid, one line per file", async () => {
    const folder = join(SHARED_FHIR, "pairs");
    const ended = await command(["validate", folder, "--rules", "base", "--json"]);
    const found = lines(ended.stdout);
    expect(found.map(({ file }) => file)).toEqual((await readdir(folder)).sort().map((name) => join(folder, name)));
    expect(JSON.parse(await readFile(found[0]?.file ?? "", "utf8"))).toMatchObject({ resourceType: "Appointment" });
    const appointments = found.filter(({ file }) => /appointment/i.test(file) && !/response/i.test(file));
    expect(appointments.filter(({ valid }) => !valid)).toEqual([]);
  });
});
