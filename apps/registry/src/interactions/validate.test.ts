import { beforeEach, expect, it } from "@jest/globals";
import type { Appointment } from "../appointment-version.js";
import { MemoryStore } from "../store/testing/memory-store.js";
import type { FixedPorts } from "./testing/ports.js";
import { booking, fixedPorts, refusal, registered } from "./testing/ports.js";
import { validateCancel, validateRegister } from "./validate.js";

let ports: FixedPorts;
let appointment: Appointment;
beforeEach(async () => {
  ports = fixedPorts();
  appointment = { ...(await registered(ports)).resource, status: "cancelled" };
});

const ask = (more: object = {}, expected: object = { kind: "versions", versions: ["1"] }, id = "a") =>
  validateCancel(
    {
      id,
      submission: { appointment: { ...appointment, ...more }, issues: [] },
      expected: expected as never,
      mayRead: true,
    },
    ports,
  );
const rules = async (asked: ReturnType<typeof ask>): Promise<string[]> =>
  (await asked).map(({ rule, expression = "" }) => `${rule} ${expression}`);

it("a registration that would succeed has no issue, and is not made", async () => {
  expect(await validateRegister({ appointment: booking(), issues: [] })).toEqual([]);
});

it("a registration has the issues with which it would be rejected", async () => {
  const issues = validateRegister({ appointment: booking({ status: "proposed" }), issues: [] });
  expect(await rules(issues)).toEqual(["registry:status-booked Appointment.status"]);
});

it("a cancellation that would succeed has no issue, and is not made", async () => {
  expect(await ask()).toEqual([]);
  expect((await ports.store.current("a"))?.version).toBe(1);
});

it("a cancellation has the issues with which it would be rejected", async () => {
  expect(await rules(ask({ comment: "x" }))).toEqual(["registry:cancel-added Appointment.comment"]);
  expect(await rules(ask({}, { kind: "versions", versions: ["4"] }))).toEqual([
    "version-conflict Appointment.meta.versionId",
  ]);
});

it("a refusal without its own issues has the row of the catalogue as its issue", async () => {
  expect(await ask({}, { kind: "missing" })).toEqual([
    {
      severity: "error",
      code: "required",
      rule: "if-match-missing",
      message:
        "The update names no version: there is no usable If-Match header. Send `If-Match` with the ETag of the version you retrieved.",
      spineCode: "PRECONDITION_FAILED",
    },
  ]);
});

it("a missing Appointment and a failure of the store are not validation results", async () => {
  expect(await refusal(ask({ id: "b" }, undefined, "b"))).toMatchObject({ code: "not-found" });
  const failure = new Error("The store is gone.");
  class Gone extends MemoryStore {
    override current(): never {
      throw failure;
    }
  }
  ports = { ...ports, store: new Gone() };
  await expect(ask()).rejects.toBe(failure);
});
