import { readFile } from "node:fs/promises";
import { beforeAll, describe, expect, it } from "@jest/globals";
import { isError, validateAppointment } from "@appointment-registry/fhir-appointment";
import { printContractSchemas } from "./contract-schemas.js";
import { REQUESTS } from "./request-schemas.js";
import { readModel } from "./rows.js";

interface Schema {
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean;
}

let schemas: Record<string, Schema>;
beforeAll(async () => {
  const { $comment: _, ...rest } = JSON.parse(printContractSchemas(await readModel())) as Record<string, Schema>;
  schemas = rest;
});

const usedBy = (name: string): string[] => [
  ...new Set([...JSON.stringify(schemas[name]).matchAll(/"#\/(\w+)"/g)].map((match) => match[1] ?? "")),
];

describe("the schemas of the contract", () => {
  it("are closed, except for a contained resource, which may have any type", () => {
    const open = Object.entries(schemas).filter(([, { additionalProperties }]) => additionalProperties !== false);
    expect(open.map(([name]) => name)).toEqual(["ContainedResource"]);
  });

  it("list the codes of a required binding", () => {
    expect(schemas["Appointment"]?.properties?.["status"]).toEqual({
      type: "string",
      enum: ["proposed", "pending", "booked", "arrived", "fulfilled", "cancelled", "noshow", "entered-in-error"],
    });
  });

  it("are nested so little that a resource can be walked to its leaves", () => {
    const walked = (name: string, path: readonly string[]): number =>
      path.includes(name) ? 1 : usedBy(name).reduce((sum, used) => sum + walked(used, [...path, name]), 1);
    for (const name of Object.keys(REQUESTS)) expect(walked(name, [])).toBeLessThan(500);
  });
});

describe("the schema of an entry requires what the registry requires", () => {
  const { without = [], required = [] } = REQUESTS["AppointmentToRegister"]!;
  const sample = async (): Promise<Record<string, unknown>> => {
    const file = new URL("../../../openapi/examples/requests/register-201.json", import.meta.url);
    return JSON.parse(await readFile(file, "utf8")) as Record<string, unknown>;
  };
  const refused = (entry: Record<string, unknown>): boolean =>
    validateAppointment(entry as never, { rules: "registry" }).some(isError);

  it.each([...without])("an entry with %s is refused", async (name) => {
    expect(refused({ ...(await sample()), [name]: [{ display: "x" }] })).toBe(true);
    expect(schemas["AppointmentToRegister"]?.properties).not.toHaveProperty(name);
  });

  it.each([...required])("an entry without %s is refused", async (name) => {
    const { [name]: _, ...entry } = await sample();
    expect(refused(await sample())).toBe(false);
    expect(refused(entry)).toBe(true);
  });

  it.each(["proposed", "cancelled"])("an entry that is %s is refused", async (status) => {
    expect(refused({ ...(await sample()), status })).toBe(true);
  });
});
