import { describe, expect, it } from "@jest/globals";
import { apply } from "./apply.js";
import { diff } from "./diff.js";

describe("diff", () => {
  const before = {
    resourceType: "Appointment",
    id: "1",
    meta: { versionId: "1", profile: ["a", "b"] },
    status: "booked",
    start: "2019-02-01T10:51:23.620+00:00",
    participant: [
      { actor: { reference: "Patient/1" }, status: "accepted" },
      { actor: { reference: "Location/1" }, status: "accepted" },
    ],
  };

  it("finds nothing between a resource and itself written otherwise", () => {
    const after = {
      ...before,
      meta: { versionId: "7", lastUpdated: "2020-01-01T00:00:00Z", profile: ["b", "a"] },
      start: "2019-02-01T10:51:23.620Z",
    };
    expect(diff(before, after)).toEqual([]);
  });

  it("calls one removed participant one change", () => {
    const after = { ...before, participant: before.participant.slice(1) };
    const changes = diff(before, after);
    expect(changes).toEqual([
      {
        kind: "removed",
        expression: "Appointment.participant[0]",
        location: "/f:Appointment/f:participant[1]",
        path: ["participant", 0],
        before: before.participant[0],
      },
    ]);
    expect(apply(before, changes)).toEqual({ ...after, meta: before.meta });
  });
});
