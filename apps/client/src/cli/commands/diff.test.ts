import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { writeResource } from "@appointment-registry/fhir-appointment";
import { APPOINTMENT, command } from "../testing/command.js";

let directory: string;
const file = (name: string): string => join(directory, name);
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "diff test "));
  const changed = { ...APPOINTMENT, status: "cancelled", start: "2099-02-01T10:00:00.0+00:00", comment: "x" };
  await writeFile(file("a.json"), JSON.stringify(APPOINTMENT));
  await writeFile(file("a.xml"), writeResource(APPOINTMENT, { format: "xml", pretty: true }));
  await writeFile(file("b.json"), JSON.stringify(changed));
  await writeFile(file("bad.json"), '{"resourceType":"Appointment","x":1}');
});
afterAll(() => rm(directory, { recursive: true, force: true }));

describe("diff", () => {
  it("exits with 0 and prints nothing if XML and JSON have the same content", async () => {
    expect(await command(["diff", file("a.json"), file("a.xml")])).toEqual({ code: 0, stdout: "", stderr: "" });
  });

  it("exits with 1 and names every difference, as text and as JSON", async () => {
    const ended = await command(["diff", "a.xml", "b.json"], { cwd: directory });
    expect(ended).toMatchObject({ code: 1, stderr: "" });
    expect(ended.stdout).toBe('Appointment.status\n  - "booked"\n  + "cancelled"\nAppointment.comment\n  + "x"\n');
    const json = await command(["diff", file("a.xml"), "-", "--json"], {
      input: JSON.stringify({ ...APPOINTMENT, status: "pending" }),
    });
    expect(json.code).toBe(1);
    expect(JSON.parse(json.stdout)).toEqual([
      {
        kind: "changed",
        expression: "Appointment.status",
        location: "/f:Appointment/f:status",
        before: "booked",
        after: "pending",
      },
    ]);
  });

  it("resolves file names from the user's directory if npm changed the directory", async () => {
    const env = { npm_lifecycle_event: "client", INIT_CWD: directory };
    expect(await command(["diff", "a.xml", "a.json"], { env })).toMatchObject({ code: 0 });
  });

  it.each([
    ["a file that is invalid", ["bad.json", "a.json"], /bad.json: invalid\n {2}Appointment.x\n/],
    ["a file that does not exist", ["missing.json", "a.json"], /missing.json: there is no such file/],
    ["standard input twice", ["-", "-"], /Only one of the two can be standard input/],
    ["one file", ["a.json"], /missing required argument 'b'/],
  ])("exits with 2 for %s", async (_, names, message) => {
    const ended = await command(["diff", ...names], { cwd: directory });
    expect(ended).toMatchObject({ code: 2, stdout: "" });
    expect(ended.stderr).toMatch(message);
  });
});
