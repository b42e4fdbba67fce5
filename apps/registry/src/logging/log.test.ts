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
  it("says what is in its list of fields", () => {
    const fields = {
      requestId: "r-1",
      method: "PUT",
      route: "/Appointment/{id}",
      status: 200,
      durationMilliseconds: 1.5,
    };
    expect(logged(fields)).toEqual({ level: 30, msg: "Answered.", ...fields });
  });

  it("drops everything else, whatever it is called", () => {
    const raw = {
      headers: { authorization: "Bearer x" },
      body: "<Appointment/>",
      path: "/Appointment/1",
      url: "/?q=1",
    };
    expect(logged({ ...raw, status: 200 })).toEqual({ level: 30, msg: "Answered.", status: 200 });
  });

  it.each([
    ["an NHS number", "1234554321", "[withheld]"],
    ["an NHS number with spaces", "123 455 4321", "[withheld]"],
    ["an NHS number with dashes", "id-123-455-4321", "id-[withheld]"],
    ["a name", "Mr Smith", "[withheld]"],
    ["a line break", "a\nb", "[withheld]"],
    ["markup", "<script>", "[withheld]"],
    ["a long text", "x".repeat(201), "[withheld]"],
    ["an ASID", "200000000205", "200000000205"],
    ["a UUID with a prefix", "run-00000000-1234-5543-2100-123455432100", "run-00000000-1234-5543-2100-123455432100"],
    ["ten other digits", "1234567890", "1234567890"],
    ["a UUID", "b7e99463-00a1-45fc-98aa-1234554321ab", "b7e99463-00a1-45fc-98aa-1234554321ab"],
  ])("makes %s in a caller's text harmless", (_, given, expected) => {
    expect(logged({ requestId: given })["requestId"]).toBe(expected);
  });

  it("takes no word for the id of a system", () => {
    const said = logged({
      sspFrom: "Smith",
      sspTo: "200000000205",
      sspTraceId: "Smith",
      sspInteractionId: "urn:nhs:names:x",
    });
    expect(said).toMatchObject({
      sspFrom: "[withheld]",
      sspTo: "200000000205",
      sspTraceId: "[withheld]",
      sspInteractionId: "urn:nhs:names:x",
    });
  });

  it("tells of a foreign error only its kind and place, since its message may quote the body", () => {
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
