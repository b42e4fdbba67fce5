import { describe, expect, it } from "@jest/globals";
import { entry } from "../validation/testing/full-appointment.js";
import { validateAppointment } from "../validate-appointment.js";
import { tolerateStandingFaults } from "./tolerate-standing-faults.js";

type Shape = ReturnType<typeof entry>;

const faultsOf = (resource: Shape) => validateAppointment(resource as never, { rules: "careconnect" });
const tolerated = (current: Shape, submitted: Shape) =>
  tolerateStandingFaults(faultsOf(submitted), current, submitted, faultsOf).map(
    ({ severity, rule, expression }) => `${severity} ${rule} ${expression}`,
  );

const div = (content: string) => ({
  status: "generated",
  div: `<div xmlns="http://www.w3.org/1999/xhtml">${content}</div>`,
});

describe("a fault of a submission", () => {
  const kept = { ...entry(), text: div("<u>a</u>") };
  const cancelled = { ...kept, status: "cancelled" };

  it("is a warning if the stored version has it at the same, unchanged element", () => {
    expect(tolerated(kept, cancelled)).toEqual(["warning txt-1 Appointment.text.div"]);
  });

  it("is a warning too if only the spelling of the element differs", () => {
    const spelled = { ...cancelled, text: div("<u >&#97;</u>") };
    expect(tolerated(kept, spelled)).toEqual(["warning txt-1 Appointment.text.div"]);
  });

  it("stays an error if the element was changed", () => {
    expect(tolerated(kept, { ...cancelled, text: div("<u>b</u>") })).toEqual(["error txt-1 Appointment.text.div"]);
  });

  it("stays an error if the stored version has no fault", () => {
    expect(tolerated(entry(), cancelled)).toEqual(["error txt-1 Appointment.text.div"]);
  });

  it("stays an error at the status itself", () => {
    const [one, other] = [
      { ...entry(), status: "Booked" },
      { ...entry(), status: "Cancelled" },
    ];
    expect(tolerated(one, other)).toContain("error structure:code Appointment.status");
  });

  it("becomes as many warnings as the stored version has faults", () => {
    const participants = (count: number) => ({
      ...entry(),
      participant: Array.from({ length: count }, () => ({ status: "Accepted", actor: { reference: "Location/1" } })),
    });
    const found = tolerated(participants(1), { ...participants(2), status: "cancelled" });
    expect(found).toEqual([
      "warning structure:code Appointment.participant[0].status",
      "error structure:code Appointment.participant[1].status",
    ]);
  });

  it("is sought in the stored version only if the submission has errors", () => {
    const never = () => {
      throw new Error("asked for");
    };
    expect(tolerateStandingFaults([], entry(), entry(), never)).toEqual([]);
  });
});
