import { describe, expect, it } from "@jest/globals";
import type { StoredVersion } from "../store/store.js";
import { changed, fixedPorts, registered } from "./testing/ports.js";
import { versionConflict } from "./version-conflict.js";

const ports = fixedPorts();
const first = (await registered(ports)).stored;
const second = await changed(ports, first, { start: "2099-02-01T10:01:00.000Z" });
const third = await changed(ports, second, { status: "cancelled" });

async function conflict(current: StoredVersion, known: readonly string[]) {
  const { code, issues, facts } = await versionConflict(current, known, ports.store);
  return { code, facts, first: issues[0], changes: issues.slice(1) };
}

describe("a version conflict", () => {
  it("returns the current version and its status, and the location of both", async () => {
    expect(await conflict(second, ["9"])).toEqual({
      code: "version-conflict",
      facts: { currentVersion: 2 },
      first: {
        severity: "error",
        code: "conflict",
        rule: "version-conflict",
        message:
          "The request is for version 9, but version 2 is current and its status is booked. Retrieve the Appointment again and decide again.",
        spineCode: "FHIR_CONSTRAINT_VIOLATION",
        expression: "Appointment.meta.versionId",
        location: "/f:Appointment/f:meta/f:versionId",
      },
      changes: [],
    });
  });

  it.each(["cancelled", "entered-in-error"])("states that nothing is left to cancel if it is %s", async (status) => {
    const { first: issue } = await conflict({ ...third, status }, ["2"]);
    expect(issue?.message).toBe(
      `The request is for version 2, but version 3 is current and it is already ${status}. There is nothing left to cancel.`,
    );
  });

  it("lists the changes since the latest version that the caller knows, without values", async () => {
    const change = (since: number, element: string) => ({
      severity: "information",
      code: "conflict",
      rule: "changed-since:changed",
      message: `Since version ${since} this element was changed.`,
      expression: `Appointment.${element}`,
      location: `/f:Appointment/f:${element}`,
      spineCode: "FHIR_CONSTRAINT_VIOLATION",
    });
    expect((await conflict(third, ["2"])).changes).toEqual([change(2, "status")]);
    expect((await conflict(third, ["1", "2"])).changes).toEqual([change(2, "status")]);
    expect((await conflict(third, ["1"])).changes).toEqual([change(1, "status"), change(1, "start")]);
  });

  it("lists nothing if the caller knows no earlier version", async () => {
    for (const known of [[], ["3"], ["4"], ["0"], ["x"]]) expect((await conflict(third, known)).changes).toEqual([]);
  });

  it("lists nothing if the store does not have the version that the caller knows", async () => {
    const { issues } = await versionConflict({ ...third, version: 9 }, ["7"], ports.store);
    expect(issues).toHaveLength(1);
  });

  it.each<[readonly string[], string]>([
    [[], "another version"],
    [["x"], "another version"],
    [["1", "1"], "version 1"],
    [["1", "x"], "version 1"],
    [["1", "2"], "versions 1, 2"],
    [["1", "2", "4", "5"], "versions 1, 2, 4, 5"],
    [["1", "2", "4", "5", "6"], "another version"],
  ])("names %p as %p", async (known, text) => {
    expect((await conflict(third, known)).first?.message).toContain(`The request is for ${text}, but`);
  });
});
