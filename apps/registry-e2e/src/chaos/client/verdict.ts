import type { CompletedCall } from "./calls.js";

/** Results that a client must never report. Each count must be 0. */
export const CALL_FAULTS = [
  "said done, not done",
  "said not done, done",
  "done twice",
  "said conflict, where nobody else wrote",
  "said unknown, not sent",
  "said safe to repeat, where it is not",
  "said not safe to repeat, where it is",
  "answered about another appointment",
  "rejected without its signal",
  "done twice when the advice was followed",
  "not done when the advice was followed",
] as const;
export type CallFault = (typeof CALL_FAULTS)[number];

/** Returns the name under which the result of a call is counted. */
export function nameOf({ ended }: CompletedCall): string {
  if (ended.result === undefined) return ended.rejected === "aborted" ? "rejected, aborted" : "rejected";
  const { result } = ended;
  return "recovered" in result && result.recovered ? "200 recovered" : String(result.status);
}

/** Returns the faults in the result of one call, given that the registry holds its effect `times` times. */
export function faultsOfCall({ planned, ended }: CompletedCall, times: number, sent: ReadonlySet<string>): CallFault[] {
  const { result } = ended;
  if (result === undefined) {
    const wrong: CallFault[] = ended.rejected === "aborted" ? [] : ["rejected without its signal"];
    return planned.kind !== "read" && times > 0 ? [...wrong, "said not done, done"] : wrong;
  }
  if (planned.kind === "read") {
    return result.status === 200 && result.id !== planned.id ? ["answered about another appointment"] : [];
  }
  const wrong: CallFault[] = times > 1 ? ["done twice"] : [];
  switch (result.status) {
    case 200:
    case 201: {
      if (times === 0) wrong.push("said done, not done");
      const isAnother =
        "id" in planned
          ? result.id !== planned.id || result.appointment.status !== "cancelled"
          : result.appointment.identifier?.[0]?.value !== planned.appointment.identifier?.[0]?.value;
      if (isAnother) wrong.push("answered about another appointment");
      return wrong;
    }
    case "unknown": {
      if (!sent.has(result.requestId)) wrong.push("said unknown, not sent");
      const isSafe = planned.kind !== "register";
      if (result.safeToRepeat && !isSafe) wrong.push("said safe to repeat, where it is not");
      if (!result.safeToRepeat && isSafe) wrong.push("said not safe to repeat, where it is");
      return wrong;
    }
    case 409:
      wrong.push("said conflict, where nobody else wrote");
  }
  if (times > 0) wrong.push("said not done, done");
  return wrong;
}
