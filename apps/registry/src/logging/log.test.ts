import { describe, expect, it } from "@jest/globals";
import { RegistryError } from "../errors.js";
import { createLog } from "./log.js";
import type { LogFields } from "./log.js";

function logged(fields: object): Record<string, unknown> {
  const lines: string[] = [];
  createLog("info", { write: (line) => void lines.push(line) }).info("Answered.", fields as LogFields);
  expect(lines).toHaveLength(1);
  const { time, pid, ...rest } = JSON.parse(lines[0] ?? "") as Record<string, unknown>;
  expect([typeof time, pid]).toEqual(["string", process.pid]);
  return rest;
}

describe("the log", () => {
  it("writes the fields in its list", () => {
    const fields = {
      requestId: "b7e99463-00a1-45fc-98aa-1234554321ab",
      method: "PUT",
      route: "/Appointment/{id}",
      status: 200,
      durationMilliseconds: 1.5,
    };
    expect(logged(fields)).toEqual({ level: "info", msg: "Answered.", ...fields });
  });

  it("drops everything else, whatever its name", () => {
    const raw = {
      headers: { authorization: "Bearer x" },
      body: "<Appointment/>",
      path: "/Appointment/1",
      url: "/?q=1",
    };
    expect(logged({ ...raw, status: 200 })).toEqual({ level: "info", msg: "Answered.", status: 200 });
  });

  it("records only machine-made caller texts unchanged", () => {
    const uuid = "b7e99463-00a1-45fc-98aa-1234554321ab";
    expect(logged({ requestId: uuid, sspFrom: "200000000205" })).toEqual({
      level: "info",
      msg: "Answered.",
      requestId: uuid,
      sspFrom: expect.stringMatching(/^hash:[a-p]{32}$/),
    });
  });

  it("records names in certificates unchanged unless they contain an NHS number", () => {
    const said = logged({ subject: "CN=supplier-a,O=Example", issuer: "CN=123 455 4321" });
    expect(said).toMatchObject({ subject: "CN=supplier-a,O=Example", issuer: expect.stringMatching(/^hash:/) });
  });

  it("logs only kind and location of a third-party error, since its message may quote the body", () => {
    let foreign: unknown;
    try {
      JSON.parse('{"family":"Smith"');
    } catch (error) {
      foreign = error;
    }
    const said = logged({ error: new RegistryError("internal-error", { cause: foreign }) });
    expect(JSON.stringify(said)).not.toContain("Smith");
    expect(said["error"]).toMatchObject({
      name: "RegistryError",
      code: "internal-error",
      message: "The registry failed.",
      cause: { name: "SyntaxError", frames: expect.any(Array) },
    });
  });

  it("is silent below its level", () => {
    const lines: string[] = [];
    const log = createLog("warn", { write: (line) => void lines.push(line) });
    log.debug("x");
    log.info("x");
    log.warn("x");
    log.error("x");
    expect(lines).toHaveLength(2);
  });
});
