import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "@jest/globals";
import { quickly } from "@appointment-registry/client/testing";
import { sampled, sampleXml } from "@appointment-registry/test-kit";
import { MockUnderTest } from "../harness/mock.js";
import { ClientCommand } from "./command.js";
import { atOnce, explainedIn, resourceIn } from "./documented-results.js";

const registry = await MockUnderTest.start();
const id = resourceIn<fhir.Appointment>(registry.usual("read", "json")).id ?? "";
let client: ClientCommand;
let directory: string;
beforeAll(async () => {
  client = await ClientCommand.for(registry, quickly);
  directory = await mkdtemp(join(tmpdir(), "exit codes "));
  await writeFile(join(directory, "sample.xml"), sampleXml());
});
afterEach(() => registry.reset());
afterAll(async () => {
  await registry.stop();
  await rm(directory, { recursive: true, force: true });
});

describe("the command line, against a mock of the contract", () => {
  const register = ["register", "sample.xml"];
  const rows = [
    [["get", id], "read", 406, 1],
    [["get", id], "read", 429, 4],
    [["get", id], "read", 500, 4],
    [["search", "--nhs-number", "9000000009"], "searchByForm", 403, 1],
    [["cancel", id], "cancel", 408, 5],
    [["cancel", id], "cancel", 409, 3],
    [["cancel", id], "cancel", 412, 1],
    [["cancel", id], "cancel", 413, 1],
    [["cancel", id], "cancel", 500, 5],
    [register, "register", 408, 5],
    [register, "register", 413, 1],
    [register, "register", 500, 5],
    [[...register, "--once"], "register", 412, 1],
    [[...register, "--no-once"], "register", 408, 6],
    [[...register, "--no-once"], "register", 500, 6],
  ] as const;
  it.each(sampled(rows, 3))(
    "prints issues for people and the OperationOutcome for programs: %j, if %s is answered %d, exits with code %d",
    async ([command, ...args], operationId, status, code) => {
      const documented = registry.answers(operationId, "json").find((each) => each.status === status);
      if (documented === undefined) throw new Error(`The contract has no ${status} of ${operationId}.`);
      registry.mock.next(operationId, atOnce(documented), Infinity);
      const files = args.map((arg) => (arg === "sample.xml" ? join(directory, arg) : arg));
      const ended = await client.run(command, ...files, "--json");
      const { outcome, issues } = explainedIn(documented);
      expect(JSON.parse(ended.stdout)).toEqual(outcome);
      for (const { message } of issues) expect(ended.stderr).toContain(message);
      const [asked] = registry.received(operationId);
      expect(ended.stderr).toContain(`X-Request-ID ${asked?.headers["x-request-id"]}`);
      expect(ended.code).toBe(code);
    },
  );
});
